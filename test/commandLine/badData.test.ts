import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeNpy } from '../twin/npy.js';
import { cannotForbid, SoundFolder } from './soundFolder.js';

type Case = [fault: string, spoil: (folder: SoundFolder) => void, says: RegExp];

const faults: readonly Case[] = [
  ['fewer labels than samples', (f) => f.write('y.npy', labels(11, 0)), /y\.npy holds 11 labels.*12 samples/],
  ['more labels than samples', (f) => f.write('y.npy', labels(13, 0)), /y\.npy holds 13 labels.*12 samples/],
  [
    'a label beyond the classes',
    (f) => f.write('y.npy', labels(12, 3)),
    /y\.npy: the label of sample 11 .* is 3,/,
  ],
  ['a negative label', (f) => f.write('y.npy', labels(12, -1)), /y\.npy: the label of sample 11 .* is -1,/],
  ['a NaN', (f) => f.write('x.npy', inputsWith(f, NaN)), /x\.npy: sample 6 .* holds the value NaN/],
  ['an infinite value', (f) => f.write('x.npy', inputsWith(f, -Infinity)), /x\.npy: sample 6 .* -Infinity/],
  [
    'values that scaling makes infinite',
    (f) => f.describe({ scale: 1e300 }),
    /x\.npy: sample 0 .* -?Infinity.*`scale`/,
  ],
  ['samples of a wrong shape', (f) => f.write('x.npy', zeros(12, 5)), /x\.npy: a sample has the shape 5/],
  ['no samples', (f) => f.write('x.npy', zeros(0, 6)), /x\.npy is empty/],
  ['an empty file of inputs', (f) => f.write('x.npy', ''), /x\.npy is empty/],
  ['an empty file of labels', (f) => f.write('y.npy', ''), /y\.npy is empty/],
  [
    'inputs that are cut short',
    (f) => f.write('x.npy', contentOf(f, 'x.npy').subarray(0, -1)),
    /x\.npy is cut short/,
  ],
  ['inputs in no known format', (f) => f.write('x.npy', 'a,b\n1,2\n'), /x\.npy is in none of the formats/],
  ['inputs that are missing', (f) => f.describe({ inputs: 'gone.npy' }), /gone\.npy does not exist/],
  ['labels that are missing', (f) => f.describe({ labels: 'gone.npy' }), /gone\.npy does not exist/],
  ['no labels', withoutLabels, /x\.npy comes without labels/],
  ['a folder in place of the inputs', (f) => f.describe({ inputs: '.' }), /is a folder/],
  [
    'a descriptor that is empty',
    (f) => f.write('data.dataset.json', ''),
    /data\.dataset\.json is not valid JSON/,
  ],
  [
    'a descriptor cut short',
    (f) => f.write('data.dataset.json', '{ "inputs": '),
    /data\.dataset\.json .* line 1, column/,
  ],
  ['a misspelt key', (f) => f.describe({ label: 'y.npy' }), /data\.dataset\.json: `label` .* `labels`/],
  ['a part beyond the end', (f) => f.describe({ first: 4, count: 9 }), /x\.npy holds 12 samples.* sample 13/],
  ['no descriptor', (f) => rmSync(join(f.path, 'data.dataset.json')), /data\.dataset\.json does not exist/],
];

describe('data with a fault are refused in one line that names it:', () => {
  it.each(faults)('%s', async (_, spoil, says) => {
    const folder = new SoundFolder();
    spoil(folder);
    expect(await folder.refusalOfAnalysis()).toMatch(says);
  });

  it('a folder without data', async () => {
    const folder = new SoundFolder();
    mkdirSync(join(folder.path, 'nothing'));
    const line = await folder.refusalOf('analyse', 'model.onnx', '--data', 'nothing');
    expect(line).toMatch(/nothing holds no data that is understood/);
  });

  it.skipIf(cannotForbid)('a file not to be read (skipped for root, who may read everything)', async () => {
    const folder = new SoundFolder();
    chmodSync(join(folder.path, 'x.npy'), 0);
    expect(await folder.refusalOfAnalysis()).toMatch(/x\.npy may not be read/);
  });

  it.skipIf(cannotForbid)('a folder not to be read (skipped for root, who may read everything)', async () => {
    const folder = new SoundFolder();
    mkdirSync(join(folder.path, 'closed'), { mode: 0 });
    const line = await folder.refusalOf('analyse', 'model.onnx', '--data', 'closed');
    expect(line).toMatch(/closed may not be read/);
  });
});

describe.skipIf(process.platform === 'win32')('a descriptor that leads outside its folder', () => {
  it.each<[way: string, lead: (folder: SoundFolder) => void]>([
    ['upwards', (f) => f.describe({ inputs: '../elsewhere/x.npy' })],
    ['for its labels', (f) => f.describe({ labels: '../elsewhere/y.npy' })],
    ['by an absolute path', (f) => f.describe({ inputs: join(f.path, '../elsewhere/x.npy') })],
    [
      'by a link',
      (f) => {
        symlinkSync('../elsewhere/x.npy', join(f.path, 'link.npy'));
        f.describe({ inputs: 'link.npy' });
      },
    ],
  ])('%s is refused, and followed where --data-root allows it', async (_, lead) => {
    const folder = new SoundFolder();
    for (const name of ['x.npy', 'y.npy']) folder.write(`../elsewhere/${name}`, contentOf(folder, name));
    mkdirSync(join(folder.path, '../other'));
    lead(folder);
    const refusal =
      /^data\.dataset\.json: the path `.*` leads outside the descriptor's folder; .*--data-root/;
    expect(await folder.refusalOfAnalysis()).toMatch(refusal);
    expect(await folder.refusalOfAnalysis('--data-root', '../other')).toMatch(refusal);
    await folder.isAnalysed('--data-root', '../elsewhere');
  });
});

function labels(count: number, last: number): Uint8Array {
  const values = Array.from({ length: count }, (_, i) => (i === count - 1 ? last : i % 3));
  return writeNpy([count], values, '<i8');
}

function zeros(samples: number, size: number): Uint8Array {
  return writeNpy([samples, size], new Float32Array(samples * size), '<f4');
}

/** The folder's inputs, with one value of sample 6 replaced. */
function inputsWith({ experiment: { samples } }: SoundFolder, value: number): Uint8Array {
  return writeNpy(samples.dims, samples.data.with(6 * samples.dims[1] + 2, value), '<f4');
}

/** Not even where they would be looked for, beside the inputs. */
function withoutLabels(folder: SoundFolder): void {
  rmSync(join(folder.path, 'y.npy'));
  folder.write('data.dataset.json', JSON.stringify({ inputs: 'x.npy', layout: 'ND' }));
}

function contentOf(folder: SoundFolder, name: string): Uint8Array {
  return readFileSync(join(folder.path, name));
}
