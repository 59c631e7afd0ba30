import type { Range, TimingShard, Way } from '../shards.js';
import type { NetworkWays, WayEstimate } from './planWays.js';

/** Ways whose estimates differ by less than this are timed. */
const close = 1.25;
/** What a timing must be worth: work that it may save, in multiply-adds (about a second of a core). */
const worthTiming = 1e11;
/** Samples that a way is timed on. */
const timedSamples = 64;

/** How the units of each layer are going to be deleted. */
export interface ChosenWays {
  /** For each hidden layer. */
  readonly ways: readonly Way[];
  /** For each hidden layer, about: of deleting one unit on a sample, in runs of the whole network. */
  readonly efforts: readonly number[];
}

/**
 * What has to be timed before the ways can be chosen: for layers whose units are many enough for it to
 * matter, the ways that estimates can't tell apart.
 * @param units number of units to delete of each hidden layer.
 */
export function timingsFor({ layers }: NetworkWays, units: readonly number[], samples: Range): TimingShard[] {
  return layers.flatMap(({ ways }, layer) => {
    const rivals = rivalsOf(ways);
    const saving = (rivals.at(-1)?.work ?? 0) - ways[0].work;
    if (rivals.length < 2 || saving * units[layer] * samples.count < worthTiming) return [];
    const timed = { first: samples.first, count: Math.min(samples.count, timedSamples) };
    return rivals.map(({ way }): TimingShard => ({ kind: 'timing', layer, way, samples: timed }));
  });
}

/** @param milliseconds by layer and way, what was timed. */
export function chooseWays(
  { work, layers }: NetworkWays,
  milliseconds: ReadonlyMap<string, number>,
): ChosenWays {
  const chosen = layers.map(({ ways }, layer) => {
    const time = ({ way }: WayEstimate) => milliseconds.get(timingKey(layer, way)) ?? Infinity;
    return ways.reduce((best, other) => (time(other) < time(best) ? other : best));
  });
  return {
    ways: chosen.map(({ way }) => way),
    // Estimated ones, so that shards are cut alike whatever was timed.
    efforts: layers.map(({ ways }) => ways[0].work / work),
  };
}

export function timingKey(layer: number, way: Way): string {
  return `${layer} ${way}`;
}

/** The ways that may be the fastest, by their estimates. Masks run all that the others do, and more. */
function rivalsOf(ways: readonly WayEstimate[]): WayEstimate[] {
  return ways.filter(({ way, work }) => way !== 'masks' && work <= close * ways[0].work);
}
