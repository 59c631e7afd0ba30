import type { ResultFile } from '../../src/results/schema.js';
import { ablationOf, flatUnits } from '../../src/results/derive/flatUnits.js';
import type { Check } from './benchmark.js';
import type { PeerCounts } from './peer.js';

/** Ours, of the same deletion; `null` where it was not counted. */
export interface OurCounts {
  readonly correct: number;
  readonly correctPerClass: readonly number[] | null;
  readonly turnedWrong: number | null;
  readonly turnedRight: number | null;
  readonly loss: number | null;
}

/** Mean losses of float32 programs that add in another order: relative, and absolute where next to nothing is lost. */
const lossTolerance = { relative: 2e-5, absolute: 1e-6 };

/** What our result says of a unit that was deleted by itself, set to zero; `null` where it was not. */
export function unitCounts(result: ResultFile, flat: number): OurCounts | null {
  const unit = flatUnits(result)[flat];
  const ablation = unit === undefined ? null : ablationOf(unit.layer, 'zero');
  if (ablation === null) return null;
  const { correct, correctPerClass, turnedWrong, turnedRight, loss } = ablation;
  const counted = correct[unit.index];
  if (counted === null) return null;
  return {
    correct: counted,
    correctPerClass: correctPerClass?.[unit.index]?.map((count) => count ?? 0) ?? null,
    turnedWrong: turnedWrong[unit.index] ?? 0,
    turnedRight: turnedRight[unit.index] ?? 0,
    loss: loss?.[unit.index] ?? null,
  };
}

/**
 * Compares what both sides counted: as many apart as there are near ties is equal, since each of those samples falls
 * on either side by the last bit of a logit.
 * @param noun what was deleted, as `unit`
 * @param pairs with what each is called, as `unit 12`
 */
export function compareCounts(
  noun: string,
  pairs: readonly { readonly name: string; readonly ours: OurCounts | null; readonly peer: PeerCounts }[],
): Check {
  const faults = pairs.flatMap(({ name, ours, peer }) => {
    if (ours === null) return [`${name} was not counted`];
    const far = (a: number | null | undefined, b: number): boolean =>
      a !== null && !(Math.abs((a ?? NaN) - b) <= peer.nearTies);
    const apart = [
      ...(['correct', 'turnedWrong', 'turnedRight'] as const).filter((key) => far(ours[key], peer[key])),
      ...peer.correctPerClass.flatMap((count, c) =>
        ours.correctPerClass !== null && far(ours.correctPerClass[c], count) ? [`correctPerClass[${c}]`] : [],
      ),
      ...(peer.loss !== null && lossesApart(ours.loss, peer.loss) ? ['loss'] : []),
    ];
    return apart.length === 0 ? [] : [`${name} differs in ${apart.join(', ')}`];
  });
  const equal = pairs.length - faults.length;
  return { words: `${equal} of ${pairs.length} ${noun}s equal`, faults };
}

function lossesApart(ours: number | null, peer: number): boolean {
  const { relative, absolute } = lossTolerance;
  return ours === null || !(Math.abs(ours - peer) <= relative * peer + absolute);
}
