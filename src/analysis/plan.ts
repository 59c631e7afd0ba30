import type { ActivityShard, GroupShard, InformationShard, Range, SampleSelection, Shard } from './shards.js';

/** What a plan has to know of a network and its data. Nothing in it depends on the machine. */
export interface PlanFacts {
  readonly samples: number;
  /** Floats of one sample. */
  readonly sampleSize: number;
  /** Samples that one run of the network takes. */
  readonly batchSize: number;
  readonly classCount: number;
}

const samplesPerShard = 1024;
/** Floats of the samples of a shard, which its process keeps for the next shard of the same samples. */
const sampleFloatsPerShard = 2 ** 23;
/** Data are cut into so many ranges at least while each is long enough, so that all processes have work to the end. */
const leastRanges = 32;
const shortestRange = 64;
/** A list of groups is deleted this many at a time. */
const groupsPerShard = 64;
/** Bytes of activities that a shard of mutual information keeps, which needs every sample of its units. */
const activityBytesPerShard = 2 ** 27;

/** Ranges of samples, in whole batches, the same for every measure. */
export function sampleRanges({ samples, sampleSize, batchSize }: PlanFacts): Range[] {
  const most = Math.min(samplesPerShard, sampleFloatsPerShard / sampleSize);
  return cut(0, samples, batchSize * Math.max(1, Math.floor(most / batchSize)));
}

/** Ranges of samples for deletions, of which there are many: shorter where data are few. */
export function deletionRanges(facts: PlanFacts): Range[] {
  const { samples, batchSize } = facts;
  const wanted = Math.max(shortestRange, Math.ceil(samples / leastRanges));
  const size = batchSize * Math.ceil(wanted / batchSize);
  const [longest] = sampleRanges(facts);
  return size < longest.count ? cut(0, samples, size) : sampleRanges(facts);
}

/** Places in the random order of a seed, from `first` up to `end`, in ranges for deletions. */
export function drawnRanges(facts: PlanFacts, draw: number, first: number, end: number): SampleSelection[] {
  return deletionRanges({ ...facts, samples: end - first }).map((range) => {
    return { first: first + range.first, count: range.count, draw };
  });
}

/** Whether the samples of a range are few enough to be kept in memory while a shard runs. */
export function fitsInMemory(range: Range, sampleSize: number): boolean {
  return range.count * sampleSize <= sampleFloatsPerShard;
}

/** In the ranges of deletions, so that every process has a part of it. */
export function planActivity(facts: PlanFacts): ActivityShard[] {
  return deletionRanges(facts).map((samples) => ({ kind: 'activity', samples }));
}

/**
 * @param units flat ranges of the layers that are measured.
 * @param bytes of a unit's activity on a sample.
 */
export function planInformation(
  { samples }: PlanFacts,
  units: readonly Range[],
  bytes: number = Float64Array.BYTES_PER_ELEMENT,
): InformationShard[] {
  const most = Math.max(1, Math.floor(activityBytesPerShard / (bytes * samples)));
  return joined(units)
    .flatMap(({ first, count }) => cut(first, count, most))
    .map((range) => ({ kind: 'information', units: range }));
}

/** Groups of units, a bounded number a shard. */
export function planGroups(
  facts: PlanFacts,
  groups: readonly Int32Array[],
  values: Float32Array,
  loss: boolean,
): GroupShard[] {
  return sampleRanges(facts).flatMap((samples) =>
    cut(0, groups.length, groupsPerShard).map(({ first, count }) => ({
      kind: 'group' as const,
      sets: { kind: 'listed' as const, groups: groups.slice(first, first + count) },
      values,
      samples,
      loss,
    })),
  );
}

/** An order of units, deleted up to each of several lengths. */
export function planPrefixes(
  facts: PlanFacts,
  order: Int32Array,
  lengths: Int32Array,
  values: Float32Array,
  loss: boolean,
): GroupShard[] {
  return sampleRanges(facts).map((samples) => ({
    kind: 'group' as const,
    sets: { kind: 'prefixes' as const, order, lengths },
    values,
    samples,
    loss,
  }));
}

/** The work of a shard, in passes of one sample through the network. */
export function passesOf(shard: Shard, samples: number): number {
  switch (shard.kind) {
    case 'activity':
      return shard.samples.count;
    case 'information':
      return samples;
    case 'timing':
      return 0;
    case 'ablation':
      return shard.samples.count * (shard.units.length + (shard.activity ? 2 : 1));
    case 'group':
      return shard.samples.count * (1 + setsOf(shard));
    case 'noise':
      return shard.samples.count * 2;
    case 'rotation':
      return shard.samples.count * (1 + shard.lengths.length);
  }
}

function setsOf({ sets }: GroupShard): number {
  return sets.kind === 'listed' ? sets.groups.length : sets.lengths.length;
}

function cut(first: number, count: number, most: number): Range[] {
  const pieces = Math.ceil(count / most);
  return Array.from({ length: pieces }, (_, i) => ({
    first: first + i * most,
    count: Math.min(most, count - i * most),
  }));
}

/** Neighbouring ranges as one. */
function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last && last.first + last.count === range.first) {
      result[result.length - 1] = { first: last.first, count: last.count + range.count };
    } else {
      result.push(range);
    }
  }
  return result;
}
