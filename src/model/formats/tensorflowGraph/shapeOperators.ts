import { sizeOf } from '../../tensor.js';
import {
  axisInGraph,
  computed,
  knownNumber,
  knownNumbers,
  sizesOf,
  whole,
  type Sizes,
} from './graphValue.js';
import type { NodeContext, OperatorTranslator } from './nodeContext.js';

/** The number of values; null where a size is open. */
function total(sizes: Sizes): number | null {
  return sizes.reduce<number | null>(
    (product, size) => (product === null || size === null ? null : product * size),
    1,
  );
}

const unchanged: OperatorTranslator = (_, [input]) => input ?? null;

const reshape: OperatorTranslator = (at, [input, target]) => {
  if (!input || input.kind === 'blocked') return null;
  if (target?.kind !== 'whole') {
    const [data, shape] = [at.tensor(input), target ? at.tensor(target) : null];
    return data === null || shape === null || input.kind !== 'computed'
      ? null
      : computed(at.add('Reshape', [data, shape]), null, input.type);
  }
  const list = target.list.map((size) => (size === -1 ? null : size));
  if (input.kind !== 'computed') {
    const count = total(sizesOf(input) ?? []) ?? 0;
    const known = list.filter((size) => size !== null);
    const dims = list.map((size) => size ?? count / sizeOf(known));
    return { ...input, dims };
  }
  const given = input.shape;
  // Where two sizes are open, the first is the samples', which are as many as before.
  const open = list.flatMap((size, i) => (size === null ? [i] : []));
  if (open.length > 2 || (open.length === 2 && open[0] !== 0)) return null;
  const written = list.map((size, i) => size ?? (open.length === 2 && i === 0 ? 0 : -1));
  const shape = [...list];
  const last = open.at(-1);
  const shared = given && total(open.length === 2 ? given.slice(1) : given);
  if (last !== undefined && shared !== null)
    shape[last] = shared / sizeOf(list.filter((size) => size !== null));
  // Rows that go back to where they came from were never needed.
  const { rowsOf } = at.translation;
  const before = rowsOf.get(input.tensor);
  if (before && shape.join() === before.shape?.join()) return before;
  if (before && open.length === 2) return null;
  const made = computed(at.add('Reshape', [at.plain(input).tensor, at.integers(written)]), shape, input.type);
  const isRows = shape.length === 2 && shape[0] === null && shape[1] === given?.at(-1);
  if (isRows && given.length > 2) rowsOf.set(made.tensor, at.plain(input));
  return made;
};

/** Axes that a Squeeze drops: those it names, else all known to be of size 1. */
function droppedAxes(at: NodeContext, { length }: Sizes, shape: Sizes): number[] {
  const listed = [...at.attributes.integers('squeeze_dims'), ...at.attributes.integers('axis')];
  if (listed.length === 0) return shape.flatMap((size, i) => (size === 1 ? [i] : []));
  return listed.map((axis) => (axis < 0 ? axis + length : axis));
}

const squeeze: OperatorTranslator = (at, [input]) => {
  if (!input || input.kind === 'blocked') return null;
  const shape = sizesOf(input);
  if (!shape) return null;
  const axes = droppedAxes(at, shape, shape);
  const left = shape.filter((_, i) => !axes.includes(i));
  if (input.kind !== 'computed') return { ...input, dims: left as number[] };
  const rank = shape.length;
  const isSpace = axes.length === rank - 2 && !axes.includes(0) && !axes.includes(rank - 1);
  const value = isSpace ? input : at.plain(input);
  const inGraph = axes.map((axis) => axisInGraph(axis, rank, value.order));
  return computed(at.add('Squeeze', [value.tensor, at.integers(inGraph)]), left, input.type);
};

export const expand: OperatorTranslator = (at, [input, given]) => {
  const axis = knownNumber(given);
  const shape = input && sizesOf(input);
  if (!shape || axis === null || input.kind === 'blocked') return null;
  const place = axis < 0 ? axis + shape.length + 1 : axis;
  const sizes = [...shape.slice(0, place), 1, ...shape.slice(place)];
  if (input.kind !== 'computed') return { ...input, dims: sizes as number[] };
  return computed(at.add('Unsqueeze', [at.plain(input).tensor, at.integers([place])]), sizes, input.type);
};

const transpose: OperatorTranslator = (at, [input, given]) => {
  const perm = knownNumbers(given);
  if (input?.kind !== 'computed' || !perm) return null;
  if (perm.every((axis, i) => axis === i)) return input;
  const shape = input.shape && perm.map((axis) => input.shape?.[axis] ?? null);
  return computed(at.add('Transpose', [at.plain(input).tensor], { perm }), shape, input.type);
};

const shape: OperatorTranslator = (_, [input]) => {
  const sizes = input && sizesOf(input);
  return sizes ? whole(sizes) : null;
};

const onnxTypes = { float: 1, int: 7, bool: 9 } as const;

const cast: OperatorTranslator = (at, [input]) => {
  const type = at.attributes.type('DstT');
  if (!input || type === null || input.kind === 'blocked') return null;
  if (input.kind === 'weight') return type === 'float' ? input : null;
  if (input.kind === 'whole') {
    const known = knownNumbers(input);
    if (type !== 'float') return input;
    return (
      known && {
        kind: 'weight',
        name: at.node.name,
        dims: input.dims,
        values: () => Float32Array.from(known),
      }
    );
  }
  if (input.type === type) return input;
  return { ...input, tensor: at.add('Cast', [input.tensor], { to: onnxTypes[type] }), type };
};

export const shapeOperators: Readonly<Record<string, OperatorTranslator>> = {
  Identity: unchanged,
  StopGradient: unchanged,
  PreventGradient: unchanged,
  Snapshot: unchanged,
  CheckNumerics: unchanged,
  PlaceholderWithDefault: unchanged,
  IdentityN: (_, inputs) => inputs,
  Reshape: reshape,
  Squeeze: squeeze,
  ExpandDims: expand,
  Transpose: transpose,
  Shape: shape,
  Cast: cast,
};
