import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeOnnx } from '../twin/onnxWriter.js';
import { SoundFolder } from './soundFolder.js';

/** Rewrites the folder's model so that its weights stand in another file. Returns what belongs into that file. */
function moveWeights(folder: SoundFolder, location: string): Uint8Array {
  const { network } = folder.experiment;
  const constants = network.constants.map((constant) => ({ ...constant, externalFile: location }));
  const { model, external } = writeOnnx({ ...network, constants });
  folder.write('model.onnx', model);
  return external.get(location)!;
}

describe('a model with its weights in another file', () => {
  it('beside it is analysed', async () => {
    const folder = new SoundFolder();
    folder.write('weights.bin', moveWeights(folder, 'weights.bin'));
    await folder.isAnalysed();
  });

  it('that is missing is refused', async () => {
    const folder = new SoundFolder();
    moveWeights(folder, 'weights.bin');
    expect(await folder.refusalOfAnalysis()).toMatch(/^model\.onnx .*weights\.bin, which is missing/);
  });

  it('that is cut short is refused', async () => {
    const folder = new SoundFolder();
    folder.write('weights.bin', moveWeights(folder, 'weights.bin').subarray(0, -1));
    expect(await folder.refusalOfAnalysis()).toMatch(/^model\.onnx wants bytes \d+ to \d+ of weights\.bin/);
  });

  it('that is a folder is refused', async () => {
    const folder = new SoundFolder();
    moveWeights(folder, 'weights.bin');
    mkdirSync(join(folder.path, 'weights.bin'));
    expect(await folder.refusalOfAnalysis()).toMatch(
      /^model\.onnx .*weights\.bin, which is no ordinary file/,
    );
  });
});

describe('a model that wants weights from outside its folder is refused,', () => {
  const refusal = /^model\.onnx wants weights from .*weights\.bin, outside its own folder/;

  it.each(['../weights.bin', 'part/../../weights.bin'])('by the path %s', async (location) => {
    const folder = new SoundFolder();
    folder.write(location, moveWeights(folder, location));
    expect(await folder.refusalOfAnalysis()).toMatch(refusal);
  });

  it('by an absolute path', async () => {
    const folder = new SoundFolder();
    const location = join(folder.path, '../weights.bin');
    folder.write('../weights.bin', moveWeights(folder, location));
    expect(await folder.refusalOfAnalysis()).toMatch(refusal);
  });

  it.skipIf(process.platform === 'win32')('by a link', async () => {
    const folder = new SoundFolder();
    folder.write('../weights.bin', moveWeights(folder, 'weights.bin'));
    symlinkSync('../weights.bin', join(folder.path, 'weights.bin'));
    expect(await folder.refusalOfAnalysis()).toMatch(refusal);
  });
});
