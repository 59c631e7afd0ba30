import type { LayerContext } from './layerContext.js';

/** ONNX's numbers of element types. */
const types = { int32: 6, int64: 7 } as const;

/** Steps of sequences that count, put to the front of each, and the way back. */
export interface CountedSteps {
  /** [samples, steps, features], the steps that count first, in their order. */
  readonly compact: string;
  /** How many count, as int32 [samples]. */
  readonly lengths: string;
  /**
   * What came out at each step that counts, [samples, steps, units], at its own place again.
   * @param others what stands at the steps between: nothing but zeros, or what the step gave that was run before.
   */
  spread(compact: string, others: 'zeros' | 'before' | 'beforeFromBehind', units: number): string;
}

/**
 * A recurrent layer of Keras passes over the steps that its mask leaves out, wherever they are; ONNX's operators can only end early.
 * So the steps that count are run in a row.
 * @param steps [samples, steps, features].
 * @param mask bool [samples, steps].
 */
export function countedSteps(at: LayerContext, steps: string, mask: string): CountedSteps {
  const counts = at.node('Cast', [mask], { to: types.int64 });
  const rest = at.node('Sub', [at.integers([1]), counts]);
  const along = at.integers([1]);
  /** Of each step, how many that count there are up to it. */
  const upTo = at.node('CumSum', [counts, along]);
  const total = at.node('ReduceSum', [counts, at.integers([1])], { keepdims: 1 });
  const behind = at.node('Add', [total, at.node('CumSum', [rest, along])]);
  const place = at.node('Sub', [at.node('Where', [mask, upTo, behind]), at.integers([1])]);
  const asWide = (indexes: string, like: readonly string[]) =>
    at.node('Expand', [at.node('Unsqueeze', [indexes, at.integers([2])]), ...like]);
  const shape = at.node('Shape', [steps]);
  return {
    compact: at.node('ScatterElements', [steps, asWide(place, [shape]), steps], { axis: 1 }),
    lengths: at.node('Cast', [at.node('Squeeze', [total, at.integers([1])])], { to: types.int32 }),
    spread(compact, others, units) {
      // A row of zeros stands before all steps, or behind them, for where nothing was run yet.
      const fromBehind = others === 'beforeFromBehind';
      const padded = at.node('Pad', [
        compact,
        at.integers(fromBehind ? [0, 0, 0, 0, 1, 0] : [0, 1, 0, 0, 0, 0]),
      ]);
      const from = fromBehind
        ? at.node('Sub', [upTo, counts])
        : others === 'zeros'
          ? at.node('Mul', [upTo, counts])
          : upTo;
      return at.node('GatherElements', [padded, asWide(from, [at.integers([1, 1, units])])], { axis: 1 });
    },
  };
}
