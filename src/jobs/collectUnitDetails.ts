import type { ResultFile } from '../results/schema.js';
import type { JobQueue } from './jobQueue.js';
import type { LiveSession } from './liveSession.js';
import type { JobInputs, MemoryLimit, StoredSample, UnitDetail } from './protocol.js';
import type { LendNetwork, UnitDetailCache } from './unitDetailCache.js';

/** Which units to look at, and which samples to show of each. */
export interface WantedDetails {
  readonly result: ResultFile;
  /** What the result was measured on. */
  readonly inputs: JobInputs;
  readonly memory: MemoryLimit;
  /** Flat indexes. */
  readonly units: readonly number[];
  /** `zero`, `mean`, `resample` or `optimal`. */
  readonly replacement: string;
  /** The samples to show of a unit, as indexes in the data. */
  readonly samplesOf: (detail: UnitDetail) => readonly number[];
  /** Told before each unit how many were looked at. */
  readonly onUnit?: (done: number) => void;
}

export interface CollectedDetails {
  /** In the order of the units that were asked for. */
  readonly details: readonly UnitDetail[];
  /** By their index in the data, each once. */
  readonly samples: ReadonlyMap<number, StoredSample>;
}

/**
 * Looks at several units and shows samples of them, without anybody waiting at a panel. Starts a process only where
 * something is not in the cache, and ends it.
 * @throws InputError where the result tells of no such unit or replacement value, or of other files; JobFailed;
 * JobCancelled.
 */
export async function collectUnitDetails(
  queue: Pick<JobQueue, 'openLive'>,
  cache: UnitDetailCache,
  { result, inputs, memory, units, replacement, samplesOf, onUnit }: WantedDetails,
  signal?: AbortSignal,
): Promise<CollectedDetails> {
  // The range of the data that the result is of.
  const ranged = { ...inputs, samples: result.dataset.samples };
  const open = () => queue.openLive({ inputs: ranged, samples: 1, memory }, () => {});
  let session = null as LiveSession | null;
  const lend: LendNetwork = (ask) => ask((session ??= open()));
  // While files are opened, nothing else can be called off.
  const stop = (): void => void session?.dispose();
  signal?.addEventListener('abort', stop);
  try {
    const details: UnitDetail[] = [];
    for (const unit of units) {
      onUnit?.(details.length);
      details.push(await cache.detail(result, unit, replacement, lend, signal));
    }
    const wanted = [...new Set(details.flatMap(samplesOf))];
    const samples = await cache.samples(result, wanted, lend, signal);
    return { details, samples: new Map(samples.map((sample) => [sample.sample, sample])) };
  } finally {
    signal?.removeEventListener('abort', stop);
    await session?.dispose();
  }
}
