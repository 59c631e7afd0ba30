import { rearranged } from '../keras/rearranged.js';
import { sizeOf } from '../../tensor.js';
import {
  rankOf,
  sizesOf,
  whole,
  type Computed,
  type GraphValue,
  type Sizes,
  type Weight,
} from './graphValue.js';
import type { NodeContext, OperatorTranslator } from './nodeContext.js';

/** What an operator makes of one value, element by element. */
type Formula = (at: NodeContext, x: string) => string;

const simple =
  (opType: string): Formula =>
  (at, x) =>
    at.add(opType, [x]);

const onEach =
  (formula: Formula, ofNumber?: (x: number) => number): OperatorTranslator =>
  (at, [input]) => {
    if (input?.kind === 'computed') return { ...input, tensor: formula(at, input.tensor) };
    if (input?.kind !== 'weight' || !ofNumber) return null;
    return { ...input, name: at.node.name, values: () => input.values().map(ofNumber) };
  };

const unary: Readonly<Record<string, OperatorTranslator>> = {
  Relu: onEach(simple('Relu')),
  Relu6: onEach((at, x) => at.add('Clip', [x, at.number(0), at.number(6)])),
  Elu: onEach(simple('Elu')),
  Selu: onEach((at, x) =>
    at.add('Selu', [x], { alpha: { float: 1.6732632423543772 }, gamma: { float: 1.0507009873554805 } }),
  ),
  LeakyRelu: onEach((at, x) =>
    at.add('LeakyRelu', [x], { alpha: { float: at.attributes.number('alpha', 0.2) } }),
  ),
  Sigmoid: onEach(simple('Sigmoid')),
  Tanh: onEach(simple('Tanh')),
  Softplus: onEach(simple('Softplus')),
  Softsign: onEach(simple('Softsign')),
  Erf: onEach(simple('Erf')),
  Exp: onEach(simple('Exp'), Math.exp),
  Log: onEach(simple('Log'), Math.log),
  Neg: onEach(simple('Neg'), (x) => -x),
  Abs: onEach(simple('Abs'), Math.abs),
  Sqrt: onEach(simple('Sqrt'), Math.sqrt),
  Rsqrt: onEach(
    (at, x) => at.add('Reciprocal', [at.add('Sqrt', [x])]),
    (x) => 1 / Math.sqrt(x),
  ),
  Square: onEach(
    (at, x) => at.add('Mul', [x, x]),
    (x) => x * x,
  ),
  Reciprocal: onEach(simple('Reciprocal'), (x) => 1 / x),
  Inv: onEach(simple('Reciprocal'), (x) => 1 / x),
  Floor: onEach(simple('Floor'), Math.floor),
  Ceil: onEach(simple('Ceil'), Math.ceil),
  Round: onEach(simple('Round')),
  Erfc: onEach((at, x) => at.add('Sub', [at.number(1), at.add('Erf', [x])])),
  Log1p: onEach((at, x) => at.add('Log', [at.add('Add', [x, at.number(1)])])),
  ...Object.fromEntries(
    ['Sign', 'Sin', 'Cos', 'Tan', 'Asin', 'Acos', 'Atan', 'Sinh', 'Cosh', 'Asinh', 'Acosh', 'Atanh'].map(
      (op) => [op, onEach(simple(op))],
    ),
  ),
};

/** Two values as operators of ONNX's spread them over each other, in one order of dimensions. */
function alike(
  at: NodeContext,
  one: GraphValue,
  other: GraphValue,
): [string, string, Computed['order']] | null {
  const isMoved = [one, other].some((value) => value.kind === 'computed' && value.order === 'moved');
  if (isMoved) {
    const rank = Math.max(rankOf(one) ?? 0, rankOf(other) ?? 0);
    const [first, second] = [inMovedOrder(at, one, rank), inMovedOrder(at, other, rank)];
    if (first !== null && second !== null) return [first, second, 'moved'];
  }
  const [first, second] = [at.tensor(one), at.tensor(other)];
  return first === null || second === null ? null : [first, second, 'plain'];
}

/** A value as it spreads over one of this rank whose channels stand second; null where it doesn't so. */
function inMovedOrder(at: NodeContext, value: GraphValue, rank: number): string | null {
  if (value.kind === 'blocked') return null;
  if (value.kind === 'computed') {
    if (value.shape?.length === 0) return value.tensor;
    return value.shape?.length === rank ? at.moved(value).tensor : null;
  }
  if (value.kind === 'whole') return sizeOf(value.dims) === 1 ? at.tensor(whole(value.list, [])) : null;
  const dims = [...new Array<number>(rank - value.dims.length).fill(1), ...value.dims];
  if (sizeOf(dims) === 1) return at.constant(value, 'constant', []);
  const axes = [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, i) => i + 1)];
  const sizes = axes.map((axis) => dims[axis]);
  // Ones before the channels' axis are no part of it: so the constant stays a list of one number a channel.
  const first = dims[0] === 1 ? 1 : 0;
  return at.constant(value, 'bias', sizes.slice(first), () => rearranged(value.values(), dims, axes));
}

/** Shape of what two values give that spread over each other; null where it isn't known. */
function together(at: NodeContext, one: Sizes | null, other: Sizes | null): Sizes | null {
  if (!one || !other) return null;
  const rank = Math.max(one.length, other.length);
  const full = (sizes: Sizes) => [...new Array<number>(rank - sizes.length).fill(1), ...sizes];
  const second = full(other);
  return full(one).map((size, i) => {
    const against = second[i];
    if (size === against || against === 1) return size;
    if (size === 1) return against;
    if (size === null || against === null) return size ?? against;
    return at.refuse(`joins values of ${size} and ${against} along one dimension; convert the model again`);
  });
}

