import { createHash } from 'node:crypto';
import { version } from '../../package.json';
import { computationVersion, type Shard } from '../analysis/shards.js';
import type { EngineNames } from '../engine/engine.js';
import { toBytes } from './plainBytes.js';

/** What shards are shards of. Names no file and no machine. */
export interface ShardSubject {
  /** sha256 in hexadecimal, as a result names it. */
  readonly model: string;
  /** sha256 in hexadecimal, as a result names it. */
  readonly data: string;
  readonly labels: Int32Array;
  /** The first samples as the network takes them: files are read in a way that their bytes don't tell alone. */
  readonly firstSamples: Float32Array;
  readonly sampleShape: readonly number[];
  /** How many samples a run of the network takes: sums of floats depend on it. */
  readonly batchSize: number;
  /** All that ran the network: numbers differ between them by rounding. */
  readonly engine: EngineNames;
}

/** Equal for subjects on which every shard has the same result; hexadecimal. Another program has other names. */
export function subjectName(subject: ShardSubject): string {
  return sha256({ program: version, computation: computationVersion, ...subject });
}

/** A shard's name among those of its subject, by all that it says; hexadecimal. */
export function shardName(shard: Shard): string {
  return sha256(shard);
}

/** Of a plain value (`plainBytes.ts`), in hexadecimal. */
export function sha256(value: unknown): string {
  return createHash('sha256').update(toBytes(value)).digest('hex');
}
