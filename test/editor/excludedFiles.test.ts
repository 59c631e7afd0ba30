import { describe, expect, it } from 'vitest';
import { isExcluded } from '../../src/editor/excludedFiles.js';

describe('a file that watching tells of', () => {
  it('is left out where a glob of files.exclude matches it, or a folder that it is in', () => {
    const excludes = { '**/checkpoints': true, '**/*.tmp.onnx': true, old: true };
    expect(isExcluded('runs/checkpoints/7/model.onnx', excludes)).toBe(true);
    expect(isExcluded('runs/model.tmp.onnx', excludes)).toBe(true);
    expect(isExcluded('old/model.onnx', excludes)).toBe(true);
    expect(isExcluded('runs/old/model.onnx', excludes)).toBe(false);
    expect(isExcluded('runs/model.onnx', excludes)).toBe(false);
  });

  it('is left out in hidden folders that a glob names', () => {
    expect(isExcluded('.cache/model.onnx', { '**/.cache': true })).toBe(true);
    expect(isExcluded('.cache/model.onnx', {})).toBe(false);
  });

  it('stays where a glob is switched off, or has a condition', () => {
    expect(isExcluded('old/model.onnx', { old: false })).toBe(false);
    expect(isExcluded('old/model.onnx', { old: { when: '$(basename).py' } })).toBe(false);
  });

  it('is left out among installed packages, whatever is set', () => {
    expect(isExcluded('venv/site-packages/torch/model.onnx', {})).toBe(true);
    expect(isExcluded('web/node_modules/model.onnx', {})).toBe(true);
    expect(isExcluded('node_modules.onnx', {})).toBe(false);
  });
});
