import type { LayerContext, LayerTranslator } from './layerContext.js';
import { axisInGraph, type Shape, type Value } from './value.js';

/**
 * Values of one rank, in one order of dimensions: channels behind the samples where all of them stand so. Fewer dimensions
 * get others of size 1 behind the samples', as Keras does it.
 */
export function alike(at: LayerContext, inputs: readonly Value[]): Value[] {
  const most = Math.max(...inputs.map(({ shape }) => shape.length));
  if (inputs.some(({ shape }) => shape.length !== most))
    return inputs.map((input) => widened(at, input, most));
  const allMoved = inputs.some(({ order }) => order === 'moved');
  return inputs.map((input) => (allMoved ? at.moved(input) : input));
}

function widened(at: LayerContext, input: Value, rank: number): Value {
  const plain = at.plain(input);
  const missing = rank - plain.shape.length;
  if (missing === 0) return plain;
  const axes = at.integers(Array.from({ length: missing }, (_, i) => i + 1));
  const shape = [...new Array<number>(missing).fill(1), ...plain.shape];
  return { ...plain, tensor: at.node('Unsqueeze', [plain.tensor, axes]), shape, mask: undefined };
}

/** Two shapes whose dimensions of 1 spread over the other's. */
export function together(at: LayerContext, one: Shape, other: Shape): Shape {
  return one.map((size, i) => {
    const second = other[i];
    if (size === second || second === 1) return size;
    if (size === 1) return second;
    if (size === null || second === null) return size ?? second;
    return at.refuse(`joins values of ${size} and ${second} along one dimension`);
  });
}

const elementwise =
  (join: (at: LayerContext, tensors: readonly string[]) => string, atMost = Infinity): LayerTranslator =>
  (at, inputs) => {
    if (inputs.length < 2 || inputs.length > atMost) at.refuse(`can't join ${inputs.length} values`);
    const values = alike(at, inputs);
    const tensor = join(
      at,
      values.map((value) => value.tensor),
    );
    const shape = values.map((value) => value.shape).reduce((one, other) => together(at, one, other));
    return { tensor, shape, order: values[0].order, mask: maskOfAll(at, inputs) };
  };

/** Of several sequences, the steps that count in each that has a mask. */
function maskOfAll(at: LayerContext, inputs: readonly Value[]): string | undefined {
  const masks = [...new Set(inputs.map(({ mask }) => mask).filter((mask) => mask !== undefined))];
  const [first] = masks;
  return masks.slice(1).reduce((one, other) => at.node('And', [one, other]), first);
}

/** One operator for two values, another for any number. */
const sum = (at: LayerContext, tensors: readonly string[]) =>
  at.node(tensors.length === 2 ? 'Add' : 'Sum', tensors);

const concatenate: LayerTranslator = (at, inputs) => {
  const values = alike(at, inputs);
  const given = at.settings.number('axis', -1);
  const rank = values[0].shape.length + 1;
  const axis = given < 0 ? given + rank : given;
  if (!(axis >= 1 && axis < rank)) return at.unread(`the axis ${given}`);
  const sizes = values.map(({ shape }) => shape[axis - 1]);
  const size = sizes.reduce<number | null>(
    (total, one) => (total === null || one === null ? null : total + one),
    0,
  );
  const tensor = at.node(
    'Concat',
    values.map((value) => value.tensor),
    { axis: axisInGraph(values[0], axis) },
  );
  const mask = maskOfAll(at, inputs);
  if (mask !== undefined && axis === 1) return at.unread('steps that a mask leaves out');
  return {
    ...values[0],
    mask,
    tensor,
    shape: values[0].shape.map((one, i) => (i === axis - 1 ? size : one)),
  };
};

/** Sums of products along one axis of each of two values; the other axes stay, those of the first before. */
const dot: LayerTranslator = (at, inputs) => {
  if (inputs.length !== 2) at.refuse(`can't join ${inputs.length} values`);
  const values = inputs.map((input) => at.plain(input));
  const given = at.settings.get('axes') ?? -1;
  const list = typeof given === 'number' ? [given, given] : at.settings.list(given, 'axes');
  const axes = values.map(({ shape }, i) => (list[i] < 0 ? list[i] + shape.length + 1 : list[i]));
  if (list.length !== 2 || axes.some((axis, i) => !(axis >= 1 && axis <= values[i].shape.length))) {
    return at.unread(`the axes ${JSON.stringify(given)}`);
  }
  const tensors = values.map(({ tensor }, i) => {
    if (!at.settings.flag('normalize', false)) return tensor;
    const length = at.node('ReduceL2', [tensor], { axes: [axes[i]], keepdims: 1 });
    return at.node('Div', [tensor, at.node('Max', [length, at.number(1e-6)])]);
  });
  // Letters of the axes: b of the samples', s of those that are summed over.
  const letters = [
    ['i', 'j', 'k', 'l'],
    ['m', 'n', 'o', 'p'],
  ].map((own, i) =>
    ['b', ...own.slice(0, values[i].shape.length)].map((letter, axis) => (axis === axes[i] ? 's' : letter)),
  );
  const kept = letters.flatMap((own) => own.slice(1).filter((letter) => letter !== 's'));
  const equation = `${letters.map((own) => own.join('')).join(',')}->b${kept.join('')}`;
  const tensor = at.node('Einsum', tensors, { equation });
  const shape = values.flatMap((value, i) => value.shape.filter((_, axis) => axis + 1 !== axes[i]));
  if (shape.length > 0) return { tensor, shape, order: 'keras' };
  return { tensor: at.node('Unsqueeze', [tensor, at.integers([1])]), shape: [1], order: 'keras' };
};

export const mergingLayers: Readonly<Record<string, LayerTranslator>> = {
  Add: elementwise(sum),
  Subtract: elementwise((at, tensors) => at.node('Sub', tensors), 2),
  Multiply: elementwise((at, tensors) => tensors.reduce((one, other) => at.node('Mul', [one, other]))),
  Average: elementwise((at, tensors) => at.node('Div', [sum(at, tensors), at.number(tensors.length)])),
  Maximum: elementwise((at, tensors) => at.node('Max', tensors)),
  Minimum: elementwise((at, tensors) => at.node('Min', tensors)),
  Concatenate: concatenate,
  Dot: dot,
};
