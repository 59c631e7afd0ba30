import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseResult } from '../../src/results/schema.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { runProgram } from './program.js';

const folder = temporaryFolder();
const sample = ['examples/digits/digits.onnx', '--data', 'examples/digits/test.dataset.json'];

describe('the sample', () => {
  it('is analysed: 466 of 500 right, 128 units', async () => {
    const out = join(folder.path, 'digits.importance.json');
    const { status, stdout, said } = await runProgram(['analyse', ...sample, '--out', out]);
    expect({ status, said }).toEqual({ status: 0, said: [] });
    expect(stdout).toContain('466 of 500');
    const result = parseResult(JSON.parse(readFileSync(out, 'utf8')), out);
    expect(result.baseline.correct).toBe(466);
    expect(result.dataset.samples).toBe(500);
    expect(result.layers.map(({ id, unitCount }) => [id, unitCount])).toEqual([
      ['fc1', 64],
      ['fc2', 64],
    ]);
    expect(result.layers.flatMap(({ units }) => units.ablation?.['zero'].correct)).toHaveLength(128);
  });

  it('gives with --json the result file on standard output, and nothing else there', async () => {
    const out = join(folder.path, 'json.importance.json');
    const { status, stdout, said } = await runProgram(['analyse', ...sample, '--out', out, '--json']);
    expect({ status, said }).toEqual({ status: 0, said: [] });
    expect(stdout).toBe(readFileSync(out, 'utf8'));
    expect(parseResult(JSON.parse(stdout), 'standard output').baseline.correct).toBe(466);
  });

  it('is inspected with --json: its layers on standard output, and nothing else there', async () => {
    const { status, stdout, said, progress } = await runProgram(['inspect', sample[0], '--json']);
    expect({ status, said, progress }).toEqual({ status: 0, said: [], progress: [] });
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'onnx',
      layers: [
        { id: 'fc1', kind: 'dense', operator: 'Gemm', activation: 'Relu', shape: [64], unitCount: 64 },
        { id: 'fc2', kind: 'dense', operator: 'Gemm', activation: 'Relu', shape: [64], unitCount: 64 },
      ],
    });
  });
});
