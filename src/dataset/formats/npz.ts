import { openPromise, type Entry } from 'yauzl';
import { InputError } from '../../inputError.js';
import { FileBytes, type ByteSource } from '../byteSource.js';
import type { DataFile } from '../dataFile.js';
import { DecompressedBytes } from '../decompressedBytes.js';
import type { StoredArray } from '../storedArray.js';
import type { DataFormat } from './dataFormat.js';
import { NamedArrays, type ArrayNames } from './namedArrays.js';
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
  open: async (file) => new NamedArrays(new ZippedArrays(file, await listMembers(file))),
};

class ZippedArrays implements ArrayNames {
  readonly file: string;
  readonly names: readonly string[];
  private readonly opened: ByteSource[] = [];

  constructor(
    private readonly zip: DataFile,
    private readonly members: ReadonlyMap<string, Member>,
  ) {
    this.file = zip.name;
    this.names = [...members.keys()];
  }

  async open(key: string): Promise<StoredArray> {
    const member = this.members.get(key);
    const name = `${this.file}#${key}`;
    if (member === undefined) throw new Error(`${name} is not there`);
    if (member.encrypted || (member.method !== stored && member.method !== deflated)) {
      throw new InputError(
        `${name} is encrypted or compressed in a way that NumPy does not use; save it with numpy.savez.`,
      );
    }
    const packed = new FileBytes(this.zip.handle, member.start, member.compressedSize);
    const bytes =
      member.method === stored ? packed : new DecompressedBytes(packed, 'deflate', name, member.size);
    this.opened.push(bytes);
    return openNpyArray(name, bytes);
  }

  async close(): Promise<void> {
    for (const bytes of this.opened) await bytes.release();
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
