/** What deleting a unit did to the answers to some samples, drawn at random without replacement. */
export interface DrawnCounts {
  readonly turnedWrong: number;
  readonly turnedRight: number;
  /** How many were drawn. */
  readonly samples: number;
  /** How many there are. */
  readonly population: number;
}

/** Bounds of the drop in accuracy that a deletion causes in the whole data, as fractions of it. */
export interface DropInterval {
  readonly low: number;
  readonly high: number;
}

/** Why drawing was stopped: the interval was narrow enough, or any other reason, such as how units compare. */
export type StoppedFor = 'narrow' | 'any';

/**
 * The log-likelihood ratio, in nats, from which on a drop is left out; 3.3 would do for a number of samples that
 * is fixed beforehand. Both are computed, as the boundaries of group-sequential tests are, from all the ways that
 * draws can go.
 *
 * `narrow`, for looks at numbers of samples that grow by 10 % (`rounds.ts`): whoever stops at the first at which
 * half the interval is P or less finds the truth outside in 0.4 to 0.9 % of runs where deletion changes P or more
 * of the answers, and in less where it changes fewer. Few changes take more, since they also decide when to stop.
 * `any`, for looks after every sample: the truth is ever outside in less than 1 % of runs.
 */
function cutOff(changes: number, stopped: StoppedFor): number {
  return stopped === 'any' ? 7 : 3.5 + 6 / (4 + changes);
}

/**
 * The 99 % interval of the drop in accuracy that a unit's deletion causes in the whole data, from a random part
 * of the samples whose number was not fixed before: all drops m that the counts do not contradict, by the
 * likelihood ratio of their shares (turned wrong, turned right, unchanged) against the likeliest shares with a
 * balance of m. In a population without end that is also what the best bet against m would have won
 * (Waudby-Smith and Ramdas 2024, "Estimating means of bounded random variables by betting").
 *
 * The samples that are left count too, since none is drawn twice: the fewer they are the less they can change,
 * and once all are drawn the interval is the exact value.
 */
export function confidenceInterval(counts: DrawnCounts, stopped: StoppedFor = 'narrow'): DropInterval {
  const { turnedWrong, turnedRight, samples, population } = counts;
  if (samples === 0) return population === 0 ? { low: 0, high: 0 } : { low: -1, high: 1 };
  const drop = dropIn(counts);
  if (samples === population) return { low: drop, high: drop };
  const limit = cutOff(turnedWrong + turnedRight, stopped);
  const turned = { ...counts, turnedWrong: turnedRight, turnedRight: turnedWrong };
  return { low: -highest(turned, limit), high: highest(counts, limit) };
}

/** The drop in accuracy on the samples that were drawn, as a fraction of them. */
export function dropIn({ turnedWrong, turnedRight, samples }: DrawnCounts): number {
  return (turnedWrong - turnedRight) / samples;
}

/** How far an interval reaches to either side of its middle. */
export function halfWidth({ low, high }: DropInterval): number {
  return (high - low) / 2;
}

/** The smallest number of samples at which half an interval can be so narrow: that of a unit without effect. */
export function fewestSamples(precision: number, population: number, stopped: StoppedFor = 'narrow'): number {
  let [fewer, enough] = [0, population];
  while (enough - fewer > 1) {
    const samples = Math.floor((fewer + enough) / 2);
    const interval = confidenceInterval({ turnedWrong: 0, turnedRight: 0, samples, population }, stopped);
    if (halfWidth(interval) <= precision) enough = samples;
    else fewer = samples;
  }
  return enough;
}

/** The largest drop that is not left out. */
function highest(counts: DrawnCounts, limit: number): number {
  const { turnedWrong, turnedRight, samples, population } = counts;
  // What is not drawn can't turn further than all of it one way.
  let outside = (turnedWrong - turnedRight + population - samples) / population;
  let inside = dropIn(counts);
  while (outside - inside > 1e-6) {
    const middle = (inside + outside) / 2;
    if (logRatio(counts, middle) < limit) inside = middle;
    else outside = middle;
  }
  return outside;
}

/**
 * ln of how much likelier the counts are where all samples have the counts' shares than where they have the
 * likeliest shares p with p_wrong - p_right = `drop`: n KL(drawn, p) + (N - n) KL(left, p), which is the
 * exponent of the multivariate hypergeometric distribution. Convex in p_right, so that halving finds it.
 * @param drop at least that of the counts.
 */
function logRatio(counts: DrawnCounts, drop: number): number {
  const { turnedWrong, turnedRight, samples, population } = counts;
  const same = samples - turnedWrong - turnedRight;
  let low = Math.max(turnedRight / population, turnedWrong / population - drop);
  // The shares of what turned right only fall as the drop rises above the counts' own.
  let high = Math.max(low, Math.min(turnedRight / samples, (1 - drop - same / population) / 2));
  const tilt = (pRight: number) =>
    gain(turnedWrong, pRight + drop, counts) +
    gain(turnedRight, pRight, counts) -
    2 * gain(same, 1 - drop - 2 * pRight, counts);
  for (let step = 0; step < 14 && low < high; step++) {
    const middle = (low + high) / 2;
    if (tilt(middle) < 0) low = middle;
    else high = middle;
  }
  return (
    divergence(turnedWrong, high + drop, counts) +
    divergence(turnedRight, high, counts) +
    divergence(same, 1 - drop - 2 * high, counts)
  );
}

/** ln of a share among the samples left over the share among all. */
function gain(count: number, share: number, { samples, population }: DrawnCounts): number {
  return Math.log1p((samples * share - count) / ((population - samples) * share));
}

/** What one of the shares adds to n KL(drawn, all) + (N - n) KL(left, all). */
function divergence(count: number, share: number, counts: DrawnCounts): number {
  const left = counts.population * share - count;
  const drawn = count === 0 ? 0 : count * Math.log(count / counts.samples / share);
  return drawn + (left <= 0 ? 0 : left * gain(count, share, counts));
}
