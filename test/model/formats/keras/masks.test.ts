import { describe, expect, it } from 'vitest';
import { Random } from '../../../twin/random.js';
import { answers, drawnWeight, readMade, type MadeWeight } from './kerasModel.js';
import { expectClose } from './tensorflowTwin.js';

const random = new Random(51);
const table = drawnWeight(random, 'embeddings', 5, 4);

/** What a layer behind an embedding makes of indexes, of which 0 does not count. */
async function given(
  indexes: readonly number[],
  kind: string,
  config: object,
  weights: readonly MadeWeight[],
) {
  const embedding = { name: 'words', input_dim: 5, output_dim: 4, mask_zero: true };
  const origins =
    kind === 'MultiHeadAttention' ? ['words', 0, 0, { value: ['words', 0, 0] }] : ['words', 0, 0, {}];
  const model = {
    class_name: 'Functional',
    config: {
      layers: [
        { class_name: 'InputLayer', config: { name: 'x', batch_shape: [null, indexes.length] } },
        { class_name: 'Embedding', config: embedding, inbound_nodes: [[['x', 0, 0, {}]]] },
        { class_name: kind, config: { ...config, name: 'layer' }, inbound_nodes: [[origins]] },
      ],
      input_layers: [['x', 0, 0]],
      output_layers: [['layer', 0, 0]],
    },
  };
  const named = [
    { ...table, name: 'words/embeddings' },
    ...weights.map((weight) => ({ ...weight, name: `layer/${weight.role}` })),
  ];
  return (await answers(await readMade(model, named, '3.3.3'), 1, indexes)).values;
}

describe('steps that do not count', () => {
  it('are left out of the mean over all steps', async () => {
    const short = await given([3, 1], 'GlobalAveragePooling1D', {}, []);
    expectClose(await given([0, 3, 0, 1, 0], 'GlobalAveragePooling1D', {}, []), short);
    expect(await given([0, 0], 'GlobalAveragePooling1D', {}, [])).toEqual([0, 0, 0, 0]);
  });

  it('are not looked at by attention', async () => {
    const weights = ['query', 'key', 'value'].map((role) => drawnWeight(random, `${role}/kernel`, 4, 2, 3));
    const all = [...weights, drawnWeight(random, 'attention_output/kernel', 2, 3, 4)];
    const config = { num_heads: 2, key_dim: 3, use_bias: false };
    const short = await given([3, 1, 2], 'MultiHeadAttention', config, all);
    const long = await given([3, 1, 2, 0, 0], 'MultiHeadAttention', config, all);
    expectClose(long.slice(0, short.length), short);
  });

  it('give zeros where a layer runs both ways over all steps', async () => {
    const weights = ['forward', 'backward'].flatMap((way) => [
      drawnWeight(random, `${way}_lstm/lstm_cell/kernel`, 4, 8),
      drawnWeight(random, `${way}_lstm/lstm_cell/recurrent_kernel`, 2, 8),
      drawnWeight(random, `${way}_lstm/lstm_cell/bias`, 8),
    ]);
    const config = { layer: { class_name: 'LSTM', config: { units: 2, return_sequences: true } } };
    const short = await given([3, 1], 'Bidirectional', config, weights);
    const long = await given([0, 3, 0, 1], 'Bidirectional', config, weights);
    const nothing = [0, 0, 0, 0];
    expectClose(long, [...nothing, ...short.slice(0, 4), ...nothing, ...short.slice(4)]);
  });
});
