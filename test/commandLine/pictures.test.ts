import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writeOnnx } from '../twin/onnxWriter.js';
import { writeNpy } from '../twin/npy.js';
import { bmpBytes, pngBytes } from '../dataset/images/pictures.js';
import { wideConvNet } from './networks.js';
import { runProgram } from './program.js';
import { SoundFolder } from './soundFolder.js';

interface Analysis {
  readonly dataset: { readonly understood?: readonly string[] };
  readonly baseline: object;
  readonly layers: readonly object[];
}

async function analyse(folder: SoundFolder, model: string, data: string): Promise<Analysis> {
  const args = ['analyse', model, '--data', data, '--json', '--workers', '1', '--out', `${data}.result.json`];
  const { status, stdout, said } = await runProgram(args, { cwd: folder.path });
  expect({ status, said }).toEqual({ status: 0, said: [] });
  return JSON.parse(stdout) as Analysis;
}

/** What was measured, apart from what it was measured on. */
const measured = ({ baseline, layers }: Analysis): object => ({ baseline, layers });

describe('a folder of pictures', () => {
  it('gives the counts of the same pixels in .npy files', async () => {
    const folder = new SoundFolder();
    folder.write('conv.onnx', writeOnnx(wideConvNet().network).model);
    // Two pictures of each of five classes, one class after the other, twice.
    const pictures = Array.from({ length: 10 }, (_, sample) =>
      Uint8Array.from({ length: 144 }, (_p, i) => (i * (sample + 3) * 29 + sample * 71) % 256),
    );
    for (const [sample, pixels] of pictures.entries()) {
      const name = `photos/class ${sample % 5}/${Math.floor(sample / 5)}`;
      const colours = Uint8Array.from({ length: 432 }, (_, i) => pixels[Math.floor(i / 3)]);
      const isBmp = sample % 2 === 1;
      const bytes = isBmp
        ? bmpBytes({ width: 12, height: 12, channels: 3, pixels: colours })
        : await pngBytes({ width: 12, height: 12, channels: 1, pixels });
      folder.write(`${name}.${isBmp ? 'bmp' : 'png'}`, bytes);
    }
    const values = Float64Array.from(pictures.flatMap((pixels) => [...pixels]));
    folder.write('px.npy', writeNpy([10, 1, 12, 12], values, '<f4'));
    folder.write('py.npy', writeNpy([10], [0, 1, 2, 3, 4, 0, 1, 2, 3, 4], '<i8'));
    const keys = { scale: 1 / 255, mean: 0.5, std: 0.25 };
    const same = { ...keys, classes: [0, 1, 2, 3, 4].map((i) => `class ${i}`) };
    folder.write('photos.dataset.json', JSON.stringify({ inputs: 'photos', ...keys }));
    folder.write('arrays.dataset.json', JSON.stringify({ inputs: 'px.npy', labels: 'py.npy', ...same }));
    const ofPictures = await analyse(folder, 'conv.onnx', 'photos.dataset.json');
    const ofArrays = await analyse(folder, 'conv.onnx', 'arrays.dataset.json');
    expect(measured(ofPictures)).toEqual(measured(ofArrays));
    expect(ofPictures.dataset).toMatchObject({ name: 'photos', classes: same.classes, samples: 10 });
    expect(ofPictures.dataset.understood?.[0]).toBe('10 pictures in 5 class folders, one of each in turn');
    expect(ofArrays.dataset.understood).toBeUndefined();
  });
});

describe('a table', () => {
  it('gives the counts of the same numbers in .npy files', async () => {
    const folder = new SoundFolder();
    const { samples, labels } = folder.experiment;
    const rows = Array.from(labels, (label, i) =>
      [...samples.data.subarray(6 * i, 6 * i + 6), 'abc'[label]].join(),
    );
    folder.write('table.csv', `a,b,c,d,e,f,species\n${rows.join('\n')}\n`);
    folder.write(
      'table.jsonl',
      rows
        .map((row) => JSON.stringify({ x: row.split(',').slice(0, 6).map(Number), y: row.at(-1) }))
        .join('\n'),
    );
    folder.describe({ classes: ['a', 'b', 'c'] });
    const expected = measured(await analyse(folder, 'model.onnx', 'data.dataset.json'));
    const ofTable = await analyse(folder, 'model.onnx', 'table.csv');
    expect(measured(ofTable)).toEqual(expected);
    expect(ofTable.dataset.understood).toContain('labels from the column species (by its name)');
    expect(measured(await analyse(folder, 'model.onnx', 'table.jsonl'))).toEqual(expected);
  });
});

const vgg = fileURLToPath(new URL('../../../shared/models/tinyvgg_tfjs/', import.meta.url));

describe.skipIf(!existsSync(vgg))('Tiny VGG', () => {
  /** The order of its outputs, by the names of its sample pictures. */
  const classes = ['boat', 'bug', 'pizza', 'pepper', 'bus', 'koala', 'espresso', 'panda', 'orange', 'car'];

  it('names the sample picture of each of its classes', async () => {
    const folder = new SoundFolder();
    mkdirSync(join(folder.path, 'samples'));
    for (const name of readdirSync(join(vgg, 'img')).filter((file) => file.endsWith('_1.jpeg'))) {
      copyFileSync(join(vgg, 'img', name), join(folder.path, 'samples', name));
    }
    folder.write('vgg.dataset.json', JSON.stringify({ inputs: 'samples', scale: 1 / 255, classes }));
    const args = [
      'analyse',
      join(vgg, 'model.json'),
      '--data',
      'vgg.dataset.json',
      '--json',
      '--no-loss',
      '--out',
      'vgg.result.json',
    ];
    const { status, stdout } = await runProgram(args, { cwd: folder.path });
    expect(status).toBe(0);
    const { baseline, dataset } = JSON.parse(stdout) as {
      baseline: { correct: number };
      dataset: { samples: number };
    };
    expect([baseline.correct, dataset.samples]).toEqual([10, 10]);
  });
});
