import { describe, expect, it } from 'vitest';
import { analyseFiles } from '../../../analysis/analyseFiles.js';
import { temporaryFolder } from '../../../dataset/temporaryFolder.js';
import { writeNpy } from '../../../twin/npy.js';
import { Random } from '../../../twin/random.js';
import { drawn, drawnWeight, layersModel, type MadeWeight } from './kerasModel.js';

const folder = temporaryFolder();
const random = new Random(61);
const [samples, frames, height, width, channels] = [30, 3, 4, 3, 2];
const [maps, classes] = [4, 3];
const [rows, columns] = [height - 1, width - 1];
const perFrame = rows * columns * maps;

const kernel = drawnWeight(random, 'kernel', 2, 2, channels, maps);
const bias = drawnWeight(random, 'bias', maps);
const head = drawnWeight(random, 'kernel', frames * perFrame, classes);
const data = drawn(random, [samples, frames, height, width, channels]);
const labels = Array.from({ length: samples }, () => random.below(classes));

/** Pictures one behind the other, each convolved by itself; then what all of them show together. */
const topology = {
  class_name: 'Sequential',
  config: {
    name: 'made',
    layers: [
      {
        class_name: 'TimeDistributed',
        config: {
          ...{ name: 'each', batch_input_shape: [null, frames, height, width, channels] },
          layer: {
            class_name: 'Conv2D',
            config: { name: 'conv', filters: maps, kernel_size: [2, 2], activation: 'relu' },
          },
        },
      },
      { class_name: 'Flatten', config: { name: 'flat' } },
      { class_name: 'Dense', config: { name: 'head', units: classes, use_bias: false } },
    ],
  },
};

/** How many samples are answered right in plain loops, without a map in any frame; -1 for none. */
function correctWithout(deleted: number): number {
  let correct = 0;
  for (let sample = 0; sample < samples; sample++) {
    const logits = new Array<number>(classes).fill(0);
    for (let place = 0; place < frames * perFrame; place++) {
      const map = place % maps;
      if (map === deleted) continue;
      const column = Math.floor(place / maps) % columns;
      const row = Math.floor(place / maps / columns) % rows;
      const frame = Math.floor(place / perFrame);
      let sum = bias.values[map];
      for (let at = 0; at < 4 * channels; at++) {
        const [channel, x, y] = [at % channels, Math.floor(at / channels) % 2, Math.floor(at / channels / 2)];
        const pixel = ((sample * frames + frame) * height + row + y) * width + column + x;
        sum += data[pixel * channels + channel] * kernel.values[at * maps + map];
      }
      for (let k = 0; k < classes; k++) logits[k] += Math.max(0, sum) * head.values[place * classes + k];
    }
    if (logits.indexOf(Math.max(...logits)) === labels[sample]) correct++;
  }
  return correct;
}

describe('a convolution of each frame', () => {
  it('is a layer whose maps are deleted in all frames', async () => {
    const named = (layer: string, weights: readonly MadeWeight[]) =>
      weights.map((weight) => ({ ...weight, name: `${layer}/${weight.role}` }));
    const { json, shard } = layersModel(topology, [
      ...named('each', [kernel, bias]),
      ...named('head', [head]),
    ]);
    const modelPath = folder.write('model.json', json);
    folder.write('weights.bin', shard);
    folder.write('x.npy', writeNpy([samples, frames, height, width, channels], data, '<f4'));
    folder.write('y.npy', writeNpy([samples], labels, '<i8'));
    const dataPath = folder.write('d.dataset.json', JSON.stringify({ inputs: 'x.npy', labels: 'y.npy' }));
    const { baseline, layers } = await analyseFiles({ modelPath, dataPath });
    expect(baseline.correct).toBe(correctWithout(-1));
    expect(layers.map(({ kind, unitCount }) => [kind, unitCount])).toEqual([['conv', maps]]);
    const found = layers[0].units.ablation!['zero'].correct;
    expect(found).toEqual(Array.from({ length: maps }, (_, map) => correctWithout(map)));
    expect(new Set(found).size).toBeGreaterThan(1);
  });
});
