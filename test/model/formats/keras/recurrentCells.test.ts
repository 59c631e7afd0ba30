import { input, layers, type RNN, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InputError } from '../../../../src/inputError.js';
import { readMade } from './kerasModel.js';
import { expectAsTensorflowJs } from './tensorflowTwin.js';

// All weights are drawn anew; the initializer that is the default takes operators that are not loaded.
const initial = { recurrentInitializer: 'zeros' } as const;
const units = 3;

const cells = [
  ['SimpleRNNCell', () => layers.simpleRNNCell({ units, ...initial })],
  ['GRUCell', () => layers.gruCell({ units, ...initial, resetAfter: false })],
  ['LSTMCell', () => layers.lstmCell({ units, ...initial })],
  [
    'LSTMCell without bias, of other functions',
    () =>
      layers.lstmCell({
        units,
        ...initial,
        useBias: false,
        activation: 'relu',
        recurrentActivation: 'sigmoid',
      }),
  ],
] as const;

const settings = [
  ['the last step alone', {}],
  ['all steps', { returnSequences: true }],
  ['all steps from behind', { returnSequences: true, goBackwards: true }],
] as const;

describe.each(cells)('an RNN of a %s', (_, makeCell) => {
  it.each(settings)('with %s gives what TensorFlow.js gives', async (__, given) => {
    const x = input({ shape: [5, 2] });
    await expectAsTensorflowJs(x, layers.rnn({ cell: makeCell(), ...given }).apply(x) as SymbolicTensor);
  });
});

it('an RNN of cells one upon the other is refused by its name', async () => {
  const layer = {
    class_name: 'RNN',
    config: {
      ...{ name: 'steps', batch_input_shape: [null, 4, 2] },
      cell: { class_name: 'StackedRNNCells', config: { cells: [] } },
    },
  };
  const reading = readMade(
    { class_name: 'Sequential', config: { name: 'made', layers: [layer] } },
    [],
    '2.4.0',
  );
  await expect(reading).rejects.toThrow(InputError);
  await expect(reading).rejects.toThrow(/^The layer "steps" in model\.json/);
});

const recurrent: [string, number, (args: object) => RNN][] = [
  ['LSTM', 2, (args) => layers.lstm({ units, ...initial, ...args })],
  ['GRU', 1, (args) => layers.gru({ units, ...initial, ...args })],
  ['SimpleRNN', 1, (args) => layers.simpleRNN({ units, ...initial, ...args })],
];

describe.each(recurrent)('the states of a %s', (_, states, make) => {
  // It says that it does not save the argument, though it saves the same among the inputs.
  beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
  afterEach(() => void vi.restoreAllMocks());

  it('can be given, as values of the network', async () => {
    const x = input({ shape: [4, 2] });
    const [first, second] = [input({ shape: [6] }), input({ shape: [units] })];
    const made = layers.dense({ units }).apply(first) as SymbolicTensor;
    const initialState = [made, second].slice(0, states);
    const answer = make({ returnSequences: true }).apply(x, { initialState }) as SymbolicTensor;
    await expectAsTensorflowJs([x, first, second].slice(0, 1 + states), answer);
  });

  it('are handed from one layer to the next, as from an encoder to a decoder', async () => {
    const [x, y] = [input({ shape: [4, 2] }), input({ shape: [3, 5] })];
    const [output, ...last] = make({ returnState: true }).apply(x) as SymbolicTensor[];
    const decoded = make({ returnSequences: true }).apply(y, { initialState: last }) as SymbolicTensor;
    await expectAsTensorflowJs([x, y], [decoded, output]);
  });
});
