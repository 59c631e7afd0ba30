import type { Attributes } from './graphBuilder.js';
import { isObject, type Json } from './layerConfig.js';
import type { LayerContext, LayerTranslator } from './layerContext.js';
import { countedSteps } from './maskedSteps.js';
import {
  cellWeights,
  gateOrders,
  resetsAfter,
  type CellWeights,
  type RecurrentOperator,
} from './recurrentWeights.js';
import type { Value } from './value.js';

/** A cell that is run over the steps of a sequence, in one direction. */
export interface Cell {
  readonly opType: RecurrentOperator;
  readonly units: number;
  readonly weights: CellWeights;
  readonly activations: readonly CellActivation[];
  readonly attributes: Attributes;
}

interface CellActivation {
  readonly name: string;
  readonly alpha?: number;
  readonly beta?: number;
}

const operators: Readonly<Record<string, RecurrentOperator>> = {
  LSTM: 'LSTM',
  CuDNNLSTM: 'LSTM',
  LSTMCell: 'LSTM',
  GRU: 'GRU',
  CuDNNGRU: 'GRU',
  GRUCell: 'GRU',
  SimpleRNN: 'RNN',
  SimpleRNNCell: 'RNN',
};

/** Activation functions that ONNX's recurrent operators know. */
const cellActivations: Readonly<Record<string, CellActivation>> = {
  linear: { name: 'Affine', alpha: 1, beta: 0 },
  relu: { name: 'Relu' },
  tanh: { name: 'Tanh' },
  sigmoid: { name: 'Sigmoid' },
  elu: { name: 'Elu', alpha: 1 },
  softplus: { name: 'Softplus' },
  softsign: { name: 'Softsign' },
  leaky_relu: { name: 'LeakyRelu', alpha: 0.2 },
};

function cellActivation(at: LayerContext, key: string, fallback: string): CellActivation {
  const given: Json = at.settings.get(key) ?? fallback;
  const inner = isObject(given) && typeof given.config === 'string' ? given.config : given;
  const name = typeof inner === 'string' ? inner : '';
  if (name === 'hard_sigmoid' || name === 'hardSigmoid') {
    return { name: 'HardSigmoid', alpha: at.translation.version >= 3 ? 1 / 6 : 0.2, beta: 0.5 };
  }
  if (Object.hasOwn(cellActivations, name)) return cellActivations[name];
  return at.unread(`the activation function ${JSON.stringify(inner)} in its recurrence`);
}

/** The cell that a layer, or the cell of an RNN layer, describes. */
function cellOf(at: LayerContext, features: number | null): Cell {
  const opType = Object.hasOwn(operators, at.layer.kind) ? operators[at.layer.kind] : undefined;
  if (!opType) return at.unread('no recurrence that is known');
  const units = at.settings.count('units');
  const activation = cellActivation(at, 'activation', 'tanh');
  const gate = opType === 'RNN' ? null : cellActivation(at, 'recurrent_activation', defaultGate(at));
  return {
    opType,
    units,
    weights: cellWeights(at, opType, units, features),
    activations: [...(gate ? [gate] : []), activation, ...(opType === 'LSTM' ? [activation] : [])],
    attributes: opType === 'GRU' ? { linear_before_reset: resetsAfter(at) ? 1 : 0 } : {},
  };
}

/** The first versions of Keras took hard_sigmoid where nothing is said; cuDNN has the sigmoid. */
function defaultGate(at: LayerContext): string {
  return at.translation.version < 2 && !at.layer.kind.startsWith('CuDNN') ? 'hard_sigmoid' : 'sigmoid';
}

/** How a sequence is run, and what is wanted of it. */
interface Run {
  readonly direction: 'forward' | 'reverse' | 'bidirectional';
  readonly returnsSequence: boolean;
  readonly returnsStates: boolean;
  /** Whether steps that the mask leaves out give zeros, and not what the step before them gave. */
  readonly zeroesOthers: boolean;
  /** [samples, units] each: of the output, and of an LSTM's cell. */
  readonly initialStates: readonly Value[];
}

interface Ran {
  /** What came out: at each step, in the order of time, or at the step that was run last. */
  readonly output: Value;
  /** After the last step, [samples, units] each. */
  readonly states: readonly Value[];
}

