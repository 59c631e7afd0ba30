import { input, layers, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { describe, it } from 'vitest';
import { drawn } from './kerasModel.js';
import { expectAsTensorflowJs } from './tensorflowTwin.js';

type RecurrentArgs = Parameters<typeof layers.lstm>[0] & Parameters<typeof layers.gru>[0];

// All weights are drawn anew; the initializer that is the default takes operators that are not loaded.
const initial = { recurrentInitializer: 'zeros' } as const;
const kinds = [
  ['LSTM', (args: RecurrentArgs) => layers.lstm({ ...initial, ...args })],
  ['GRU', (args: RecurrentArgs) => layers.gru({ ...initial, ...args })],
  ['SimpleRNN', (args: RecurrentArgs) => layers.simpleRNN({ ...initial, ...args })],
] as const;

const settings: [name: string, Partial<RecurrentArgs>][] = [
  ['the last step alone', {}],
  ['all steps', { returnSequences: true }],
  ['the steps from behind', { goBackwards: true }],
  ['all steps from behind', { returnSequences: true, goBackwards: true }],
  ['no bias', { useBias: false, returnSequences: true }],
  ['other activation functions', { activation: 'relu', recurrentActivation: 'sigmoid' }],
  ['functions with constants', { activation: 'elu', recurrentActivation: 'hardSigmoid' }],
  ['no function at the output', { activation: 'linear' }],
  ['a soft sign and a soft plus', { activation: 'softsign', recurrentActivation: 'softplus' }],
];

describe.each(kinds)('%s', (_, make) => {
  it.each(settings)('with %s gives what TensorFlow.js gives', async (__, given) => {
    const x = input({ shape: [5, 3] });
    await expectAsTensorflowJs(x, make({ units: 4, ...given }).apply(x) as SymbolicTensor);
  });

  it('takes any number of steps', async () => {
    const x = input({ shape: [null, 2] });
    const made = make({ units: 3, returnSequences: true }).apply(x) as SymbolicTensor;
    await expectAsTensorflowJs(x, made);
  });

  it.each(['concat', 'sum', 'mul', 'ave'] as const)('runs both ways, joined by %s', async (mergeMode) => {
    for (const returnSequences of [false, true]) {
      const x = input({ shape: [5, 3] });
      const layer = make({ units: 2, returnSequences });
      const both = layers.bidirectional({ layer: layer, mergeMode });
      await expectAsTensorflowJs(x, both.apply(x) as SymbolicTensor);
    }
  });

  it('passes over steps that the mask leaves out, wherever they are', async () => {
    for (const given of [{}, { returnSequences: true }, { goBackwards: true }]) {
      const x = input({ shape: [6] });
      const embedded = layers.embedding({ inputDim: 4, outputDim: 3, maskZero: true }).apply(x);
      const made = make({ units: 2, ...given }).apply(embedded);
      // Indexes from 0 to 3, of which 0 does not count; of the first sample, none does.
      const indexes = (random: Parameters<typeof drawn>[0], dims: readonly number[]) =>
        drawn(random, dims).map((value, i) => (i < dims[1] ? 0 : Math.floor(2 * value + 2)));
      await expectAsTensorflowJs(x, made as SymbolicTensor, indexes);
    }
  });
});

describe('a layer of several cells', () => {
  it.each([true, false])('gives what TensorFlow.js gives, all steps: %s', async (returnSequences) => {
    const x = input({ shape: [5, 3] });
    const cell = layers.stackedRNNCells({
      cells: [
        layers.lstmCell({ ...initial, units: 4 }),
        layers.gruCell({ ...initial, units: 2 }),
        layers.simpleRNNCell({ ...initial, units: 3 }),
      ],
    });
    await expectAsTensorflowJs(x, layers.rnn({ cell, returnSequences }).apply(x) as SymbolicTensor);
  });
});
