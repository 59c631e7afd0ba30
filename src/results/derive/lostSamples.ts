import type { ResultFile } from '../schema.js';
import { confidenceInterval } from './confidenceInterval.js';
import { precisionOf } from './exactness.js';
import type { UnitImportance } from './importance.js';

/** How many samples a deletion costs, as far as it is known. */
export interface LostSamples {
  /**
   * Samples lost: of the whole data, rounded where it was estimated from a part; of the samples that were read so
   * far while an analysis is under way. Negative where samples are gained.
   */
  readonly count: number;
  /** What the count rests on; `null` where it was counted on the whole data. */
  readonly basis: Estimate | SoFar | null;
}

/** Estimated from a part of the data. */
export interface Estimate {
  readonly kind: 'estimate';
  /** Samples of the part, and of the whole data. */
  readonly samples: number;
  readonly population: number;
  /** The 99 % interval of samples lost of the whole data. */
  readonly low: number;
  readonly high: number;
}

/** Counted on what was read so far, in the order of the data. */
export interface SoFar {
  readonly kind: 'soFar';
  readonly samples: number;
  readonly population: number;
}

/** Rounding of a share may carry a whole number of samples past itself. */
const rounding = 1e-6;

/** Intervals take some work, and most units of a network share their counts with others. */
const known = new WeakMap<ResultFile, Map<string, { readonly low: number; readonly high: number }>>();

function intervalOf(
  result: ResultFile,
  { turnedWrong, turnedRight, samples }: UnitImportance,
): { readonly low: number; readonly high: number } {
  const intervals = known.get(result) ?? new Map<string, { readonly low: number; readonly high: number }>();
  known.set(result, intervals);
  const key = `${turnedWrong} ${turnedRight} ${samples}`;
  const population = result.dataset.samples;
  // Where units were compared, drawing was stopped for that too.
  const stopped = result.settings.top === undefined ? 'narrow' : 'any';
  const interval =
    intervals.get(key) ?? confidenceInterval({ turnedWrong, turnedRight, samples, population }, stopped);
  intervals.set(key, interval);
  return interval;
}

/** What a unit's deletion costs, by the counts of the result. */
export function lostSamples(result: ResultFile, importance: UnitImportance): LostSamples {
  const { samplesLost, samples } = importance;
  const population = result.dataset.samples;
  if (samples === population) return { count: samplesLost, basis: null };
  if (precisionOf(result) === null) {
    return { count: samplesLost, basis: { kind: 'soFar', samples, population } };
  }
  const { low, high } = intervalOf(result, importance);
  return {
    count: Math.round((samplesLost / samples) * population),
    basis: {
      kind: 'estimate',
      samples,
      population,
      // Samples are whole: so are the ends of what may be.
      low: Math.ceil(low * population - rounding),
      high: Math.floor(high * population + rounding),
    },
  };
}

/**
 * What the counts of units rest on: an estimate if any does, what was read so far if any does; `null` where all were
 * counted on the whole data.
 */
export function basisOf(rows: readonly { readonly lost: LostSamples | null }[]): 'estimate' | 'soFar' | null {
  const kinds = new Set(rows.map(({ lost }) => lost?.basis?.kind));
  return kinds.has('estimate') ? 'estimate' : kinds.has('soFar') ? 'soFar' : null;
}

/** The number to draw and to sort by; `null` where the unit was not deleted. */
export function lostCount({ lost }: { readonly lost: LostSamples | null }): number | null {
  return lost?.count ?? null;
}

/** Where a count may lie: the ends of its interval, or itself. */
export function lostRange({ count, basis }: LostSamples): { readonly low: number; readonly high: number } {
  return basis?.kind === 'estimate'
    ? { low: Math.min(count, basis.low), high: Math.max(count, basis.high) }
    : { low: count, high: count };
}

/** Whether a deletion can be said to cost samples: an estimate's interval has to lie above zero. */
export function costsSamples({ count, basis }: LostSamples): boolean {
  return basis?.kind === 'estimate' ? basis.low > 0 : count > 0;
}
