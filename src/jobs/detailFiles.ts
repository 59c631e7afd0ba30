import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UnitDetail } from './protocol.js';
import { fromBytes, toBytes } from './plainBytes.js';
import { outlived } from './shardCache.js';

/*
 * A file of the cache's folder `details` is called by the name of what it holds, and is:
 *
 *   8 bytes   `UIDETAIL`
 *   32 bytes  that name
 *   32 bytes  checksum: sha256 of what is behind it
 *   ...       the detail (`plainBytes.ts`)
 */

const magic = Buffer.from('UIDETAIL', 'latin1');
const nameAt = magic.length;
const checksumAt = nameAt + 32;
const contentAt = checksumAt + 32;

/** Bytes of all files that are kept. */
const mostKeptBytes = 100e6;

/**
 * Details of units on disk, from one start of the program to the next. A disk that is full or can't be written to is no
 * reason to fail: what can't be kept is measured again.
 */
export class DetailFiles {
  readonly #folder: string;

  /** @param cacheFolder where results of shards are kept too. */
  constructor(
    cacheFolder: string,
    private readonly mostBytes = mostKeptBytes,
  ) {
    this.#folder = join(cacheFolder, 'details');
  }

  /**
   * Null where there is no such detail, or a damaged one.
   * @param name hexadecimal, of 32 bytes.
   */
  async find(name: string): Promise<UnitDetail | null> {
    try {
      const bytes = await readFile(join(this.#folder, name));
      const content = bytes.subarray(contentAt);
      const isWhole = bytes.subarray(0, contentAt).equals(headOf(name, content));
      return isWhole ? (fromBytes(content) as UnitDetail) : null;
    } catch {
      return null;
    }
  }

  /** Writes a detail whole or not at all. */
  async keep(name: string, detail: UnitDetail): Promise<void> {
    const partial = join(this.#folder, `${name}.${randomUUID()}.partial`);
    try {
      const content = toBytes(detail);
      await mkdir(this.#folder, { recursive: true });
      await writeFile(partial, Buffer.concat([headOf(name, content), content]));
      await rename(partial, join(this.#folder, name));
      await this.#clean();
    } catch {
      await rm(partial, { force: true }).catch(() => {});
    }
  }

  async #clean(): Promise<void> {
    const found = await Promise.all(
      (await readdir(this.#folder)).map(async (name) => {
        const path = join(this.#folder, name);
        // Another process may have removed it since.
        const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: Date.now() }));
        return { path, bytes: size, written: mtimeMs };
      }),
    );
    for (const { path } of outlived(found, Date.now(), this.mostBytes)) await rm(path, { force: true });
  }
}

function headOf(name: string, content: Uint8Array): Buffer {
  const checksum = createHash('sha256').update(content).digest();
  return Buffer.concat([magic, Buffer.from(name, 'hex'), checksum]);
}