/** Runs one cell, or one forward and one from behind, over a sequence [samples, steps, features]. */
function runCells(at: LayerContext, given: Value, cells: readonly Cell[], run: Run): Ran {
  const [{ opType, units, attributes }] = cells;
  const input = at.plain(given);
  const counted = input.mask === undefined ? null : countedSteps(at, input.tensor, input.mask);
  const stepsFirst = at.node('Transpose', [counted?.compact ?? input.tensor], { perm: [1, 0, 2] });
  const states = run.initialStates.map(({ tensor }) => at.node('Unsqueeze', [tensor, at.integers([0])]));
  const inputs = [stepsFirst, ...weightConstants(at, cells), counted?.lengths ?? '', ...states];
  while (inputs.at(-1) === '') inputs.pop();
  const [all, last, ...cellStates] = at.nodes(opType, inputs, opType === 'LSTM' ? 3 : 2, {
    hidden_size: units,
    ...(run.direction !== 'forward' && { direction: run.direction }),
    ...activationAttributes(cells.flatMap(({ activations }) => activations)),
    ...attributes,
  });
  const width = cells.length * units;
  const state = (end: string): Value => {
    const tensor =
      cells.length === 1
        ? at.node('Squeeze', [end, at.integers([0])])
        : at.node('Reshape', [at.node('Transpose', [end], { perm: [1, 0, 2] }), at.integers([0, width])]);
    return { tensor, shape: [width], order: 'keras' };
  };
  const ends = () => (run.returnsStates ? cellStates.map(state) : []);
  if (!run.returnsSequence) {
    const output = state(last);
    return { output, states: [output, ...ends()] };
  }
  let tensor =
    cells.length === 1
      ? at.node('Transpose', [at.node('Squeeze', [all, at.integers([1])])], { perm: [1, 0, 2] })
      : at.node('Reshape', [at.node('Transpose', [all], { perm: [2, 0, 1, 3] }), at.integers([0, 0, width])]);
  if (counted) {
    const others = run.zeroesOthers ? 'zeros' : run.direction === 'reverse' ? 'beforeFromBehind' : 'before';
    tensor = counted.spread(tensor, others, width);
  }
  const output: Value = { tensor, shape: [input.shape[0], width], order: 'keras', mask: input.mask };
  if (!run.returnsStates) return { output, states: [] };
  // The last step of the sequence is the state: read there, it changes with the units.
  const end = at.integers([run.direction === 'reverse' ? 0 : -1]);
  const step = at.node('Squeeze', [at.node('Gather', [tensor, end], { axis: 1 }), at.integers([1])]);
  const hidden = counted && run.zeroesOthers ? state(last) : { ...output, tensor: step, shape: [width] };
  return { output, states: [{ ...hidden, mask: undefined }, ...ends()] };
}

/** Kernels, recurrences and biases, one direction behind the other. */
function weightConstants(at: LayerContext, cells: readonly Cell[]): string[] {
  const [{ opType, units, weights }] = cells;
  const width = gateOrders[opType].length * units;
  const joined = (role: string, dims: readonly number[], parts: readonly (() => Float32Array)[]) =>
    at.constant(role, [cells.length, ...dims], () => {
      const all = parts.map((part) => part());
      const whole = new Float32Array(all.reduce((sum, { length }) => sum + length, 0));
      let offset = 0;
      for (const part of all) {
        whole.set(part, offset);
        offset += part.length;
      }
      return whole;
    });
  const zeros = () => new Float32Array(2 * width);
  const hasBias = cells.some((cell) => cell.weights.bias);
  return [
    joined(
      'kernel',
      [width, weights.features],
      cells.map((cell) => () => cell.weights.kernel()),
    ),
    joined(
      'recurrence',
      [width, units],
      cells.map((cell) => () => cell.weights.recurrence()),
    ),
    hasBias
      ? joined(
          'bias',
          [2 * width],
          cells.map((cell) => cell.weights.bias ?? zeros),
        )
      : '',
  ];
}

/** Constants of the functions stand in lists of their own, for those that have them. */
function activationAttributes(activations: readonly CellActivation[]): Attributes {
  const constants = (key: 'alpha' | 'beta') =>
    activations.map((activation) => activation[key]).filter((value) => value !== undefined);
  const [alpha, beta] = [constants('alpha'), constants('beta')];
  return {
    activations: { texts: activations.map(({ name }) => name) },
    ...(alpha.length > 0 && { activation_alpha: { floats: alpha } }),
    ...(beta.length > 0 && { activation_beta: { floats: beta } }),
  };
}

