import { rank } from './ranking.js';
import { seededRandom } from './seededRandom.js';

/** A 95 % interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const resamples = 2000;

/**
 * The 95 % percentile interval of Spearman's rho over 2,000 seeded bootstrap resamples of the pairs, with
 * average ranks in each resample (METHODS: Statistics). Pairs with an undefined side are left out.
 *
 * Values are sorted once: in a resample, the rank of a value follows from how often each smaller value was
 * drawn, so that the cost of a resample is linear in the number of pairs.
 * @returns `null` with fewer than three pairs, or where one side has a single value throughout.
 */
export function spearmanInterval(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
  seed: number,
): Interval | null {
  const steps = spearmanIntervalSteps(a, b, seed);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same a resample at a time, for whoever has something else to do between two of them. */
export function* spearmanIntervalSteps(
  a: readonly (number | null)[],
  b: readonly (number | null)[],
  seed: number,
): Generator<undefined, Interval | null> {
  const pairs = a.flatMap((x, i) => {
    const y = b[i];
    return x === null || y === null ? [] : [{ x, y }];
  });
  const x = tieGroups(pairs.map((pair) => pair.x));
  const y = tieGroups(pairs.map((pair) => pair.y));
  if (pairs.length < 3 || x.groups < 2 || y.groups < 2) return null;
  const random = seededRandom(seed);
  const drawn = new Uint32Array(pairs.length);
  const rhos: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    for (let i = 0; i < drawn.length; i++) drawn[i] = Math.floor(random() * drawn.length);
    const rho = rhoOfResample(drawn, x, y);
    // A resample may hold a single value of one side; it has no rank correlation.
    if (!Number.isNaN(rho)) rhos.push(rho);
    yield undefined;
  }
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

function tieGroups(values: readonly number[]): TieGroups {
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

function rhoOfResample(drawn: Uint32Array, x: TieGroups, y: TieGroups): number {
  const xx = centredRanks(drawn, x);
  const yy = centredRanks(drawn, y);
  const count = drawn.length;
  let xy = 0;
  // By index, as below: iterating over a typed array is several times slower.
  for (let i = 0; i < count; i++) xy += x.ranks[x.of[drawn[i]]] * y.ranks[y.of[drawn[i]]];
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
