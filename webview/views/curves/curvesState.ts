import type { CurveLook } from '../../../src/figures/curves/curveLook.js';
import { isRecord } from '../../frame/record.js';

/** What the reader chose in the Curves tab. */
export interface CurvesState extends CurveLook {
  /** `network`, or a layer's id. */
  readonly scope: string;
  readonly mode: string;
  /** Names of the results that are drawn beside the shown one. */
  readonly beside: readonly string[];
}

export const firstCurvesState: CurvesState = {
  quantity: 'accuracy',
  axis: 'share',
  scope: 'network',
  mode: 'remove',
  beside: [],
};

/** Takes what fits of what was saved. */
export function readCurvesState(saved: unknown): CurvesState {
  if (!isRecord(saved)) return firstCurvesState;
  const { quantity, axis, scope, mode, beside } = saved;
  return {
    quantity: quantity === 'loss' ? 'loss' : 'accuracy',
    axis: axis === 'count' ? 'count' : 'share',
    scope: typeof scope === 'string' ? scope : firstCurvesState.scope,
    mode: typeof mode === 'string' ? mode : firstCurvesState.mode,
    beside: readNames(beside),
  };
}

/** The names in a saved list. */
export function readNames(saved: unknown): string[] {
  return Array.isArray(saved) ? saved.filter((name) => typeof name === 'string') : [];
}
