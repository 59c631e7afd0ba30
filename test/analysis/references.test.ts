import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/analysis/settings.js';
import { answersOf } from '../twin/answers.js';
import { clamps } from '../twin/changes.js';
import { forward } from '../twin/forward.js';
import { readNpz } from '../twin/npy.js';
import { readOnnx } from '../twin/onnxReader.js';
import { tensor, type Tensor } from '../twin/tensor.js';
import { analyseFiles } from './analyseFiles.js';
import { compareWithReference, type Reference } from './reference.js';
import {
  describeReferenceData,
  hasReferences,
  readReference,
  referenceData,
  referenceModel,
  shared,
  sources,
} from './referenceFiles.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'references-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf(!hasReferences)('the independent reference', () => {
  it('is known file by file', () => {
    const files = readdirSync(join(shared, 'reference')).map((file) => basename(file, '.json'));
    expect(files.sort()).toEqual(Object.keys(sources).sort());
  });

  it.each(Object.keys(sources))('%s is met', { timeout: 600_000 }, async (name) => {
    const reference = readReference(name) as Reference;
    const result = await analyseFiles({
      modelPath: referenceModel(name),
      dataPath: await describeReferenceData(folder, name, reference.n),
      dataRoots: [referenceData],
      settings: { ...defaultSettings, replacements: ['zero', 'mean'] },
    });
    const { differences, apart, farInformation } = compareWithReference(result, reference);
    expect(differences).toEqual([]);
    expect(farInformation).toBeLessThanOrEqual(0.02 * reference.units.length);
    for (const { flat, replacement, value } of apart) {
      expect(
        smallestMargin(name, reference, flat, value),
        `${replacement} ablation of unit ${flat}`,
      ).toBeLessThan(1e-4);
    }
    if (apart.length > 0) {
      console.log(
        `${name}: ${apart.length} ablations are one sample apart, each for a near-tie of its logits`,
      );
    }
  });
});

/** The smallest distance, over the samples, between the two best logits with one unit clamped, by the twin. */
function smallestMargin(name: string, reference: Reference, flat: number, value: number): number {
  const network = readOnnx(readFileSync(referenceModel(name)));
  const unit = reference.units[flat];
  const at = reference.hidden_layers.findIndex((layer) => layer.name === unit.layer);
  const relus = network.nodes.filter((node) => node.operator === 'Relu');
  const clamp = clamps([{ tensor: relus[at].outputs[0], unitAxis: 1, unit: unit.channel, value }]);
  const logits = network.outputs[0].name;
  const shape = network.inputs[0].shape.slice(1).map(Number);
  const samples = samplesOf(name, reference.n, shape);
  const labels = new Array<number>(reference.n).fill(0);
  return Math.min(...answersOf(forward(network, samples, [logits], clamp).get(logits)!, labels).margins);
}

function samplesOf(name: string, count: number, shape: readonly number[]): Tensor {
  const [file, array] = sources[name].inputs.split('#');
  const bytes = readFileSync(join(referenceData, file));
  // An idx file of images has a header of 16 bytes.
  const stored = array === undefined ? gunzipSync(bytes).subarray(16) : readNpz(bytes).get(array)!.values;
  const size = shape.reduce((product, dim) => product * dim, 1);
  const values = Array.from({ length: count * size }, (_, i) => Math.fround(stored[i] / 255));
  return tensor([count, ...shape], values);
}