function sequenceOf(at: LayerContext, input: Value): Value {
  if (input.shape.length === 2) return input;
  return at.refuse(
    `(${at.layer.kind}) takes steps of features, 2 dimensions a sample, and is given ${input.shape.length}`,
  );
}

/** A cell of the layer's own kind, run over a sequence. */
export const recurrent: LayerTranslator = (at, [given, ...initialStates]) => {
  const input = sequenceOf(at, given);
  const cell = cellOf(at, input.shape[1]);
  const returnsSequence = at.settings.flag('return_sequences', false);
  const returnsStates = at.settings.flag('return_state', false);
  const isReverse = at.settings.flag('go_backwards', false);
  if (initialStates.length !== 0 && initialStates.length !== (cell.opType === 'LSTM' ? 2 : 1)) {
    at.refuse(`is given ${initialStates.length} initial states`);
  }
  const { output, states } = runCells(at, input, [cell], {
    direction: isReverse ? 'reverse' : 'forward',
    returnsSequence,
    returnsStates,
    zeroesOthers: at.settings.flag('zero_output_for_mask', false),
    initialStates,
  });
  // Keras hands the steps on in the order in which they were run.
  const result = returnsSequence && isReverse ? reversed(at, output) : output;
  return returnsStates ? [result, ...states] : result;
};

function reversed(at: LayerContext, value: Value): Value {
  const places = [-1, -(2 ** 31), 1, -1].map((one) => at.integers([one]));
  // The mask stays as it is: Keras hands it on so.
  return { ...value, tensor: at.node('Slice', [value.tensor, ...places]) };
}

/** The parts of a Bidirectional, as files name them. */
const directions = {
  forward: { attributes: ['forward_layer'], mark: 'forward_', place: 0, of: 2 },
  backward: { attributes: ['backward_layer'], mark: 'backward_', place: 1, of: 2 },
} as const;

const bidirectional: LayerTranslator = (at, [given, ...initialStates]) => {
  const input = sequenceOf(at, given);
  if (initialStates.length > 0) at.unread('initial states');
  const forward = at.inner('layer', directions.forward, 'forward');
  const backward = at.inner(
    at.settings.get('backward_layer') === undefined ? 'layer' : 'backward_layer',
    directions.backward,
    'backward',
  );
  if (forward.settings.flag('return_state', false)) at.unread('return_state');
  if (forward.settings.flag('go_backwards', false)) at.unread('go_backwards');
  const returnsSequence = forward.settings.flag('return_sequences', false);
  const mode = at.settings.values.merge_mode === null ? null : at.settings.text('merge_mode', 'concat');
  const run = { returnsSequence, returnsStates: false, zeroesOthers: returnsSequence, initialStates: [] };
  const cells = [forward, backward].map((one) => cellOf(one, input.shape[1])) as [Cell, Cell];
  if (mode === 'concat' && areAlike(...cells)) {
    return runCells(at, input, cells, { ...run, direction: 'bidirectional' }).output;
  }
  const one = runCells(forward, input, [cells[0]], { ...run, direction: 'forward' }).output;
  const other = runCells(backward, input, [cells[1]], { ...run, direction: 'reverse' }).output;
  const { tensor: first } = one;
  const { tensor: second } = other;
  switch (mode) {
    case null:
      return [one, other];
    case 'concat': {
      const width = cells[0].units + cells[1].units;
      const tensor = at.node('Concat', [first, second], { axis: one.shape.length });
      return { ...one, tensor, shape: [...one.shape.slice(0, -1), width] };
    }
    case 'sum':
      return { ...one, tensor: at.node('Add', [first, second]) };
    case 'mul':
      return { ...one, tensor: at.node('Mul', [first, second]) };
    case 'ave':
      return { ...one, tensor: at.node('Mul', [at.node('Add', [first, second]), at.number(0.5)]) };
    default:
      return at.unread(`the merge_mode "${mode}"`);
  }
};

/** Whether one operator can run both directions. */
function areAlike(one: Cell, other: Cell): boolean {
  return (
    one.opType === other.opType &&
    one.units === other.units &&
    one.attributes.linear_before_reset === other.attributes.linear_before_reset
  );
}

export const recurrentLayers: Readonly<Record<string, LayerTranslator>> = {
  LSTM: recurrent,
  GRU: recurrent,
  SimpleRNN: recurrent,
  CuDNNLSTM: recurrent,
  CuDNNGRU: recurrent,
  Bidirectional: bidirectional,
};
