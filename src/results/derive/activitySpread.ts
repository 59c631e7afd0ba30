import type { UnitDetail } from '../unitDetail.js';

/** How a unit's activity is spread over the samples of some classes. */
export interface ActivitySpread {
  readonly samples: number;
  /** Samples that leave it at zero, where it is never below; else none, and zero is an activity like others. */
  readonly silent: number;
  /** Samples by activity, in steps of the same width from the lowest to the highest of `ActivityRange`. */
  readonly bins: readonly number[];
}

export interface ActivityRange {
  /** 0 where the unit is never below. */
  readonly low: number;
  readonly high: number;
}

/** Steps are about as wide as two pixels in a narrow panel. */
export const activityBins = 40;

/** The ends of a unit's activity over all samples. */
export function activityRange({ activity }: UnitDetail): ActivityRange {
  let [low, high] = [0, -Infinity];
  for (const value of activity) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high: Math.max(high, low) };
}

/**
 * The spread over the samples of each group of classes.
 * @param groups class indexes; each class in one group at most.
 */
export function activitySpreads(
  detail: UnitDetail,
  groups: readonly (readonly number[])[],
): { readonly range: ActivityRange; readonly spreads: readonly ActivitySpread[] } {
  const range = activityRange(detail);
  const { low, high } = range;
  const groupOf = new Map(groups.flatMap((classes, group) => classes.map((c) => [c, group] as const)));
  const spreads = groups.map(() => ({
    samples: 0,
    silent: 0,
    bins: new Array<number>(activityBins).fill(0),
  }));
  detail.labels.forEach((label, sample) => {
    const group = groupOf.get(label);
    if (group === undefined) return;
    const spread = spreads[group];
    spread.samples++;
    const value = detail.activity[sample];
    if (low === 0 && value === 0) {
      spread.silent++;
      return;
    }
    const share = high > low ? (value - low) / (high - low) : 0;
    spread.bins[Math.min(activityBins - 1, Math.floor(share * activityBins))]++;
  });
  return { range, spreads };
}
