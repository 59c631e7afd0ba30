/** What deleting a unit did to the answers to some samples, drawn at random without replacement. */
export interface DrawnCounts {
  readonly turnedWrong: number;
  readonly turnedRight: number;
  /** How many were drawn. */
  readonly samples: number;
  /** How many there are. */
  readonly population: number;
}

export interface DropInterval {
  readonly low: number;
  readonly high: number;
}

/** How sure an interval is. */
export const intervalConfidence = 0.99;

/** Each side may fail half as often as both together. */
const logThreshold = Math.log(2 / (1 - intervalConfidence));

/**
 * Stakes that are mixed, each a share of the largest that can't ruin, weighted by its size. Wide differences
 * between rare changes and common ones want different stakes; with these, samples run out 1.3 times later than
 * with the one that is best for the unit, which nobody knows before (1.1 to 1.5 for halves of intervals of 0.2
 * to 2 points and changes of 0 to 5 % of the answers).
 */
const stakes = Float64Array.from({ length: 7 }, (_, i) => 0.95 / 2 ** i);
const allStakes = stakes.reduce((sum, stake) => sum + stake, 0);

/**
 * The 99 % interval of the drop in accuracy that a unit's deletion causes in the whole data, as a fraction: from
 * a random part of the samples, however it was decided how many to draw. It is a confidence sequence by betting
 * (Waudby-Smith and Ramdas 2024, "Estimating means of bounded random variables by betting"): a sample counts
 * X = 1 where it turned wrong, -1 where it turned right, 0 elsewhere; whoever bets on the mean of X being above
 * m, with Y = (1 + X) / 2 against (1 + m) / 2, has on average no more than what was staked while the mean is
 * at most m, and so rarely ever 200 times as much (Ville's inequality). The interval leaves out the m for which
 * that was reached, on either side; it depends on counts alone.
 *
 * Draws without replacement keep the promise: counts that are left out lie more than 2.5 standard deviations
 * off, and a path of draws that leads there is rarer without replacement than with it. What the samples not
 * drawn can still change bounds the interval too, so that it is the exact value once all are drawn.
 */
export function confidenceInterval(counts: DrawnCounts): DropInterval {
  const { turnedWrong, turnedRight, samples, population } = counts;
  const sum = turnedWrong - turnedRight;
  const left = population - samples;
  if (population === 0) return { low: 0, high: 0 };
  return {
    low: Math.max(lowerLimit(turnedWrong, turnedRight, samples), (sum - left) / population),
    high: Math.min(-lowerLimit(turnedRight, turnedWrong, samples), (sum + left) / population),
  };
}

/** The drop in accuracy on the samples drawn, and how far its interval reaches from it, to the further side. */
export function estimatedDrop(counts: DrawnCounts): DropInterval & {
  readonly drop: number;
  readonly reach: number;
} {
  const interval = confidenceInterval(counts);
  const drop = counts.samples === 0 ? 0 : (counts.turnedWrong - counts.turnedRight) / counts.samples;
  return { ...interval, drop, reach: Math.max(interval.high - drop, drop - interval.low) };
}

/**
 * How often over a fair bet that the drop is zero has paid what was staked, whichever way it went: an e-value.
 * Its inverse is a p-value that holds whenever drawing was stopped.
 */
export function evidenceOfChange({ turnedWrong, turnedRight, samples }: DrawnCounts): number {
  const sides = [
    logWealth(turnedWrong, turnedRight, samples, 0),
    logWealth(turnedRight, turnedWrong, samples, 0),
  ];
  return (Math.exp(sides[0]) + Math.exp(sides[1])) / 2;
}

/** The largest m up to which a bet on the mean being above it has won enough; -1 where there is none. */
function lowerLimit(up: number, down: number, samples: number): number {
  let low = -1;
  let high = samples === 0 ? -1 : (up - down) / samples;
  // What a bet has won falls with m.
  while (high - low > 1e-7) {
    const middle = (low + high) / 2;
    if (logWealth(up, down, samples, middle) >= logThreshold) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * ln of what stakes have become, mixed: each of `up` samples multiplies by 1 + s (1 - m) / (1 + m), each of
 * `down` by 1 - s, every other by 1 - s m / (1 + m).
 */
function logWealth(up: number, down: number, samples: number, mean: number): number {
  const same = samples - up - down;
  const scale = 1 + mean;
  let highest = -Infinity;
  const logs = stakes.map((stake) => {
    const log =
      Math.log(stake / allStakes) +
      up * Math.log1p((stake * (1 - mean)) / scale) +
      down * Math.log1p(-stake) +
      same * Math.log1p((-stake * mean) / scale);
    if (log > highest) highest = log;
    return log;
  });
  return highest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - highest), 0));
}
