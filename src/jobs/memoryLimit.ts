import * as l10n from '@vscode/l10n';
import { totalmem } from 'node:os';
import { InputError } from '../inputError.js';
import { formatBytes } from '../results/derive/numberFormat.js';
import type { MemoryLimit } from './protocol.js';

const units: Readonly<Record<string, number>> = {
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/**
 * `500MB`, `2GB`, or a share of the machine's memory, `25%`.
 * @param named what a person called it, for the message.
 * @throws InputError where the text is none of these.
 */
export function parseMemory(named: string, text: string): MemoryLimit {
  const [, digits = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*(%|[a-z]+)\s*$/i.exec(text) ?? [];
  const value = Number(digits);
  const size = units[unit.toLowerCase()];
  if (value > 0 && unit === '%' && value <= 100) return { share: value / 100 };
  if (value > 0 && size !== undefined) return { bytes: Math.floor(value * size) };
  throw new InputError(
    l10n.t('{0} takes a size as 500MB or 2GB, or a share as 25%, and "{1}" is none.', named, text),
  );
}

/** A share of a small machine is no less than this, with which little can be run. */
const leastShareBytes = 256e6;

/** A limit in bytes; a share is of what this process may use of the machine. */
export function memoryBytesOf(limit: MemoryLimit, machineBytes = machineMemory()): number {
  if ('bytes' in limit) return limit.bytes;
  return Math.max(leastShareBytes, Math.floor(limit.share * machineBytes));
}

/** What the machine has, or what the group of processes that this one belongs to may use of it. */
function machineMemory(): number {
  // Zero, or more than any machine has, where there is no such bound.
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(totalmem(), constrained) : totalmem();
}

/** What one process takes beside its model: Node.js, the engine, and what is read of the data at a time. */
const processBytes = 190e6;
/** A model is in memory as its file, as a graph, and in several sessions of the engine: so many times at the peak. */
const modelCopies = 6;
/** A batch's inputs and outputs of units are there, in the engine and out of it, this many times. */
const batchCopies = 3;

/** What running a network takes. */
export interface MemoryNeeds {
  /** Of the model's files. */
  readonly modelBytes: number;
  /** Of a batch's inputs and of all units' outputs on it. */
  readonly batchBytes: number;
}

/** About what a process takes with which a network is run at all. */
export function leastMemory({ modelBytes, batchBytes }: MemoryNeeds): number {
  return processBytes + modelCopies * modelBytes + batchCopies * batchBytes;
}

/**
 * What a process may keep in memory to save itself work, beside what it takes to run the network at all.
 * @throws InputError where that alone is more than the limit.
 */
export function workingMemory(limitBytes: number, needs: MemoryNeeds, model: string): number {
  const least = leastMemory(needs);
  if (limitBytes >= least) return limitBytes - least;
  throw new InputError(
    l10n.t(
      'A memory limit of {0} is too little for {1}, which takes about {2} to run: allow more with --memory, or in VS Code with the setting unitImportance.memory.',
      formatBytes(limitBytes),
      model,
      formatBytes(least),
    ),
  );
}

/** How many processes run shards, and what each may take. */
export interface MemoryShare {
  readonly workers: number;
  readonly bytes: number;
}

/**
 * Divides memory among the workers and the process that coordinates them; a single worker coordinates itself.
 * There are fewer workers than asked for where they would not all fit.
 * @param leastBytes of one process.
 */
export function divideMemory(limitBytes: number, leastBytes: number, workers: number): MemoryShare {
  const fitting = Math.min(workers, Math.floor(limitBytes / leastBytes) - 1);
  if (fitting < 2) return { workers: 1, bytes: limitBytes };
  return { workers: fitting, bytes: Math.floor(limitBytes / (fitting + 1)) };
}
