import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../inputError.js';
import type { ByteSource } from './byteSource.js';
import { asInputError, openDataFile } from './dataFile.js';
import { parseLocation } from './dataLocation.js';
import type { DataSource } from './dataSource.js';
import type { ModelInput } from './dataset.js';
import { isPattern, matchingNames } from './fileSets.js';
import type { DataContent, DataRequest } from './formats/dataFormat.js';
import { openContent } from './formats/openContent.js';
import { openImageFolder } from './images/imageFolder.js';
import { JoinedBytes, JoinedContent } from './joinedFiles.js';

/** An open data file, or folder of pictures, and the array in it that is meant. */
export interface OpenFile {
  /** As messages call it. */
  readonly name: string;
  /** What a hash of the data covers of it. */
  readonly raw: ByteSource;
  readonly content: DataContent;
  readonly key: string | null;
}

interface Opened extends Omit<OpenFile, 'key'> {
  close(): Promise<void>;
}

/** The data files of one dataset: each opened once, all closed together. */
export class OpenFiles {
  private readonly opened = new Map<string, Opened>();
  private readonly request: DataRequest;

  /** @param modelInput null where the data is opened to be hashed. */
  constructor(
    private readonly source: DataSource,
    modelInput: ModelInput | null,
  ) {
    this.request = { wishes: source.descriptor, modelInput };
  }

  /** @param written a path as the descriptor gives it, perhaps with `#` and the name of an array */
  async open(written: string): Promise<OpenFile> {
    const { path, key } = parseLocation(written);
    if (isPattern(path)) {
      const { name, raw, content } = await this.openOnce(path, () => this.openSet(path));
      return { name, raw, content, key };
    }
    const real = await this.source.resolve(path);
    const { name, raw, content } = await this.openOnce(real, () => this.openReal(real, path));
    return { name, raw, content, key };
  }

  async close(): Promise<void> {
    for (const opened of this.opened.values()) await opened.close();
    this.opened.clear();
  }

  private async openOnce(real: string, open: () => Promise<Opened>): Promise<Opened> {
    const known = this.opened.get(real);
    if (known !== undefined) return known;
    const opened = await open();
    this.opened.set(real, opened);
    return opened;
  }

  /** Opens all files of a set, as `train-*-of-00002.parquet`, as one. */
  private async openSet(path: string): Promise<Opened> {
    const folder = dirname(path);
    const names = await readdir(await this.source.resolve(folder)).catch((error: unknown) => {
      throw asInputError(error, folder);
    });
    const found = matchingNames(basename(path), names);
    if (found.length === 0)
      throw new InputError(`${path} names no file that is there; check the name and the folder.`);
    const parts: OpenFile[] = [];
    for (const name of found) parts.push(await this.open(join(folder, name)));
    const content = new JoinedContent(
      basename(path),
      parts.map((part) => part.content),
    );
    const raw = new JoinedBytes(parts.map((part) => part.raw));
    // The files are closed each by itself.
    return { name: basename(path), raw, content, close: async () => undefined };
  }

  private async openReal(real: string, path: string): Promise<Opened> {
    const found = await stat(real).catch((error: unknown) => {
      throw asInputError(error, path);
    });
    if (found.isDirectory()) {
      const { name, raw, content } = await openImageFolder(real, path, this.request, this.source);
      return { name, raw, content, close: () => content.close() };
    }
    const file = await openDataFile(real, basename(path));
    try {
      const content = await openContent(file, this.request);
      const close = async (): Promise<void> => {
        await content.close();
        await file.close();
      };
      return { name: file.name, raw: file.raw, content, close };
    } catch (error) {
      await file.close();
      throw error;
    }
  }
}
