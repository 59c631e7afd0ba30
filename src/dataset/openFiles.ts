import { basename } from 'node:path';
import { openDataFile, type DataFile } from './dataFile.js';
import { parseLocation } from './dataLocation.js';
import type { DataSource } from './dataSource.js';
import type { DataContent } from './formats/dataFormat.js';
import { openContent } from './formats/openContent.js';

/** An open data file and the array in it that is meant. */
export interface OpenFile {
  readonly file: DataFile;
  readonly content: DataContent;
  readonly key: string | null;
}

/** The data files of one dataset: each opened once, all closed together. */
export class OpenFiles {
  private readonly opened = new Map<string, Omit<OpenFile, 'key'>>();

  constructor(private readonly source: DataSource) {}

  /** @param written a path as the descriptor gives it, perhaps with `#` and the name of an array */
  async open(written: string): Promise<OpenFile> {
    const { path, key } = parseLocation(written);
    const real = await this.source.resolve(path);
    const known = this.opened.get(real);
    if (known !== undefined) return { ...known, key };
    const file = await openDataFile(real, basename(path));
    try {
      const content = await openContent(file);
      this.opened.set(real, { file, content });
      return { file, content, key };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const { file, content } of this.opened.values()) {
      await content.close();
      await file.close();
    }
    this.opened.clear();
  }
}
