import type { Quantity } from '../../../src/figures/lines/quantityAxis.js';
import { isRecord } from '../../frame/record.js';
import { readNames } from '../curves/curvesState.js';

/** What the reader chose in the Noise tab. */
export interface NoiseState {
  readonly quantity: Quantity;
  /** `network`, or a layer's id. */
  readonly scope: string;
  /** At which layers are laid side by side; `null` is the one that tells them apart best. */
  readonly scale: number | null;
  /** Names of the results that are drawn beside the shown one. */
  readonly beside: readonly string[];
}

export const firstNoiseState: NoiseState = {
  quantity: 'accuracy',
  scope: 'network',
  scale: null,
  beside: [],
};

/** Takes what fits of what was saved. */
export function readNoiseState(saved: unknown): NoiseState {
  if (!isRecord(saved)) return firstNoiseState;
  const { quantity, scope, scale, beside } = saved;
  return {
    quantity: quantity === 'loss' ? 'loss' : 'accuracy',
    scope: typeof scope === 'string' ? scope : firstNoiseState.scope,
    scale: typeof scale === 'number' ? scale : null,
    beside: readNames(beside),
  };
}
