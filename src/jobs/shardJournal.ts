import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { ShardResult } from '../analysis/shards.js';
import { fromBytes, toBytes } from './plainBytes.js';

/*
 * A journal is a file that results of shards are appended to:
 *
 *   8 bytes   `UISHARD1`
 *   32 bytes  the name of the subject
 *
 * and then for each result:
 *
 *   4 bytes   length of what is behind the checksum, uint32, little-endian
 *   32 bytes  checksum: sha256 of what is behind it
 *   32 bytes  the name of the shard
 *   8 bytes   the work that it was, float64, little-endian
 *   ...       the result (`plainBytes.ts`)
 *
 * Whoever writes may be killed at any time, and then the last entry is not whole.
 */

const magic = Buffer.from('UISHARD1', 'latin1');
const headLength = magic.length + 32;
const checksumAt = 4;
const contentAt = checksumAt + 32;
const workAt = 32;
const resultAt = workAt + 8;

/** A shard's result, and the work that it was, in passes of one sample through the network. */
export interface KeptResult {
  readonly result: ShardResult;
  readonly passes: number;
}

/** How a journal of a subject begins. Names are hexadecimal. */
export function journalHead(subject: string): Uint8Array {
  return Buffer.concat([magic, Buffer.from(subject, 'hex')]);
}

/** A result as a journal has it. */
export function journalEntry(shard: string, { result, passes }: KeptResult): Uint8Array {
  const work = Buffer.alloc(8);
  work.writeDoubleLE(passes);
  const content = Buffer.concat([Buffer.from(shard, 'hex'), work, toBytes(result)]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  return Buffer.concat([length, checksum(content), content]);
}

type EntryPlaces = ReadonlyMap<string, { readonly at: number; readonly length: number }>;

/** Reads a journal. What is damaged in it counts as not kept. */
export class JournalReader {
  readonly #file: FileHandle;
  /** Where the entries of shards are, by the shard's name. */
  readonly #entries: EntryPlaces;

  private constructor(file: FileHandle, entries: EntryPlaces) {
    this.#file = file;
    this.#entries = entries;
  }

  /** Null where the file can't be read, or is no journal of the subject. */
  static async open(path: string, subject: string): Promise<JournalReader | null> {
    const file = await open(path).catch(() => null);
    if (!file) return null;
    try {
      const head = await read(file, 0, headLength);
      if (head?.equals(journalHead(subject))) return new JournalReader(file, await findEntries(file));
    } catch {
      // A disk that can't be read has nothing to go on from.
    }
    await file.close();
    return null;
  }

  /** Null where the journal has no such result, or a damaged one. */
  async find(shard: string): Promise<KeptResult | null> {
    const entry = this.#entries.get(shard);
    if (!entry) return null;
    try {
      const bytes = await read(this.#file, entry.at, contentAt + entry.length);
      const content = bytes?.subarray(contentAt);
      if (!bytes || !content || !checksum(content).equals(bytes.subarray(checksumAt, contentAt))) return null;
      const passes = content.readDoubleLE(workAt);
      return { result: fromBytes(content.subarray(resultAt)) as ShardResult, passes };
    } catch {
      return null;
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** Goes from entry to entry by their lengths; whether one is whole is seen when it is wanted. */
async function findEntries(file: FileHandle): Promise<EntryPlaces> {
  const entries = new Map<string, { readonly at: number; readonly length: number }>();
  const { size } = await file.stat();
  for (let at = headLength; ;) {
    const start = await read(file, at, contentAt + resultAt);
    const length = start?.readUInt32LE() ?? 0;
    const next = at + contentAt + length;
    if (!start || length < resultAt || next > size) return entries;
    entries.set(start.toString('hex', contentAt, contentAt + workAt), { at, length });
    at = next;
  }
}

/** Null where the file ends before. */
async function read(file: FileHandle, at: number, length: number): Promise<Buffer | null> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) return null;
    done += bytesRead;
  }
  return bytes;
}

function checksum(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
