import type { ByteSource } from './byteSource.js';
import type { DataContent } from './formats/dataFormat.js';
import { joinedArrays } from './joinedArrays.js';
import type { StoredArray } from './storedArray.js';

/** What several files of one set hold, as if they were one. */
export class JoinedContent implements DataContent {
  readonly carriesLabels?: () => Promise<boolean>;

  /** @param name what messages call the set */
  constructor(
    private readonly name: string,
    private readonly parts: readonly DataContent[],
  ) {
    const [first] = parts;
    if (first.carriesLabels !== undefined)
      this.carriesLabels = () => first.carriesLabels?.() ?? Promise.resolve(false);
  }

  inputs(key: string | null): Promise<StoredArray> {
    return this.joined((part) => part.inputs(key));
  }

  labels(key: string | null): Promise<StoredArray> {
    return this.joined((part) => part.labels(key));
  }

  async labelsOf(key: string | null): Promise<StoredArray | null> {
    const found: StoredArray[] = [];
    for (const part of this.parts) {
      const labels = await part.labelsOf(key);
      if (labels === null) return null;
      found.push(labels);
    }
    return joinedArrays(this.name, found);
  }

  /** Those of one file, or all that the files have between them, sorted. */
  get classNames(): readonly string[] | null {
    const names = this.parts.map(({ classNames }) => classNames ?? null);
    if (names.every((each) => each?.join('\n') === names[0]?.join('\n'))) return names[0];
    const all = names.flatMap((each) => each ?? []);
    return names.includes(null) ? null : [...new Set(all)].sort();
  }

  get padding(): number | undefined {
    return this.parts.find(({ padding }) => padding !== undefined)?.padding;
  }

  get understood(): readonly string[] {
    return [`${this.parts.length} files, one after another`, ...(this.parts[0].understood ?? [])];
  }

  async close(): Promise<void> {
    for (const part of this.parts) await part.close();
  }

  private async joined(open: (part: DataContent) => Promise<StoredArray>): Promise<StoredArray> {
    const arrays: StoredArray[] = [];
    for (const part of this.parts) arrays.push(await open(part));
    return joinedArrays(this.name, arrays);
  }
}

/** The bytes of several sources, one after another, for hashing. */
export class JoinedBytes implements ByteSource {
  readonly limit: number;
  readonly exact: boolean;

  constructor(private readonly parts: readonly ByteSource[]) {
    this.limit = parts.reduce((sum, { limit }) => sum + limit, 0);
    this.exact = parts.every(({ exact }) => exact);
  }

  async read(position: number, into: Uint8Array): Promise<number> {
    let start = 0;
    let filled = 0;
    for (const part of this.parts) {
      const at = position + filled - start;
      if (filled < into.length && at < part.limit) filled += await part.read(at, into.subarray(filled));
      start += part.limit;
    }
    return filled;
  }

  async release(): Promise<void> {
    for (const part of this.parts) await part.release();
  }
}
