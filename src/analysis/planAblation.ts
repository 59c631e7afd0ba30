import { deletionRanges, type PlanFacts } from './plan.js';
import type { AblationShard, OtherSamples, SampleSelection, UnitConstants, Way } from './shards.js';

/**
 * Each shard of deletions also runs the intact network once: the deletions of one are worth this many such
 * runs, so that it hardly costs.
 */
const passesPerShard = 64;
/** The share of the shards of deletions that are cut in halves, at their end. */
const fineShare = 1 / 4;
/** Of more shards than these the last are short enough as they are. */
const fewShards = 64;
/** Worth at least so many passes, so that running the intact network for each half hardly costs. */
const leastToHalve = 16;
/** Counts that a shard of deletions gives at most, one a unit and class. */
const countsPerShard = 2 ** 20;

/** Units of one layer that are deleted, and how. */
export interface LayerDeletion {
  /** Flat indexes, ascending. */
  readonly units: Int32Array;
  /** Of deleting one unit on a sample, in runs of the whole network. */
  readonly effort: number;
}

/**
 * Every given unit deleted by itself on every sample. Units change slowest, so that a process works at the
 * same layers for as long as it can.
 * @param replaceBy what the units of a shard are replaced by.
 * @param ways how units are deleted, for each hidden layer of the network.
 * @param ranges on which samples, if not on all.
 */
export function planAblation(
  facts: PlanFacts,
  layers: readonly LayerDeletion[],
  replaceBy: (units: Int32Array) => AblationShard['replaceBy'],
  loss: boolean,
  ways: readonly Way[],
  ranges: readonly SampleSelection[] = deletionRanges(facts),
): AblationShard[] {
  const parts = unitLists(layers, facts.classCount).flatMap((list) =>
    ranges.map((samples) => ({ ...list, samples })),
  );
  return withFineEnd(parts).map(({ units, samples }) => ({
    kind: 'ablation' as const,
    units,
    replaceBy: replaceBy(units),
    samples,
    loss,
    ways,
  }));
}

/** Units that are deleted together. */
interface UnitList {
  readonly units: Int32Array;
  /** Of deleting them all on a sample, in runs of the whole network. */
  readonly effort: number;
}

/**
 * The last of few parts in halves, so that processes end about together. A half takes every other unit, since those
 * near the input take longest.
 */
function withFineEnd<Part extends UnitList>(parts: readonly Part[]): readonly Part[] {
  if (parts.length >= fewShards) return parts;
  const fine = Math.floor(parts.length * (1 - fineShare));
  return parts.flatMap((part, i) => {
    if (i < fine || part.effort < leastToHalve) return [part];
    const halves = [0, 1].map((half) => part.units.filter((_, place) => place % 2 === half));
    return halves.map((units) => ({ ...part, units }));
  });
}

/** Units in lists that are worth about the same. */
function unitLists(layers: readonly LayerDeletion[], classes: number): UnitList[] {
  const lists: { units: number[]; effort: number }[] = [{ units: [], effort: 0 }];
  for (const layer of layers) {
    for (const unit of layer.units) {
      let last = lists[lists.length - 1];
      const { units, effort } = last;
      if (units.length > 0 && (effort >= passesPerShard || (units.length + 1) * classes > countsPerShard)) {
        last = { units: [], effort: 0 };
        lists.push(last);
      }
      last.units.push(unit);
      last.effort += layer.effort;
    }
  }
  return lists
    .filter(({ units }) => units.length > 0)
    .map(({ units, effort }) => ({ units: Int32Array.from(units), effort }));
}

/** Constants of units, by flat index, as the shards of an ablation want them. */
export function byConstants(values: Float32Array): (units: Int32Array) => UnitConstants {
  return (units) => ({ kind: 'constants', values: Float32Array.from(units, (unit) => values[unit]) });
}

/** Each sample's outputs from another one, by the derangement of a seed. */
export function byOtherSamples(seed: number): () => OtherSamples {
  return () => ({ kind: 'otherSamples', seed });
}