const binary =
  (opType: string, ofNumbers: (one: number, other: number) => number): OperatorTranslator =>
  (at, [one, other]) => {
    if (!one || !other) return null;
    const shape = together(at, sizesOf(one), sizesOf(other));
    if (one.kind === 'whole' && other.kind === 'whole')
      return wholeOf(one.list, other.list, shape, ofNumbers);
    if (one.kind === 'weight' && other.kind === 'weight') return weightOf(at, one, other, ofNumbers);
    const joined = alike(at, one, other);
    if (!joined) return null;
    const [first, second, order] = joined;
    const type = [one, other].find((value) => value.kind === 'computed')?.type ?? 'float';
    return { kind: 'computed', tensor: at.add(opType, [first, second]), shape, order, type };
  };

function wholeOf(
  one: Sizes,
  other: Sizes,
  shape: Sizes | null,
  ofNumbers: (one: number, other: number) => number,
): GraphValue | null {
  const length = Math.max(one.length, other.length);
  if (![one, other].every((list) => list.length === length || list.length === 1)) return null;
  const list = Array.from({ length }, (_, i) => {
    const [first, second] = [one[one.length === 1 ? 0 : i], other[other.length === 1 ? 0 : i]];
    return first === null || second === null ? null : Math.trunc(ofNumbers(first, second));
  });
  const dims = shape?.filter((size) => size !== null) ?? [length];
  return whole(list, dims);
}

/** Of two weights one must be a single number, or both be alike. */
function weightOf(
  at: NodeContext,
  one: Weight,
  other: Weight,
  ofNumbers: (one: number, other: number) => number,
): Weight | null {
  const sizes = [sizeOf(one.dims), sizeOf(other.dims)];
  const { dims } = sizes[0] >= sizes[1] ? one : other;
  const fits = (size: number) => size === 1 || size === Math.max(...sizes);
  if (!sizes.every(fits) || (!sizes.includes(1) && one.dims.join() !== other.dims.join())) return null;
  const values = () => {
    const [first, second] = [one.values(), other.values()];
    return Float32Array.from({ length: Math.max(...sizes) }, (_, i) =>
      ofNumbers(first[sizes[0] === 1 ? 0 : i], second[sizes[1] === 1 ? 0 : i]),
    );
  };
  return { kind: 'weight', name: at.node.name, dims, values };
}

const add = binary('Add', (one, other) => one + other);
const subtract = binary('Sub', (one, other) => one - other);
const divide = binary('Div', (one, other) => one / other);
const floor = (one: number, other: number) => Math.floor(one / other);

/** One number a channel is added, wherever the channels stand. */
const biasAdd: OperatorTranslator = (at, [input, bias]) => {
  const isFirst = at.attributes.text('data_format', 'NHWC').startsWith('NC');
  if (!isFirst || bias?.kind !== 'weight' || input?.kind !== 'computed' || !input.shape) {
    return add(at, [input, bias]);
  }
  const dims = [...bias.dims, ...new Array<number>(input.shape.length - 2).fill(1)];
  const shift = at.constant(bias, 'bias', dims);
  const plain = at.plain(input);
  return { ...plain, tensor: at.add('Add', [plain.tensor, shift]) };
};

const addAll: OperatorTranslator = (at, [first, ...others]) =>
  others.reduce<GraphValue | null>(
    (sum, one) => (sum ? (add(at, [sum, one]) as GraphValue | null) : null),
    first,
  );

/** Between a lowest and a highest value, each a single number. */
const clip: OperatorTranslator = (at, [input, low, high]) => {
  const bound = (value: GraphValue | undefined) =>
    value?.kind === 'weight' && sizeOf(value.dims) === 1 ? at.number(value.values()[0]) : null;
  const [least, most] = [bound(low), bound(high)];
  if (input?.kind !== 'computed' || least === null || most === null) return null;
  return { ...input, tensor: at.add('Clip', [input.tensor, least, most]) };
};

/** Slopes below 0, one a channel or more. */
const slopes: OperatorTranslator = (at, [input, alpha]) => {
  if (input?.kind !== 'computed' || alpha?.kind !== 'weight') return null;
  const joined = alike(at, input, alpha);
  return joined && { ...input, tensor: at.add('PRelu', joined.slice(0, 2)), order: joined[2] };
};

const softmax =
  (opType: string): OperatorTranslator =>
  (at, [input]) => {
    if (input?.kind !== 'computed') return null;
    const axis = input.order === 'moved' ? 1 : -1;
    return { ...input, tensor: at.add(opType, [input.tensor], { axis }) };
  };

export const elementwiseOperators: Readonly<Record<string, OperatorTranslator>> = {
  ...unary,
  Add: add,
  AddV2: add,
  AddN: addAll,
  BiasAdd: biasAdd,
  BiasAddV1: biasAdd,
  Sub: subtract,
  Mul: binary('Mul', (one, other) => one * other),
  Div: divide,
  RealDiv: divide,
  FloorDiv: (at, inputs) =>
    inputs.every(({ kind }) => kind === 'whole') ? binary('Div', floor)(at, inputs) : null,
  Maximum: binary('Max', Math.max),
  Minimum: binary('Min', Math.min),
  Pow: binary('Pow', Math.pow),
  SquaredDifference: (at, inputs) => {
    const difference = subtract(at, inputs) as GraphValue | null;
    return difference && unary['Square'](at, [difference]);
  },
  ClipByValue: clip,
  Prelu: slopes,
  Softmax: softmax('Softmax'),
  LogSoftmax: softmax('LogSoftmax'),
};
