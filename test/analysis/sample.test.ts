import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/analysis/settings.js';
import { agreementOf } from '../twin/agreement.js';
import { bruteForce, type Experiment } from '../twin/bruteForce.js';
import { readNpy, readNpz, type NpyArray } from '../twin/npy.js';
import { readOnnx } from '../twin/onnxReader.js';
import { sizeOf, tensor } from '../twin/tensor.js';
import { analyseFiles } from './analyseFiles.js';

const folder = join(import.meta.dirname, '../../examples/digits');
const settings = { ...defaultSettings, replacements: ['zero', 'mean'] as const };

describe('the sample', () => {
  it.each([
    ['digits.onnx', 'test.dataset.json', 500],
    ['digits-memorised.onnx', 'train-shuffled.dataset.json', 300],
  ])(
    '%s on %s, first %d samples, gives the numbers of brute force',
    async (model, data, samples) => {
      const experiment = sampleExperiment(model, data, samples);
      const result = await analyseFiles({
        modelPath: join(folder, model),
        dataPath: join(folder, data),
        samples,
        settings,
      });
      expect(result.dataset.samples).toBe(samples);
      const { differences, setAside, compared } = agreementOf(result, experiment, bruteForce(experiment));
      expect(differences).toEqual([]);
      expect(setAside).toBeLessThan(compared / 50);
    },
    120_000,
  );
});

/** The sample network with the first samples of its part of the digits, all read by the twin's own readers. */
function sampleExperiment(model: string, data: string, count: number): Experiment {
  const network = readOnnx(readFileSync(join(folder, model)));
  const descriptor = JSON.parse(readFileSync(join(folder, data), 'utf8')) as {
    inputs: string;
    labels: string;
    scale: number;
    first: number;
  };
  const { first, scale } = descriptor;
  const images = arrayOf(descriptor.inputs);
  const size = sizeOf(images.dims.slice(1));
  const pixels = images.values.slice(first * size, (first + count) * size);
  const weight = (name: string) => network.constants.find((constant) => constant.name === `${name}.weight`)!;
  const relus = network.nodes.filter((node) => node.operator === 'Relu');
  return {
    network,
    layers: ['fc1', 'fc2'].map((id, i) => {
      // PyTorch stores [units, inputs].
      const { dims, values } = weight(id);
      const [units, inputs] = dims;
      return {
        id,
        tensor: relus[i].outputs[0],
        unitAxis: 1,
        kind: 'dense',
        activation: 'Relu',
        shape: [units],
        unitCount: units,
        incomingWeights: Array.from({ length: units }, (_, u) => values.slice(u * inputs, (u + 1) * inputs)),
      };
    }),
    logits: network.outputs[0].name,
    samples: tensor(
      [count, size],
      pixels.map((pixel) => Math.fround(pixel * scale)),
    ),
    labels: arrayOf(descriptor.labels).values.slice(first, first + count),
    classCount: 10,
  };
}

/** `file.npz#array`, or an .npy file. */
function arrayOf(place: string): NpyArray {
  const [file, array] = place.split('#');
  const bytes = readFileSync(join(folder, file));
  return array === undefined ? readNpy(bytes) : readNpz(bytes).get(array)!;
}
