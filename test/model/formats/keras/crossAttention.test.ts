import { describe, it } from 'vitest';
import { Random } from '../../../twin/random.js';
import { answersTo, drawn, drawnWeight, readMade, type MadeWeight } from './kerasModel.js';
import { expectClose } from './tensorflowTwin.js';

const random = new Random(51);
const [heads, size, valueSize] = [2, 3, 4];
const [asked, offered] = [
  { steps: 3, features: 5 },
  { steps: 6, features: 2 },
];

const weights: readonly MadeWeight[] = [
  drawnWeight(random, 'query/kernel', asked.features, heads, size),
  drawnWeight(random, 'query/bias', heads, size),
  drawnWeight(random, 'key/kernel', offered.features, heads, size),
  drawnWeight(random, 'key/bias', heads, size),
  drawnWeight(random, 'value/kernel', offered.features, heads, valueSize),
  drawnWeight(random, 'value/bias', heads, valueSize),
  drawnWeight(random, 'attention_output/kernel', heads, valueSize, asked.features),
  drawnWeight(random, 'attention_output/bias', asked.features),
];
const valuesOf = (role: string) => weights.find((weight) => weight.role === role)!.values;

/** [steps x heads x width] of one sample. */
function projected(of: typeof asked, sample: readonly number[], role: string, width: number): number[] {
  const [kernel, bias] = [valuesOf(`${role}/kernel`), valuesOf(`${role}/bias`)];
  const columns = heads * width;
  return Array.from({ length: of.steps * columns }, (_, i) => {
    const [step, column] = [Math.floor(i / columns), i % columns];
    let sum = bias[column];
    for (let f = 0; f < of.features; f++)
      sum += sample[step * of.features + f] * kernel[f * columns + column];
    return sum;
  });
}

/** Attention of Vaswani et al. 2017 in plain loops. */
function attended(query: readonly number[], value: readonly number[]): number[] {
  const queries = projected(asked, query, 'query', size);
  const keys = projected(offered, value, 'key', size);
  const values = projected(offered, value, 'value', valueSize);
  const [kernel, bias] = [valuesOf('attention_output/kernel'), valuesOf('attention_output/bias')];
  const made: number[] = [];
  for (let step = 0; step < asked.steps; step++) {
    const row = [...bias];
    for (let head = 0; head < heads; head++) {
      const scores = Array.from({ length: offered.steps }, (_, other) => {
        let sum = 0;
        for (let i = 0; i < size; i++) {
          sum += queries[(step * heads + head) * size + i] * keys[(other * heads + head) * size + i];
        }
        return Math.exp(sum / Math.sqrt(size));
      });
      const total = scores.reduce((sum, score) => sum + score, 0);
      for (let i = 0; i < valueSize; i++) {
        const mixed = scores.reduce(
          (sum, score, other) => sum + (score / total) * values[(other * heads + head) * valueSize + i],
          0,
        );
        for (let f = 0; f < row.length; f++)
          row[f] += mixed * kernel[(head * valueSize + i) * row.length + f];
      }
    }
    made.push(...row);
  }
  return made;
}

const described = (kind: string, name: string, config: object, inbound: unknown[]) => ({
  class_name: kind,
  name,
  config: { name, ...config },
  inbound_nodes: inbound,
});

describe('attention of one sequence to another', () => {
  it.each([
    [
      'by its place',
      [
        ['x', 0, 0, {}],
        ['z', 0, 0, {}],
      ],
    ],
    ['by its name', [['x', 0, 0, { value: ['z', 0, 0] }]]],
  ])('is that of plain loops, the other given %s', async (_, call) => {
    const layers = [
      described('InputLayer', 'x', { batch_shape: [null, asked.steps, asked.features] }, []),
      described('InputLayer', 'z', { batch_shape: [null, offered.steps, offered.features] }, []),
      described('MultiHeadAttention', 'cross', { num_heads: heads, key_dim: size, value_dim: valueSize }, [
        call,
      ]),
    ];
    const config = {
      ...{ name: 'made', layers, output_layers: [['cross', 0, 0]] },
      input_layers: [
        ['x', 0, 0],
        ['z', 0, 0],
      ],
    };
    const named = weights.map((weight) => ({ ...weight, name: `cross/${weight.role}` }));
    const graph = await readMade({ class_name: 'Functional', config }, named, '2.11.0');
    const [query, value] = [
      drawn(random, [2, asked.steps, asked.features]),
      drawn(random, [2, offered.steps, offered.features]),
    ];
    const [made] = await answersTo(graph, [
      { dims: [2, asked.steps, asked.features], values: query },
      { dims: [2, offered.steps, offered.features], values: value },
    ]);
    const half = <T>(list: readonly T[]) => [list.slice(0, list.length / 2), list.slice(list.length / 2)];
    const [queries, values] = [half(query), half(value)];
    expectClose(
      made.values,
      [0, 1].flatMap((sample) => attended(queries[sample], values[sample])),
    );
  });
});
