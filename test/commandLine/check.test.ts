import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { parseResult } from '../../src/results/schema.js';
import { repository, runProgram } from './program.js';

const files = temporaryFolder();
const model = 'examples/digits/digits.onnx';

/** The sample's test data, described with this scale. */
function scaled(scale: number): string {
  files.write('digits.npz', readFileSync(join(repository, 'examples/digits/digits.npz')));
  const told = { inputs: 'digits.npz#x', labels: 'digits.npz#y', scale, first: 1297, count: 500 };
  return files.write('wrong.dataset.json', JSON.stringify(told));
}

describe('data that are checked with a model', () => {
  it('are told with the accuracy that they have as they are described', async () => {
    const { status, stdout, said } = await runProgram([
      'check',
      model,
      '--data',
      'examples/digits/test.dataset.json',
    ]);
    expect({ status, said }).toEqual({ status: 0, said: [] });
    expect(stdout).toContain('500 images of 8 × 8, fed as 64; stored values from 0 to 16');
    expect(stdout).toContain('98 of 100 right; chance would be 12.');
    expect(stdout).not.toContain('Better:');
  });

  it('are given the scale that the network was trained with, in place of a wrong one', async () => {
    const { status, stdout } = await runProgram(['check', model, '--data', scaled(0.0005)]);
    expect(status).toBe(0);
    expect(stdout).toContain('12 of 100 right; chance would be 12. Near chance: is the scaling right?');
    expect(stdout).toContain('Better: scaled to 0 to 1, 98 of 100 right.');
    expect(stdout.trimEnd().split('\n').slice(-1)).toEqual(['  "scale": 0.0625,']);
  });

  it('are right once the descriptor of --json is written: an analysis then counts the same', async () => {
    const { stdout } = await runProgram(['check', model, '--data', scaled(1 / 255), '--json']);
    const told = JSON.parse(stdout) as {
      readonly tried: readonly { readonly kind: string; readonly correct: number }[];
      readonly proposal: number;
      readonly descriptor: { readonly path: string; readonly entries: object };
    };
    expect(told.tried[told.proposal]).toMatchObject({ kind: 'unit', correct: 98 });
    writeFileSync(told.descriptor.path, JSON.stringify(told.descriptor.entries));
    const out = join(files.path, 'out.importance.json');
    await runProgram(['analyse', model, '--data', told.descriptor.path, '--samples', '100', '--out', out]);
    expect(parseResult(JSON.parse(readFileSync(out, 'utf8')), out).baseline.correct).toBe(98);
  });

  it('that are not there are refused in one line', async () => {
    const { status, said } = await runProgram(['check', model, '--data', join(files.path, 'none.npz')]);
    expect(status).toBe(2);
    expect(said).toEqual([expect.stringMatching(/none\.npz does not exist/)]);
  });
});
