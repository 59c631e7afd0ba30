import type { PredictedNumbers, UnitDetail } from '../unitDetail.js';
import { seededRandom } from './seededRandom.js';

/** A sample whose answer turns from right to wrong when a unit is deleted, or from wrong to right; of a regression comes nearer or farther. */
export interface TurnedSample {
  readonly sample: number;
  /** As `UnitDetail.expected`. */
  readonly label: number;
  /** What the network answered with, intact and without the unit. */
  readonly before: number;
  readonly after: number;
  /** By how much the probability of the label falls; negative where it rises. */
  readonly confidenceLost: number;
}

/** The samples that tell what a unit does. Samples are indexes in the data. */
export interface UnitGallery {
  /** Most confidence lost first; all there are. */
  readonly turnedWrong: readonly TurnedSample[];
  /** Most confidence gained first; all there are. */
  readonly turnedRight: readonly TurnedSample[];
  /** Most active first. */
  readonly mostExciting: readonly number[];
  /** Least active first, evenly spaced by rank among samples above the lowest activity. */
  readonly acrossRange: readonly number[];
  /** How many samples those across the range were taken from. */
  readonly aboveLowest: number;
  /** Least active first; in the order of the data where they were drawn. */
  readonly least: readonly number[];
  /** How many samples share the lowest activity, where `least` had to be drawn from them at random; else null. */
  readonly drawnFrom: number | null;
}

/**
 * Chooses the samples to show of a unit.
 * @param count how many at most of the most exciting, across the range, and of the least.
 * @param seed of the draw among samples that tie at the lowest activity.
 */
export function unitGallery(detail: UnitDetail, count: number, seed: number): UnitGallery {
  const { activity } = detail;
  // Ties in the order of the data, so that the same samples are chosen every time.
  const ranked = Array.from(activity.keys()).sort((a, b) => activity[a] - activity[b] || a - b);
  const lowest = ranked.filter((sample) => activity[sample] === activity[ranked[0]]);
  const isDrawn = lowest.length > count;
  const above = isDrawn ? ranked.slice(lowest.length) : ranked;
  const most = [...above].sort((a, b) => activity[b] - activity[a] || a - b);
  return {
    ...turnedSamples(detail),
    // A unit that is as active on nearly every sample has few that excite it more.
    mostExciting: [...most, ...(isDrawn ? lowest : [])].slice(0, count),
    acrossRange: evenlySpaced(above, count),
    aboveLowest: above.length,
    least: isDrawn ? draw(lowest, count, seed) : ranked.slice(0, count),
    drawnFrom: isDrawn ? lowest.length : null,
  };
}

/** The samples whose answer turns wrong, and right, when the unit is deleted. */
export function turnedSamples(detail: UnitDetail): Pick<UnitGallery, 'turnedWrong' | 'turnedRight'> {
  if (detail.numbers !== null) return shiftedSamples(detail.numbers);
  const { labels, expected, before, after, confidenceBefore, confidenceAfter } = detail;
  const turned = (isTurned: (sample: number) => boolean): TurnedSample[] =>
    Array.from(labels.keys())
      .filter(isTurned)
      .map((sample) => ({
        sample,
        label: expected[sample],
        before: before[sample],
        after: after[sample],
        confidenceLost: confidenceBefore[sample] - confidenceAfter[sample],
      }));
  const wrong = turned((i) => before[i] === expected[i] && after[i] !== expected[i]);
  const right = turned((i) => before[i] !== expected[i] && after[i] === expected[i]);
  return {
    turnedWrong: wrong.sort((a, b) => b.confidenceLost - a.confidenceLost || a.sample - b.sample),
    turnedRight: right.sort((a, b) => a.confidenceLost - b.confidenceLost || a.sample - b.sample),
  };
}

/** Of a regression those whose error rises without the unit, and those whose error falls, both by how much. */
function shiftedSamples({
  width,
  targets,
  before,
  after,
}: PredictedNumbers): Pick<UnitGallery, 'turnedWrong' | 'turnedRight'> {
  const rises = new Float64Array(targets.length / width);
  for (let i = 0; i < targets.length; i++)
    rises[Math.floor(i / width)] += (after[i] - targets[i]) ** 2 - (before[i] - targets[i]) ** 2;
  const none = { label: 0, before: 0, after: 0, confidenceLost: 0 };
  const ranked = [...rises.keys()].filter((sample) => rises[sample] !== 0);
  const shifted = (way: 1 | -1): TurnedSample[] =>
    ranked
      .filter((sample) => way * rises[sample] > 0)
      .sort((a, b) => way * (rises[b] - rises[a]) || a - b)
      .map((sample) => ({ sample, ...none }));
  return { turnedWrong: shifted(1), turnedRight: shifted(-1) };
}

/** Samples at evenly spaced places strictly between the first and the last; all between where there are few. */
function evenlySpaced(ranked: readonly number[], count: number): number[] {
  const between = ranked.slice(1, -1);
  if (between.length <= count) return between;
  return Array.from({ length: count }, (_, i) => {
    // The ends of the range stand beside them; so places are spaced as if these were counted.
    const place = Math.round(((i + 1) * (ranked.length - 1)) / (count + 1));
    return ranked[place];
  });
}

/** So many of the samples, by the first steps of Fisher and Yates, in the order of the data. */
function draw(samples: readonly number[], count: number, seed: number): number[] {
  const random = seededRandom(seed);
  const drawn = [...samples];
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(random() * (drawn.length - i));
    [drawn[i], drawn[other]] = [drawn[other], drawn[i]];
  }
  return drawn.slice(0, count).sort((a, b) => a - b);
}
