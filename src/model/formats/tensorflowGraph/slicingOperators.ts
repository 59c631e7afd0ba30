import {
  axisInGraph,
  computed,
  knownNumber,
  knownNumbers,
  rankOf,
  sizesOf,
  whole,
  type Computed,
  type GraphValue,
} from './graphValue.js';
import type { NodeContext, OperatorTranslator } from './nodeContext.js';

/** Whether a bit of a mask stands. */
const has = (mask: number, place: number) => ((mask >> place) & 1) === 1;

const stridedSlice: OperatorTranslator = (at, [input, ...bounds]) => {
  const [begin, end, strides] = bounds.map(knownNumbers);
  const sizes = input && sizesOf(input);
  if (!sizes || !begin || !end || !strides || strides.some((step) => step < 1)) return null;
  const mask = (name: string) => at.attributes.number(`${name}_mask`, 0);
  const [fromStart, toEnd, shrinks] = [mask('begin'), mask('end'), mask('shrink_axis')];
  if (mask('ellipsis') !== 0 || mask('new_axis') !== 0) return null;
  const cuts = begin.map((first, axis) => {
    const size = sizes[axis];
    const shrink = has(shrinks, axis);
    const whole = !shrink && has(fromStart, axis) && has(toEnd, axis) && strides[axis] === 1;
    const start = has(fromStart, axis) && !shrink ? 0 : first;
    const stop = shrink ? (first === -1 ? beyond : first + 1) : has(toEnd, axis) ? beyond : end[axis];
    const fit = (place: number) => Math.min(Math.max(place < 0 ? place + (size ?? 0) : place, 0), size ?? 0);
    const count = size === null ? null : Math.max(0, Math.ceil((fit(stop) - fit(start)) / strides[axis]));
    return { axis, start, stop, step: strides[axis], shrink, whole, count: whole ? size : count };
  });
  if (input.kind === 'whole') {
    const [{ start, stop, step, shrink }] = cuts;
    const picked = input.list
      .slice(start, stop === beyond ? undefined : stop)
      .filter((_, i) => i % step === 0);
    return whole(picked, shrink ? [] : [picked.length]);
  }
  if (input.kind !== 'computed') return null;
  const cutting = cuts.filter((cut) => !cut.whole);
  let tensor = at.plain(input).tensor;
  if (cutting.length > 0) {
    const list = (of: (cut: (typeof cuts)[number]) => number) => at.integers(cutting.map(of));
    tensor = at.add('Slice', [
      tensor,
      list(({ start }) => start),
      list(({ stop }) => stop),
      list(({ axis }) => axis),
      list(({ step }) => step),
    ]);
  }
  const dropped = cuts.filter(({ shrink }) => shrink).map(({ axis }) => axis);
  if (dropped.length > 0) tensor = at.add('Squeeze', [tensor, at.integers(dropped)]);
  const left = sizes
    .map((size, i) => (cuts[i] ? cuts[i].count : size))
    .filter((_, i) => !dropped.includes(i));
  return computed(tensor, left, input.type);
};

/** An end beyond every size. */
const beyond = 2 ** 31 - 1;

const slice: OperatorTranslator = (at, [input, ...bounds]) => {
  const [begin, size] = bounds.map(knownNumbers);
  if (input?.kind !== 'computed' || !input.shape || !begin || !size) return null;
  const ends = begin.map((first, i) => (size[i] === -1 ? beyond : first + size[i]));
  const axes = begin.map((_, i) => i);
  const inputs = [begin, ends, axes].map((list) => at.integers(list));
  const left = input.shape.map((one, i) => (size[i] === -1 ? one && one - begin[i] : size[i]));
  return computed(at.add('Slice', [at.plain(input).tensor, ...inputs]), left, input.type);
};

/** Parts of these sizes along an axis. */
function parts(
  at: NodeContext,
  input: Computed,
  axis: number,
  sizes: readonly number[],
): GraphValue[] | null {
  const rank = input.shape?.length;
  if (rank === undefined) return null;
  const place = axis < 0 ? axis + rank : axis;
  const attributes = { axis: axisInGraph(place, rank, input.order) };
  const tensors = at.addAll('Split', [input.tensor, at.integers(sizes)], sizes.length, attributes);
  return tensors.map((tensor, part) => ({
    ...input,
    tensor,
    shape: input.shape?.map((size, i) => (i === place ? sizes[part] : size)) ?? null,
  }));
}

const split: OperatorTranslator = (at, [given, input]) => {
  const axis = knownNumber(given);
  if (axis === null || input?.kind !== 'computed') return null;
  const size = input.shape?.at(axis);
  const count = at.attributes.number('num_split', 1);
  if (size == null || size % count !== 0) return null;
  return parts(at, input, axis, new Array<number>(count).fill(size / count));
};

const splitBySizes: OperatorTranslator = (at, [input, given, along]) => {
  const [axis, sizes] = [knownNumber(along), knownNumbers(given)];
  if (axis === null || !sizes || sizes.includes(-1) || input?.kind !== 'computed') return null;
  return parts(at, input, axis, sizes);
};

/** Rows of a table by their indexes, and single sizes of a shape. */
const gather: OperatorTranslator = (at, [table, indexes, along]) => {
  const axis = along ? knownNumber(along) : 0;
  if (
    !table ||
    table.kind === 'blocked' ||
    !indexes ||
    axis === null ||
    at.attributes.number('batch_dims', 0) !== 0
  )
    return null;
  const picked = knownNumbers(indexes);
  if (table.kind === 'whole') {
    if (!picked) return null;
    return whole(
      picked.map((i) => table.list[i < 0 ? i + table.list.length : i]),
      rankOf(indexes) === 0 ? [] : [picked.length],
    );
  }
  const data = table.kind === 'weight' ? at.constant(table, 'embeddings') : at.plain(table).tensor;
  const rows = at.tensor(indexes);
  const [sizes, among] = [sizesOf(table), sizesOf(indexes)];
  if (rows === null || !sizes || axis < 0) return null;
  const left = among && [...sizes.slice(0, axis), ...among, ...sizes.slice(axis + 1)];
  return computed(
    at.add('Gather', [data, rows], { axis }),
    left,
    table.kind === 'computed' ? table.type : 'float',
  );
};

export const slicingOperators: Readonly<Record<string, OperatorTranslator>> = {
  StridedSlice: stridedSlice,
  Slice: slice,
  Split: split,
  SplitV: splitBySizes,
  GatherV2: gather,
  Gather: gather,
};
