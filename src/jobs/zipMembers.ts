import { fromRandomAccessReaderPromise, type Entry, type ZipFile } from 'yauzl';
import { InputError } from '../inputError.js';
import { rangeOf, storedBytes, type SomeBytes } from '../model/formats/storedBytes.js';
import { ZipReader } from './zipReader.js';

/** Deflate never expands further than this. */
const largestExpansion = 1032;
const mostBytes = 2 ** 31;

/**
 * Some members of a zip file; those that it lacks are missing from the answer. What is stored as it is stays where it is and is
 * read there, what is compressed is unpacked into memory.
 * @throws InputError where the file is damaged, encrypted, or a member claims a size that it can't have.
 */
export async function readZipMembers(
  given: SomeBytes,
  wanted: readonly string[],
  file: string,
): Promise<Map<string, SomeBytes>> {
  const bytes = storedBytes(given);
  const found = new Map<string, SomeBytes>();
  try {
    const options = { lazyEntries: true, autoClose: false };
    const zip = await fromRandomAccessReaderPromise(new ZipReader(bytes), bytes.size, options);
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (!wanted.includes(fileName)) continue;
      refuseMember(entry, file);
      if (entry.compressionMethod === 0) {
        const start = await startOfMember(zip, entry);
        if (start + entry.uncompressedSize > bytes.size) throw new Error(`${fileName} ends behind the file`);
        found.set(fileName, rangeOf(bytes, start, entry.uncompressedSize));
      } else found.set(fileName, await readMember(zip, entry));
    }
  } catch (error) {
    throw damagedZip(error, file);
  }
  return found;
}

/** @throws InputError where a member is encrypted, or claims a size that it can't have. */
export function refuseMember(entry: Entry, file: string): void {
  const { fileName, uncompressedSize, compressedSize } = entry;
  if (entry.isEncrypted()) {
    throw new InputError(
      `${file} is encrypted, which can't be read; save the model again without a password.`,
    );
  }
  // What is stored as it is takes no memory of its own.
  const most = entry.compressionMethod === 0 ? Infinity : mostBytes;
  if (uncompressedSize > Math.min(most, compressedSize * largestExpansion + 64)) {
    throw new InputError(
      `${file} says that its ${fileName} takes ${uncompressedSize} bytes, more than can be there; save the model again.`,
    );
  }
}

/** Where the bytes of a member begin in the file. */
export async function startOfMember(zip: ZipFile, entry: Entry): Promise<number> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  return fileDataStart;
}

/** All of a member that was found to be sound. */
export async function readMember(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const whole = new Uint8Array(entry.uncompressedSize);
  let at = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    whole.set(chunk as Uint8Array, at);
    at += (chunk as Uint8Array).length;
  }
  return whole;
}

/** What went wrong with a zip file, in words. */
export function damagedZip(error: unknown, file: string): InputError {
  if (error instanceof InputError) return error;
  const reason = error instanceof Error ? error.message.split('. ')[0].replace(/\.$/, '') : String(error);
  return new InputError(`${file} is cut short or damaged (${reason}); copy or save it again.`);
}
