import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { onnxRuntime } from '../../../src/engine/onnxRuntime.js';
import { inspectModel } from '../../../src/jobs/inspectModel.js';
import { ModelProtoSchema } from '../../../src/model/onnx_pb.js';
import type { ResultLayer } from '../../../src/results/schema.js';
import { temporaryFolder } from '../../dataset/temporaryFolder.js';
import { writeNpy } from '../../twin/npy.js';
import { analyseFiles } from '../analyseFiles.js';

/** What PyTorch found (`make.py`). */
interface Truth {
  readonly ids: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly intact: Scored;
  readonly heads: readonly Scored[];
  readonly neurons: readonly Scored[];
  readonly headActivity: readonly (readonly number[])[];
  readonly neuronActivity: readonly (readonly number[])[];
  readonly neuronMean: readonly number[];
}

interface Scored {
  readonly correct: number;
  readonly loss: number;
}

const folder = temporaryFolder();
const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const truthOf = (name: string) => JSON.parse(readFileSync(pathOf(`${name}.json`), 'utf8')) as Truth;

function analysed(name: string) {
  return analysedOn(pathOf(`${name}.onnx`), written(truthOf(name)));
}

/** The samples as arrays, with a descriptor of more keys. */
function written({ ids, labels }: Pick<Truth, 'ids' | 'labels'>, keys: object = {}): string {
  folder.write('x.npy', writeNpy([ids.length, ids[0].length], ids.flat(), '<i8'));
  folder.write('y.npy', writeNpy([labels.length], labels, '<i8'));
  const descriptor = JSON.stringify({ inputs: 'x.npy', labels: 'y.npy', ...keys });
  return folder.write('d.dataset.json', descriptor);
}

function analysedOn(modelPath: string, dataPath: string) {
  const settings = { replacements: ['zero', 'mean', 'resample'] as const };
  return analyseFiles({ modelPath, dataPath, settings });
}

/** The network with two of its tokens, 0 and 1, by each other's number. */
function renumbered(name: string): string {
  const model = fromBinary(ModelProtoSchema, readFileSync(pathOf(`${name}.onnx`)));
  const words = model.graph!.initializer.find((tensor) => tensor.name === 'words.weight')!;
  const row = words.rawData.length / Number(words.dims[0]);
  const [zero, one] = [words.rawData.slice(0, row), words.rawData.slice(row, 2 * row)];
  words.rawData = words.rawData.slice();
  words.rawData.set(one, 0);
  words.rawData.set(zero, row);
  return folder.write('renumbered.onnx', toBinary(ModelProtoSchema, model));
}

/** The samples as a table with a column for each position. */
function writtenCsv(name: string): string {
  const { ids, labels } = truthOf(name);
  const lines = ids.map((row, i) => [...row, labels[i]].join(','));
  return folder.write(`${name}.csv`, ['t0,t1,t2,t3,t4,t5,label', ...lines, ''].join('\n'));
}

function expectDeletions({ units }: ResultLayer, truth: readonly Scored[]): void {
  const { correct, loss } = units.ablation!['zero'];
  expect(correct).toEqual(truth.map((one) => one.correct));
  // Sums of a few hundred products in float32, in another order.
  truth.forEach((one, unit) => expect(loss![unit]).toBeCloseTo(one.loss, 4));
}

