import type { LayerContext, LayerTranslator } from './layerContext.js';
import { axisInGraph, type Value } from './value.js';
import type { StoredWeight } from './weights.js';

/** A single axis, which descriptions of some versions keep in a list; never that of the samples. */
function axisOf(at: LayerContext, { shape }: Value): number {
  const given = at.settings.get('axis') ?? -1;
  const list = typeof given === 'number' ? [given] : at.settings.list(given, 'axis');
  const axis = list[0] < 0 ? list[0] + shape.length + 1 : list[0];
  if (list.length !== 1 || !(axis >= 1 && axis <= shape.length)) return at.unread('several axes');
  return axis;
}

/** The value with an axis of Keras's second in the graph; null where it is neither the first nor the last. */
function withChannelsSecond(at: LayerContext, value: Value, axis: number): Value | null {
  if (axis === value.shape.length) return at.moved(value);
  return axis === 1 ? at.plain(value) : null;
}

/** One number a channel, which spreads over the dimensions behind the channels' axis. */
function perChannel(
  at: LayerContext,
  role: string,
  values: () => Float32Array,
  count: number,
  behind: number,
) {
  return at.constant(role, [count, ...new Array<number>(behind).fill(1)], values);
}

const batchNormalization: LayerTranslator = (at, [input]) => {
  // Of Keras 1: by the samples of each batch.
  if (at.settings.number('mode', 0) === 1) return at.unread('the mode 1');
  const axis = axisOf(at, input);
  const value = withChannelsSecond(at, input, axis);
  if (!value) return at.unread(`the axis ${axis} of ${input.shape.length}`);
  const scales = at.settings.flag('scale', true);
  const centres = at.settings.flag('center', true);
  const size = [input.shape[axis - 1]];
  const found = at.weights({
    gamma: scales ? size : null,
    beta: centres ? size : null,
    moving_mean: size,
    moving_variance: size,
  });
  const [count] = found.moving_mean.dims;
  const constant = (role: string, weight: StoredWeight | null, otherwise: number) =>
    at.constant(role, [count], () => weight?.values() ?? new Float32Array(count).fill(otherwise));
  const tensor = at.node(
    'BatchNormalization',
    [
      value.tensor,
      constant('gamma', found.gamma, 1),
      constant('beta', found.beta, 0),
      constant('moving_mean', found.moving_mean, 0),
      constant('moving_variance', found.moving_variance, 1),
    ],
    { epsilon: { float: at.settings.number('epsilon', 1e-3) } },
  );
  return { ...value, tensor };
};

const layerNormalization: LayerTranslator = (at, [input]) => {
  const given = at.settings.get('axis') ?? -1;
  const list = typeof given === 'number' ? [given] : at.settings.list(given, 'axis');
  const rank = input.shape.length + 1;
  const axes = list.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
  const [first] = axes;
  const isTail = axes.length === rank - first && axes.every((axis, i) => axis === first + i) && first >= 1;
  if (!isTail) return at.unread('axes that are not the last ones');
  if (at.settings.flag('rms_scaling', false)) return at.unread('rms_scaling');
  const value = at.plain(input);
  const size = input.shape.slice(first - 1);
  const scales = at.settings.flag('scale', true);
  const centres = at.settings.flag('center', true);
  const { gamma, beta } = at.weights({ gamma: scales ? size : null, beta: centres ? size : null });
  const dims =
    gamma?.dims ?? beta?.dims ?? size.map((one) => one ?? at.unread('an open size and no weights'));
  const count = dims.reduce((product, one) => product * one, 1);
  const ones = () => gamma?.values() ?? new Float32Array(count).fill(1);
  const shift = beta ? [at.constant('beta', dims, () => beta.values())] : [];
  const tensor = at.node('LayerNormalization', [value.tensor, at.constant('gamma', dims, ones), ...shift], {
    axis: first,
    epsilon: { float: at.settings.number('epsilon', 1e-3) },
  });
  return { ...value, tensor };
};

