import { describe, expect, it } from 'vitest';
import { Random } from '../../../twin/random.js';
import { answersTo, drawn, drawnWeight, readMade, type MadeWeight } from './kerasModel.js';
import { expectClose } from './tensorflowTwin.js';

const random = new Random(23);
const [queries, keys, width, valueWidth] = [3, 4, 2, 5];
const shapes = { query: [queries, width], value: [keys, valueWidth], key: [keys, width] };
const feeds = Object.values(shapes).map((dims) => ({ dims: [1, ...dims], values: drawn(random, dims) }));
const [query, value, key] = feeds.map(({ values }) => values);

/** A model that is given query, value and key, and hands them to one layer. */
async function given(kind: string, config: object, weights: readonly MadeWeight[] = []) {
  const inputs = Object.entries(shapes).map(([name, shape]) => ({
    ...{ class_name: 'InputLayer', name, inbound_nodes: [] },
    config: { name, batch_input_shape: [null, ...shape] },
  }));
  const names = Object.keys(shapes);
  const attention = {
    ...{ class_name: kind, name: 'attention', config: { name: 'attention', ...config } },
    inbound_nodes: [names.map((name) => [name, 0, 0, {}])],
  };
  const model = {
    layers: [...inputs, attention],
    input_layers: names.map((name) => [name, 0, 0]),
    output_layers: [['attention', 0, 0]],
  };
  const named = weights.map((weight) => ({ ...weight, name: `attention/${weight.role}` }));
  const graph = await readMade({ class_name: 'Functional', config: model }, named);
  const [made] = await answersTo(graph, feeds);
  expect(made.dims).toEqual([1, queries, valueWidth]);
  return made.values;
}

/** The values, weighed by the softmax of a query's scores for all keys. */
function weighed(scoreOf: (q: number, k: number) => number): number[] {
  return Array.from({ length: queries }, (_, q) => {
    const scores = Array.from({ length: keys }, (__, k) => Math.exp(scoreOf(q, k)));
    const sum = scores.reduce((all, one) => all + one, 0);
    return Array.from({ length: valueWidth }, (__, v) =>
      scores.reduce((all, score, k) => all + (score / sum) * value[k * valueWidth + v], 0),
    );
  }).flat();
}

const overFeatures = (of: (feature: number) => number) =>
  Array.from({ length: width }, (_, feature) => of(feature)).reduce((sum, one) => sum + one, 0);

describe('attention of one head', () => {
  it('scores by products, times a number that is learned where it says so', async () => {
    const product = (q: number, k: number) =>
      overFeatures((feature) => query[q * width + feature] * key[k * width + feature]);
    expectClose(await given('Attention', {}), weighed(product));
    const scale = drawnWeight(random, 'scale');
    expectClose(
      await given('Attention', { use_scale: true }, [scale]),
      weighed((q, k) => scale.values[0] * product(q, k)),
    );
  });

  it('scores by sums, each feature times a number that is learned', async () => {
    const scale = drawnWeight(random, 'scale', width);
    expectClose(
      await given('AdditiveAttention', { use_scale: true }, [scale]),
      weighed((q, k) =>
        overFeatures(
          (feature) =>
            scale.values[feature] * Math.tanh(query[q * width + feature] + key[k * width + feature]),
        ),
      ),
    );
  });
});
