import * as l10n from '@vscode/l10n';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { InputError } from '../inputError.js';
import { FileBytes, type ByteSource } from './byteSource.js';
import { DecompressedBytes } from './decompressedBytes.js';

/** Enough for every format to recognise its own. */
const headBytes = 64;

/** An open data file, a gzip wrapping taken off. */
export interface DataFile {
  /** Base name, as messages call it and formats judge it. */
  readonly name: string;
  readonly path: string;
  readonly handle: FileHandle;
  readonly gzipped: boolean;
  /** The file as it lies on the disk. */
  readonly raw: ByteSource;
  /** What it holds. */
  readonly bytes: ByteSource;
  /** The first bytes of what it holds. */
  readonly head: Uint8Array;
  close(): Promise<void>;
}

/**
 * Opens a file for reading by position.
 * @param name what messages call it; links may have led to a file of another name
 * @throws InputError where it is missing, empty, a folder, or may not be read.
 */
export async function openDataFile(path: string, name: string): Promise<DataFile> {
  const refuse = (error: unknown): never => {
    throw asInputError(error, path);
  };
  // Opening a pipe would wait for someone to write to it.
  const kind = await stat(path).catch(refuse);
  if (kind.isDirectory()) throw new InputError(l10n.t('{0} is a folder; name a data file in it.', name));
  if (!kind.isFile())
    throw new InputError(l10n.t('{0} is not an ordinary file; copy its data into one.', name));
  const handle = await open(path, 'r').catch(refuse);
  try {
    const { size } = await handle.stat();
    if (size === 0) throw emptyFile(name);
    const raw = new FileBytes(handle, 0, size);
    const gzipped = isGzip(await headOf(raw, 2));
    const bytes = gzipped ? new DecompressedBytes(raw, 'gzip', name) : raw;
    const head = await headOf(bytes, headBytes);
    if (head.length === 0) throw emptyFile(name);
    const close = async (): Promise<void> => {
      await bytes.release();
      await handle.close();
    };
    return { name, path, handle, gzipped, raw, bytes, head, close };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** What a failed look at a file or folder means to the person who named it; other errors pass unchanged. */
export function asInputError(error: unknown, path: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new InputError(l10n.t('{0} does not exist; check the name and the folder.', path));
    case 'EACCES':
    case 'EPERM':
      return new InputError(l10n.t('{0} may not be read; give yourself permission to read it.', path));
    case 'EISDIR':
      return new InputError(l10n.t('{0} is a folder; name a data file in it.', path));
    case 'ELOOP':
      return new InputError(
        l10n.t('{0} is a link that leads back to itself; name the file that was meant.', path),
      );
    default:
      return error;
  }
}

function emptyFile(name: string): InputError {
  return new InputError(l10n.t('{0} is empty; fetch or write the file again.', name));
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

async function headOf(bytes: ByteSource, count: number): Promise<Uint8Array> {
  const head = new Uint8Array(count);
  return head.subarray(0, await bytes.read(0, head));
}