describe('a transformer', () => {
  it.each(['apart', 'merged'])(
    'loses what PyTorch finds without a head or a neuron (heads and samples: %s)',
    async (name) => {
      const truth = truthOf(name);
      const { baseline, layers } = await analysed(name);
      expect(baseline.correct).toBe(truth.intact.correct);
      expect(baseline.loss).toBeCloseTo(truth.intact.loss, 4);
      expect(new Set(truth.heads.map(({ correct }) => correct)).size).toBe(2);
      const heads = layers.filter(({ kind }) => kind === 'head');
      expect(heads).toHaveLength(1);
      expect(heads[0].shape).toEqual([2, 6, 4]);
      expectDeletions(heads[0], truth.heads);
      const neurons = layers.find(({ activation }) => activation === 'Gelu')!;
      expect(neurons.shape).toEqual([6, 12]);
      expectDeletions(neurons, truth.neurons);
    },
  );

  it.each([
    ['merged', 'CSV, a column for each position'],
    ['apart', 'CSV, a column for each position'],
    ['merged', 'Parquet, lists of one length with their mask'],
    ['apart', 'Parquet, lists of any length with their mask'],
  ])('gives the same on tokens in another format (%s: %s)', async (name, format) => {
    const expected = await analysed(name);
    const found = await analysedOn(
      pathOf(`${name}.onnx`),
      format.startsWith('CSV') ? writtenCsv(name) : pathOf(`${name}.parquet`),
    );
    expect(found.dataset.classCounts).toEqual(expected.dataset.classCounts);
    expect(found.baseline).toEqual(expected.baseline);
    expect(found.layers).toEqual(expected.layers);
  });

  it('is active at the positions that hold a token', async () => {
    const { labels, headActivity, neuronActivity, neuronMean } = truthOf('apart');
    const { layers } = await analysed('apart');
    const classMean = (activity: readonly number[], label: number) => {
      const own = activity.filter((_, i) => labels[i] === label);
      return own.reduce((sum, value) => sum + value, 0) / own.length;
    };
    const expectActivity = (layer: ResultLayer, activity: readonly (readonly number[])[]) =>
      activity.forEach((ofUnit, unit) => {
        expect(layer.units.minimum![unit]).toBeCloseTo(Math.min(...ofUnit), 4);
        expect(layer.units.maximum![unit]).toBeCloseTo(Math.max(...ofUnit), 4);
        layer.units.classMeans![unit].forEach((mean, label) =>
          expect(mean).toBeCloseTo(classMean(ofUnit, label), 4),
        );
      });
    expectActivity(
      layers.find(({ kind }) => kind === 'head')!,
      headActivity,
    );
    const neurons = layers.find(({ activation }) => activation === 'Gelu')!;
    expectActivity(neurons, neuronActivity);
    neuronMean.forEach((mean, unit) => expect(neurons.units.mean![unit]).toBeCloseTo(mean, 4));
  });

  it('is the same where another token than 0 is the padding that the descriptor names', async () => {
    const { ids, labels } = truthOf('apart');
    const swapped = ids.map((row) => row.map((id) => (id < 2 ? 1 - id : id)));
    const other = await analysedOn(renumbered('apart'), written({ ids: swapped, labels }, { padding: 1 }));
    const { baseline, layers } = await analysed('apart');
    expect(other.baseline).toEqual(baseline);
    expect(other.layers).toEqual(layers);
    const unsaid = await analysedOn(renumbered('apart'), written({ ids: swapped, labels }));
    expect(unsaid.layers).not.toEqual(layers);
  });

  it('names its layers by the code, queries, keys and values being no layers of their own', async () => {
    const merged = await inspectModel(onnxRuntime, pathOf('merged.onnx'), false);
    expect(merged.layers.map(({ id, kind }) => [id, kind])).toEqual([
      ['encoder.self_attn', 'head'],
      ['encoder.Add', 'residual'],
      ['encoder.linear1', 'dense'],
      ['encoder.Add_2', 'residual'],
    ]);
  });

  it('of sequences of any length leaves that open in the shapes of its layers', async () => {
    const { layers, inputs } = await inspectModel(onnxRuntime, pathOf('apart.onnx'), false);
    expect(inputs.map(({ name }) => name)).toEqual([
      'input_ids',
      'attention_mask',
      'token_type_ids',
      'position_ids',
    ]);
    const shapes = layers.map(({ kind, unitCount, shape }) => [kind, unitCount, shape]);
    expect(shapes).toEqual([
      ['head', 2, [2, null, 4]],
      ['residual', 8, [null, 8]],
      ['dense', 12, [null, 12]],
      ['residual', 8, [null, 8]],
    ]);
  });
});
