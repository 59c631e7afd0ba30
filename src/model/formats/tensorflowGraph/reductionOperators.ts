import { axisInGraph, knownNumbers, whole, type Sizes } from './graphValue.js';
import type { OperatorTranslator } from './nodeContext.js';

/** Reductions that take the axes as an input in the version of ONNX's operators that is written. */
const withAxesInput = new Set(['ReduceSum']);

const reduction =
  (opType: string, ofWhole?: (one: number, other: number) => number): OperatorTranslator =>
  (at, [input, given]) => {
    const listed = knownNumbers(given);
    if (!input || !listed) return null;
    const keeps = at.attributes.flag('keep_dims', at.attributes.flag('keepdims', false));
    if (input.kind === 'whole' && ofWhole) {
      const total = input.list.reduce((one, other) =>
        one === null || other === null ? null : ofWhole(one, other),
      );
      return whole([total], keeps ? [1] : []);
    }
    if (input.kind !== 'computed' || !input.shape) return null;
    const rank = input.shape.length;
    const axes = listed.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
    const isSpace = axes.length === rank - 2 && axes.every((axis, i) => axis === i + 1);
    // Channels may stay second where all of space is taken together, or where every dimension is kept.
    const value = keeps || isSpace ? input : at.plain(input);
    const inGraph = axes.map((axis) => axisInGraph(axis, rank, value.order));
    const tensor = withAxesInput.has(opType)
      ? at.add(opType, [value.tensor, at.integers(inGraph)], { keepdims: keeps ? 1 : 0 })
      : at.add(opType, [value.tensor], { axes: inGraph, keepdims: keeps ? 1 : 0 });
    const shape: Sizes = keeps
      ? input.shape.map((size, i) => (axes.includes(i) ? 1 : size))
      : input.shape.filter((_, i) => !axes.includes(i));
    return { ...value, tensor, shape, order: keeps ? value.order : 'plain' };
  };

export const reductionOperators: Readonly<Record<string, OperatorTranslator>> = {
  Mean: reduction('ReduceMean'),
  Sum: reduction('ReduceSum', (one, other) => one + other),
  Max: reduction('ReduceMax', Math.max),
  Min: reduction('ReduceMin', Math.min),
  Prod: reduction('ReduceProd', (one, other) => one * other),
};
