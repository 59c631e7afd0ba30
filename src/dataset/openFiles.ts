import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ByteSource } from './byteSource.js';
import { asInputError, openDataFile } from './dataFile.js';
import { parseLocation } from './dataLocation.js';
import type { DataSource } from './dataSource.js';
import type { ModelInput } from './dataset.js';
import type { DataContent, DataRequest } from './formats/dataFormat.js';
import { openContent } from './formats/openContent.js';
import { openImageFolder } from './images/imageFolder.js';

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
    const real = await this.source.resolve(path);
    let opened = this.opened.get(real);
    if (opened === undefined) {
      opened = await this.openReal(real, path);
      this.opened.set(real, opened);
    }
    return { name: opened.name, raw: opened.raw, content: opened.content, key };
  }

  async close(): Promise<void> {
    for (const opened of this.opened.values()) await opened.close();
    this.opened.clear();
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
