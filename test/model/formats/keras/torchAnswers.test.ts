import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answersTo, readMade, type MadeWeight, type PlainValues } from './kerasModel.js';
import { expectClose } from './tensorflowTwin.js';

interface TorchCase {
  readonly name: string;
  readonly kind: string;
  readonly config: object;
  readonly weights: readonly MadeWeight[];
  readonly input: PlainValues;
  readonly output: PlainValues;
}

/** Written by torchAnswers.py. */
const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'torchAnswers.json'), 'utf8')) as TorchCase[];

/** A layer called on one input; attention is called on it three times over. */
function describedModel({ kind, config, input, name }: TorchCase): object {
  const [, ...shape] = input.dims;
  const keywords = {
    value: ['x', 0, 0],
    ...(name.includes('came before') && { use_causal_mask: true }),
  };
  const given = kind === 'MultiHeadAttention' ? ['x', 0, 0, keywords] : ['x', 0, 0, {}];
  return {
    class_name: 'Functional',
    config: {
      name: 'made',
      layers: [
        { class_name: 'InputLayer', config: { name: 'x', batch_shape: [null, ...shape] }, inbound_nodes: [] },
        { class_name: kind, config: { ...config, name: 'layer' }, inbound_nodes: [[given]] },
      ],
      input_layers: [['x', 0, 0]],
      output_layers: [['layer', 0, 0]],
    },
  };
}

describe('PyTorch answers alike, with the same weights', () => {
  it.each(cases)('$name', async (one) => {
    const weights = one.weights.map((weight) => ({ ...weight, name: `layer/${weight.role}` }));
    const graph = await readMade(describedModel(one), weights, '3.3.3');
    const [made] = await answersTo(graph, [one.input]);
    expect(made.dims).toEqual(one.output.dims);
    expectClose(made.values, one.output.values);
  });
});
