import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { InputError } from '../inputError.js';

/** Deflate never expands further than this. */
const largestExpansion = 1032;
const mostBytes = 2 ** 31;

/**
 * Reads some members of a zip file in memory; those that it lacks are missing from the answer.
 * @throws InputError where the file is damaged, encrypted, or a member claims a size that it can't have.
 */
export async function readZipMembers(
  bytes: Uint8Array,
  wanted: readonly string[],
  file: string,
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
    });
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (!wanted.includes(fileName)) continue;
      refuseMember(entry, file);
      found.set(fileName, await readMember(zip, entry));
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
  if (uncompressedSize > Math.min(mostBytes, compressedSize * largestExpansion + 64)) {
    throw new InputError(
      `${file} says that its ${fileName} takes ${uncompressedSize} bytes, more than can be there; save the model again.`,
    );
  }
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
