import type { ResultFile } from '../schema.js';
import { curveFamilies, type CurveFamily } from './curveFamilies.js';

/**
 * The curves in which all units of the network are removed in random orders, under the replacement value shown, or
 * under another where there are none; `null` where there are none at all.
 */
export function randomDeletion(result: ResultFile, replacement: string | null): CurveFamily | null {
  return wholeNetwork(result, replacement, ({ by, control }) => by === 'random' && control === null);
}

/** The curve in which units are removed from the most selective to the least, under the given replacement value. */
export function selectiveDeletion(result: ResultFile, replacement: string): CurveFamily | null {
  const found = wholeNetwork(
    result,
    replacement,
    ({ by, direction }) => by === 'selectivity' && direction === 'desc',
  );
  return found?.replacement === replacement ? found : null;
}

function wholeNetwork(
  result: ResultFile,
  replacement: string | null,
  holds: (family: CurveFamily) => boolean,
): CurveFamily | null {
  const found = familiesOf(result).filter(
    (family) => family.scope === 'network' && family.mode === 'remove' && holds(family),
  );
  return found.find((family) => family.replacement === replacement) ?? found.at(0) ?? null;
}

/** Grouping and averaging all curves takes some time, and several sentences read them. */
const known = new WeakMap<ResultFile, readonly CurveFamily[]>();

function familiesOf(result: ResultFile): readonly CurveFamily[] {
  const families = known.get(result) ?? curveFamilies(result);
  known.set(result, families);
  return families;
}
