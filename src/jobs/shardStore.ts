import { randomUUID } from 'node:crypto';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheBytes, cleanCache, journalPath, journalsIn, removeJournals } from './shardCache.js';
import { JournalReader, journalEntry, journalHead, type KeptResult } from './shardJournal.js';

/** So much work may be lost at most when a process is killed. */
const flushMs = 1000;
const flushBytes = 2 ** 22;

/**
 * Results of a subject's shards, kept on disk until its analysis is done. Several processes may keep results of
 * the same subject: each writes to a journal of its own, and reads those that were there when it began.
 * A disk that is full or can't be written to is no reason to fail: what can't be kept is run again.
 */
export class ShardStore {
  readonly #folder: string;
  readonly #subject: string;
  readonly #own: string;
  readonly #readers: ReadonlyMap<string, JournalReader>;
  #roomBytes: number;
  #file: FileHandle | null = null;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #lastFlush = performance.now();

  private constructor(
    folder: string,
    subject: string,
    readers: ReadonlyMap<string, JournalReader>,
    roomBytes: number,
  ) {
    this.#folder = folder;
    this.#subject = subject;
    this.#own = journalPath(folder, randomUUID());
    this.#readers = readers;
    this.#roomBytes = roomBytes;
  }

  /**
   * @param subject its name (`shardNames.ts`).
   * @param mostBytes that may be kept in the cache.
   */
  static async open(cacheFolder: string, subject: string, mostBytes = cacheBytes): Promise<ShardStore> {
    await cleanCache(cacheFolder, Date.now(), mostBytes);
    const folder = join(cacheFolder, subject);
    const readers = new Map<string, JournalReader>();
    let bytes = 0;
    for (const journal of await journalsIn(folder)) {
      const reader = await JournalReader.open(journal.path, subject);
      if (reader) readers.set(journal.path, reader);
      bytes += journal.bytes;
    }
    return new ShardStore(folder, subject, readers, mostBytes - bytes);
  }

  /** A result that was kept before this store was opened; null where there is none, or a damaged one. */
  async find(shard: string): Promise<KeptResult | null> {
    for (const reader of this.#readers.values()) {
      const kept = await reader.find(shard);
      if (kept) return kept;
    }
    return null;
  }

  /** Keeps a result, on disk within a second. */
  keep(shard: string, kept: KeptResult): void {
    const entry = journalEntry(shard, kept);
    if (entry.length > this.#roomBytes) return;
    this.#roomBytes -= entry.length;
    this.#pending.push(entry);
    this.#pendingBytes += entry.length;
    const wait = this.#lastFlush + flushMs - performance.now();
    if (wait <= 0 || this.#pendingBytes >= flushBytes) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), wait);
  }

  /** Writes what is still to be written. */
  async close(): Promise<void> {
    this.#flush();
    await this.#writing;
    await this.#file?.close().catch(() => {});
    for (const reader of this.#readers.values()) await reader.close().catch(() => {});
  }

  /** Removes what was kept, now that the analysis is done. */
  async remove(): Promise<void> {
    this.#pending = [];
    this.#roomBytes = 0;
    await this.close();
    await removeJournals(this.#folder, [...this.#readers.keys(), this.#own]);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastFlush = performance.now();
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    if (bytes.length === 0) return;
    this.#writing = this.#writing
      .then(() => this.#append(bytes))
      .catch(() => {
        // Behind an entry that is not whole, no other would be found.
        this.#roomBytes = 0;
      });
  }

  async #append(bytes: Uint8Array): Promise<void> {
    if (!this.#file) {
      await mkdir(this.#folder, { recursive: true });
      this.#file = await open(this.#own, 'wx');
      await this.#file.writeFile(journalHead(this.#subject));
    }
    await this.#file.writeFile(bytes);
  }
}
