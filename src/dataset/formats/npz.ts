import { openPromise, type Entry } from 'yauzl';
import { InputError } from '../../inputError.js';
import { FileBytes, type ByteSource } from '../byteSource.js';
import type { DataFile } from '../dataFile.js';
import { DecompressedBytes } from '../decompressedBytes.js';
import { labelNames } from '../namePairs.js';
import type { StoredArray } from '../storedArray.js';
import type { DataContent, DataFormat } from './dataFormat.js';
import { openNpyArray } from './npy.js';

const stored = 0;
const deflated = 8;

interface Member {
  readonly method: number;
  readonly encrypted: boolean;
  /** Where its bytes lie in the file. */
  readonly start: number;
  readonly compressedSize: number;
  readonly size: number;
}

/** NumPy's format of several named arrays: a zip file of `.npy` files. */
export const npz: DataFormat = {
  title: '.npz',
  recognises: ({ head, gzipped }) => String.fromCharCode(...head.subarray(0, 4)) === 'PK\x03\x04' && !gzipped,
  open: async (file) => new NpzContent(file, await listMembers(file)),
};

class NpzContent implements DataContent {
  private readonly opened: ByteSource[] = [];

  constructor(
    private readonly file: DataFile,
    private readonly members: ReadonlyMap<string, Member>,
  ) {}

  inputs(key: string | null): Promise<StoredArray> {
    return this.open(key ?? this.only() ?? this.pair().inputs);
  }

  labels(key: string | null): Promise<StoredArray> {
    return this.open(key ?? this.only() ?? this.pair().labels);
  }

  async labelsOf(key: string | null): Promise<StoredArray | null> {
    if (key === null && this.only() !== null) return null;
    const labels = key === null ? [this.pair().labels] : this.partners(key);
    return labels.length === 1 ? this.open(labels[0]) : null;
  }

  async close(): Promise<void> {
    for (const bytes of this.opened) await bytes.release();
  }

  private only(): string | null {
    return this.members.size === 1 ? [...this.members.keys()][0] : null;
  }

  private partners(key: string): string[] {
    return labelNames(key).filter((name) => this.members.has(name));
  }

  /** The one pair of arrays whose names say that they are inputs and labels. */
  private pair(): { readonly inputs: string; readonly labels: string } {
    const found = [...this.members.keys()].flatMap((inputs) =>
      this.partners(inputs).map((labels) => ({ inputs, labels })),
    );
    if (found.length === 1) return found[0];
    throw new InputError(
      `${this.file.name} holds the arrays ${this.listing()}, and their names leave open which are the inputs and which ` +
        `the labels; write a descriptor (NAME.dataset.json) with \`inputs\` as "${this.file.name}#NAME" and ` +
        `\`labels\` likewise.`,
    );
  }

  private async open(key: string): Promise<StoredArray> {
    const member = this.members.get(key);
    const name = `${this.file.name}#${key}`;
    if (member === undefined) {
      throw new InputError(`${this.file.name} holds no array \`${key}\`; it holds ${this.listing()}.`);
    }
    if (member.encrypted || (member.method !== stored && member.method !== deflated)) {
      throw new InputError(
        `${name} is encrypted or compressed in a way that NumPy does not use; save it with numpy.savez.`,
      );
    }
    const packed = new FileBytes(this.file.handle, member.start, member.compressedSize);
    const bytes =
      member.method === stored ? packed : new DecompressedBytes(packed, 'deflate', name, member.size);
    this.opened.push(bytes);
    return openNpyArray(name, bytes);
  }

  private listing(): string {
    return [...this.members.keys()].map((key) => `\`${key}\``).join(', ');
  }
}

async function listMembers(file: DataFile): Promise<Map<string, Member>> {
  const members = new Map<string, Member>();
  try {
    const zip = await openPromise(file.path, { autoClose: false, lazyEntries: true });
    try {
      const entries: Entry[] = [];
      for await (const entry of zip.eachEntry()) if (entry.fileName.endsWith('.npy')) entries.push(entry);
      for (const entry of entries) {
        const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
        members.set(entry.fileName.slice(0, -'.npy'.length), {
          method: entry.compressionMethod,
          encrypted: entry.isEncrypted(),
          start: fileDataStart,
          compressedSize: entry.compressedSize,
          size: entry.uncompressedSize,
        });
      }
    } finally {
      zip.close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0].replace(/\.$/, '') : String(error);
    throw new InputError(`${file.name} is cut short or damaged (${reason}); fetch or write the file again.`);
  }
  if (members.size === 0)
    throw new InputError(`${file.name} holds no .npy arrays; save it with numpy.savez.`);
  return members;
}