/** Wu & He 2018: groups of channels are brought to mean 0 and variance 1 with their whole space, sample by sample. */
const groupNormalization: LayerTranslator = (at, [input]) => {
  const axis = axisOf(at, input);
  const value = withChannelsSecond(at, input, axis);
  const channels = input.shape[axis - 1];
  if (!value || channels === null) return at.unread(`the axis ${axis} of ${input.shape.length}`);
  const given = at.settings.number('groups', 32);
  const groups = given === -1 ? channels : given;
  const { gamma, beta } = at.weights({
    gamma: at.settings.flag('scale', true) ? [channels] : null,
    beta: at.settings.flag('center', true) ? [channels] : null,
  });
  const grouped = at.node('Reshape', [value.tensor, at.integers([0, groups, -1])]);
  const ones = at.constant('unit_scale', [groups], () => new Float32Array(groups).fill(1));
  const zeros = at.constant('unit_shift', [groups], () => new Float32Array(groups));
  const epsilon = { float: at.settings.number('epsilon', 1e-3) };
  const even = at.node('InstanceNormalization', [grouped, ones, zeros], { epsilon });
  let tensor = at.node('Reshape', [even, at.node('Shape', [value.tensor])]);
  const behind = input.shape.length - 1;
  const factors = (role: string, weight: StoredWeight) =>
    perChannel(at, role, () => weight.values(), channels, behind);
  if (gamma) tensor = at.node('Mul', [tensor, factors('gamma', gamma)]);
  if (beta) tensor = at.node('Add', [tensor, factors('beta', beta)]);
  return { ...value, tensor };
};

/** A value divided by its length along axes, which is taken for no shorter than a millionth. */
export function ofUnitLength(at: LayerContext, value: Value, axes: readonly number[]): Value {
  const places = axes.map((axis) => axisInGraph(value, axis));
  const length = at.node('ReduceL2', [value.tensor], { axes: places, keepdims: 1 });
  return { ...value, tensor: at.node('Div', [value.tensor, at.node('Max', [length, at.number(1e-6)])]) };
}

/** What a preprocessing layer has for each channel, or for all, as a constant that spreads over a value. */
function spread(at: LayerContext, value: Value, axis: number, role: string, numbers: Float32Array): string {
  if (numbers.length === 1) return at.constant(role, [], () => numbers);
  if (numbers.length !== value.shape[axis - 1]) {
    return at.refuse(
      `has ${numbers.length} numbers in \`${role}\` for ${value.shape[axis - 1] ?? '?'} channels`,
    );
  }
  const behind = value.shape.length - axisInGraph(value, axis);
  return perChannel(at, role, () => numbers, numbers.length, behind);
}

function numbersOf(at: LayerContext, key: string, fallback: number): Float32Array {
  const given = at.settings.get(key) ?? fallback;
  return Float32Array.from(typeof given === 'number' ? [given] : at.settings.list(given, key));
}

const rescaling: LayerTranslator = (at, [input]) => {
  const axis = input.shape.length;
  const scale = numbersOf(at, 'scale', 1);
  const offset = numbersOf(at, 'offset', 0);
  let tensor = at.node('Mul', [input.tensor, spread(at, input, axis, 'scale', scale)]);
  if (offset.some((one) => one !== 0)) {
    tensor = at.node('Add', [tensor, spread(at, input, axis, 'offset', offset)]);
  }
  return { ...input, tensor };
};

/** The smallest deviation by which Keras divides. */
const leastDeviation = 1e-7;

const normalization: LayerTranslator = (at, [input]) => {
  if (at.settings.flag('invert', false)) return at.unread('invert');
  const given = at.settings.get('axis');
  const isNone =
    given === undefined || (typeof given === 'object' && at.settings.list(given, 'axis').length === 0);
  const axis = isNone ? input.shape.length : axisOf(at, input);
  const stored = () => {
    const size = isNone ? [] : [input.shape[axis - 1]];
    const { mean, variance } = at.weights({ mean: size, variance: size });
    return [mean.values(), variance.values()];
  };
  const flat = (key: string) => {
    const value = JSON.stringify(at.settings.get(key)).replaceAll(/[[\]]/g, '');
    return Float32Array.from(value.split(','), Number);
  };
  const [mean, variance] =
    at.settings.get('mean') === undefined ? stored() : [flat('mean'), flat('variance')];
  const deviation = variance.map((one) => Math.max(Math.sqrt(one), leastDeviation));
  const centred = at.node('Sub', [input.tensor, spread(at, input, axis, 'mean', mean)]);
  const tensor = at.node('Div', [centred, spread(at, input, axis, 'deviation', deviation)]);
  return { ...input, tensor };
};

export const normalizationLayers: Readonly<Record<string, LayerTranslator>> = {
  BatchNormalization: batchNormalization,
  BatchNormalizationV1: batchNormalization,
  BatchNormalizationV2: batchNormalization,
  LayerNormalization: layerNormalization,
  GroupNormalization: groupNormalization,
  UnitNormalization: (at, [input]) => ofUnitLength(at, input, [axisOf(at, input)]),
  Rescaling: rescaling,
  Normalization: normalization,
};
