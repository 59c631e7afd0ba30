import { curveFamilies, type CurveFamily } from './curveFamilies.js';
import type { ResultFile } from '../schema.js';

/**
 * The curves in which units of the whole network are removed in random orders and held at just this replacement value;
 * `null` where there are none.
 */
export function randomOrders(result: ResultFile, replacement: string): CurveFamily | null {
  const found = (result.curves ?? []).filter(
    (curve) =>
      curve.by === 'random' &&
      curve.control === null &&
      curve.mode === 'remove' &&
      curve.scope === 'network' &&
      curve.replacement === replacement,
  );
  return curveFamilies({ ...result, curves: found }).at(0) ?? null;
}
