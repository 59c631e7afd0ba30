import { sizeOf } from '../../tensor.js';
import {
  axisInGraph,
  computed,
  knownNumber,
  knownNumbers,
  sizesOf,
  whole,
  type Computed,
  type GraphValue,
} from './graphValue.js';
import type { NodeContext, OperatorTranslator } from './nodeContext.js';
import { expand } from './shapeOperators.js';

/** Values one behind the other along an axis. */
function joined(at: NodeContext, inputs: readonly GraphValue[], axis: number): GraphValue | null {
  if (inputs.every((input) => input.kind === 'whole')) return whole(inputs.flatMap(({ list }) => list));
  const shapes = inputs.map(sizesOf);
  const [first] = shapes;
  if (!first || shapes.some((shape) => shape?.length !== first.length)) return null;
  const place = axis < 0 ? axis + first.length : axis;
  const isMoved = inputs.some((input) => input.kind === 'computed' && input.order === 'moved');
  const values = inputs.map((input) => (isMoved && input.kind === 'computed' ? at.moved(input) : input));
  const order = values.every((value) => value.kind === 'computed' && value.order === 'moved')
    ? 'moved'
    : 'plain';
  const tensors = values.map((value) => (order === 'moved' ? (value as Computed).tensor : at.tensor(value)));
  if (tensors.includes(null)) return null;
  const tensor = at.add('Concat', tensors as string[], { axis: axisInGraph(place, first.length, order) });
  const size = shapes.reduce<number | null>((sum, shape) => {
    const one = shape?.[place] ?? null;
    return sum === null || one === null ? null : sum + one;
  }, 0);
  const type = inputs.find((input) => input.kind === 'computed')?.type ?? 'float';
  return {
    ...computed(
      tensor,
      first.map((one, i) => (i === place ? size : one)),
      type,
    ),
    order,
  };
}

const concatenate: OperatorTranslator = (at, inputs) => {
  const axis = knownNumber(inputs.at(-1));
  return axis === null ? null : joined(at, inputs.slice(0, -1), axis);
};

/** With the axis first, as the operator was once. */
const concatenateOld: OperatorTranslator = (at, inputs) => {
  const axis = knownNumber(inputs[0]);
  return axis === null ? null : joined(at, inputs.slice(1), axis);
};

const pack: OperatorTranslator = (at, inputs) => {
  if (inputs.every((input) => input.kind === 'whole' && input.dims.length === 0))
    return joined(at, inputs, 0);
  const axis = whole([at.attributes.number('axis', 0)], []);
  const raised = inputs.map((input) => expand(at, [input, axis]) as GraphValue | null);
  return raised.every((one) => one !== null) ? joined(at, raised, axis.list[0] ?? 0) : null;
};

const tile: OperatorTranslator = (at, [input, given]) => {
  const times = knownNumbers(given);
  if (input?.kind !== 'computed' || !times) return null;
  const sizes = input.shape?.map((size, i) => size && size * times[i]) ?? null;
  return computed(at.add('Tile', [at.plain(input).tensor, at.integers(times)]), sizes, input.type);
};

/** Rows before and behind, a pair a dimension. */
const padding =
  (mode: 'constant' | 'mirror'): OperatorTranslator =>
  (at, [input, given, filling]) => {
    const pairs = knownNumbers(given);
    if (input?.kind !== 'computed' || !input.shape || pairs?.length !== 2 * input.shape.length) return null;
    if (mode === 'mirror' && at.attributes.text('mode', 'REFLECT') !== 'REFLECT') return null;
    if (filling && (filling.kind !== 'weight' || sizeOf(filling.dims) !== 1)) return null;
    const rank = input.shape.length;
    const pads = new Array<number>(2 * rank).fill(0);
    for (let axis = 0; axis < rank; axis++) {
      const place = axisInGraph(axis, rank, input.order);
      [pads[place], pads[rank + place]] = pairs.slice(2 * axis, 2 * axis + 2);
    }
    const value = filling ? [at.number(filling.values()[0])] : [];
    const tensor = at.add('Pad', [input.tensor, at.integers(pads), ...value], {
      ...(mode === 'mirror' && { mode: 'reflect' }),
    });
    const sizes = input.shape.map((size, i) => size && size + pairs[2 * i] + pairs[2 * i + 1]);
    return { ...input, tensor, shape: sizes };
  };

export const joiningOperators: Readonly<Record<string, OperatorTranslator>> = {
  ConcatV2: concatenate,
  Concat: concatenateOld,
  Pack: pack,
  Tile: tile,
  Pad: padding('constant'),
  PadV2: padding('constant'),
  MirrorPad: padding('mirror'),
};
