import { rank } from './ranking.js';
import { seededRandom } from './seededRandom.js';

/** A 95 % interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const resamples = 2000;

/** One value a unit, in the order of the units; `null` where it is undefined. */
type Side = readonly (number | null)[];

/**
 * The 95 % percentile interval of Spearman's rho over 2,000 seeded bootstrap resamples of the pairs, with
 * average ranks in each resample (METHODS: Statistics). Pairs with an undefined side are left out.
 *
 * Values are sorted once: in a resample, the rank of a value follows from how often each smaller value was
 * drawn, so that the cost of a resample is linear in the number of pairs.
 * @returns `null` with fewer than three pairs, or where one side has a single value throughout.
 */
export function spearmanInterval(a: Side, b: Side, seed: number): Interval | null {
  return spearmanIntervals([a], b, seed)[0];
}

/**
 * The intervals of several sides with one other. Sides that leave out the same pairs are held against the same
 * resamples, which are drawn and ranked once.
 */
export function spearmanIntervals(
  sides: readonly Side[],
  other: Side,
  seed: number,
): readonly (Interval | null)[] {
  const byPairs = new Map<string, Side[]>();
  for (const side of sides) {
    const pairs = definedPairs(side, other).join();
    const alike = byPairs.get(pairs);
    if (alike === undefined) byPairs.set(pairs, [side]);
    else alike.push(side);
  }
  const intervals = new Map<Side, Interval | null>();
  for (const alike of byPairs.values()) {
    const found = finish(intervalSteps(alike, other, seed));
    for (const [i, side] of alike.entries()) intervals.set(side, found[i]);
  }
  return sides.map((side) => intervals.get(side) ?? null);
}

/** The interval a resample at a time, for whoever has something else to do between two of them. */
export function* spearmanIntervalSteps(
  a: Side,
  b: Side,
  seed: number,
): Generator<undefined, Interval | null> {
  return (yield* intervalSteps([a], b, seed))[0];
}

/** @param sides which leave out the same pairs. */
function* intervalSteps(
  sides: readonly Side[],
  other: Side,
  seed: number,
): Generator<undefined, readonly (Interval | null)[]> {
  const pairs = definedPairs(sides[0], other);
  const y = tieGroups(other, pairs);
  const xs = sides.map((side) => tieGroups(side, pairs));
  const defined = pairs.length < 3 || y.groups < 2 ? [] : xs.filter(({ groups }) => groups > 1);
  if (defined.length === 0) return sides.map(() => null);
  const random = seededRandom(seed);
  const drawn = new Uint32Array(pairs.length);
  const ranks = new Float64Array(pairs.length);
  const rhos = new Map(defined.map((x): [TieGroups, number[]] => [x, []]));
  for (let resample = 0; resample < resamples; resample++) {
    for (let i = 0; i < drawn.length; i++) drawn[i] = Math.floor(random() * drawn.length);
    const yy = centredRanks(drawn, y);
    for (let i = 0; i < ranks.length; i++) ranks[i] = y.ranks[y.of[drawn[i]]];
    for (const [x, found] of rhos) {
      const rho = rhoOfResample(drawn, x, ranks, yy);
      // A resample may hold a single value of one side; it has no rank correlation.
      if (!Number.isNaN(rho)) found.push(rho);
    }
    yield undefined;
  }
  return xs.map((x) => percentiles(rhos.get(x)));
}

/** The places where both sides are defined. */
function definedPairs(a: Side, b: Side): number[] {
  return a.flatMap((value, i) => (value === null || b[i] === null ? [] : [i]));
}

function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function percentiles(rhos: readonly number[] | undefined): Interval | null {
  if (rhos === undefined) return null;
  const sorted = Float64Array.from(rhos).sort();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

/** Which values are equal: each value's group, groups counting from the smallest value up. */
interface TieGroups {
  readonly of: Uint32Array;
  readonly groups: number;
  /** Room for a resample's average ranks, one a group, less the mean rank. */
  readonly ranks: Float64Array;
}

/** @param pairs places of the values that count; all are defined. */
function tieGroups(side: Side, pairs: readonly number[]): TieGroups {
  const values = pairs.map((place) => side[place] ?? NaN);
  const of = new Uint32Array(values.length);
  let groups = 0;
  let previous: number | null = null;
  for (const i of rank(values, 'asc')) {
    if (values[i] !== previous) groups++;
    previous = values[i];
    of[i] = groups - 1;
  }
  return { of, groups, ranks: new Float64Array(groups) };
}

/**
 * @param yRanks of each draw, less their mean.
 * @param yy the sum of their squares.
 */
function rhoOfResample(drawn: Uint32Array, x: TieGroups, yRanks: Float64Array, yy: number): number {
  const xx = centredRanks(drawn, x);
  const count = drawn.length;
  let xy = 0;
  // By index, as below: iterating over a typed array is several times slower.
  for (let i = 0; i < count; i++) xy += x.ranks[x.of[drawn[i]]] * yRanks[i];
  return xy / Math.sqrt(xx * yy);
}

/** Fills in the groups' average ranks in the resample, less their mean; returns the sum of their squares. */
function centredRanks(drawn: Uint32Array, { of, ranks }: TieGroups): number {
  const pairs = drawn.length;
  ranks.fill(0);
  for (let i = 0; i < pairs; i++) ranks[of[drawn[i]]]++;
  const centre = (pairs + 1) / 2;
  let below = 0;
  let squares = 0;
  for (let group = 0; group < ranks.length; group++) {
    const count = ranks[group];
    const centred = below + (count + 1) / 2 - centre;
    below += count;
    ranks[group] = centred;
    squares += count * centred * centred;
  }
  return squares;
}

/** With linear interpolation between order statistics. */
function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const lower = Math.floor(place);
  const upper = Math.min(lower + 1, sorted.length - 1);
  return sorted[lower] + (place - lower) * (sorted[upper] - sorted[lower]);
}
