import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { InputError } from '../inputError.js';
import { asInputError } from './dataFile.js';
import { findInFolder } from './dataFolder.js';
import { parseLocation, resolveInside } from './dataLocation.js';
import { dataName } from './dataName.js';
import { descriptorSchema, parseDescriptor, type Descriptor } from './descriptor.js';
import { isPattern } from './fileSets.js';

const largestDescriptor = 2 ** 20;

/** What a person named as data. */
export interface DataSource {
  /** The descriptor; for data without one, that which names its inputs and nothing else. */
  readonly descriptor: Descriptor;
  /** The descriptor's file; null for data without one. */
  readonly descriptorBytes: Uint8Array | null;
  /** Base name of the file that was named, as messages call it. */
  readonly file: string;
  /** Name of the data unless the descriptor gives one. */
  readonly name: string;
  /** The folder that the descriptor's paths are relative to. */
  readonly folder: string;
  /** The real file that one of the descriptor's paths leads to. @throws InputError where it may not. */
  resolve(path: string): Promise<string>;
}

/**
 * Reads a descriptor, or makes do without one: any data file, `file.npz#x`, a folder that holds one set of data, or one of pictures.
 * @throws InputError where there is nothing there, or the descriptor is wrong.
 */
export async function readDataSource(path: string, dataRoots: readonly string[]): Promise<DataSource> {
  const { path: file } = parseLocation(path);
  if (isPattern(file)) return withoutDescriptor(path);
  const found = await stat(file).catch((error: unknown) => {
    throw asInputError(error, path);
  });
  if (found.isDirectory()) {
    const inside = await findInFolder(path);
    return inside === path ? withoutDescriptor(path) : readDataSource(inside, dataRoots);
  }
  return /\.json$/i.test(path) ? readDescriptor(path, found.size, dataRoots) : withoutDescriptor(path);
}

async function readDescriptor(path: string, size: number, dataRoots: readonly string[]): Promise<DataSource> {
  const file = basename(path);
  if (size > largestDescriptor) {
    throw new InputError(
      `${file} is too large for a descriptor (${size} bytes); name a file that describes the data.`,
    );
  }
  const bytes = await readFile(path).catch((error: unknown) => {
    throw asInputError(error, path);
  });
  return {
    descriptor: parseDescriptor(bytes.toString('utf8'), file),
    descriptorBytes: bytes,
    file,
    name: dataName(path),
    folder: dirname(resolve(path)),
    resolve: (inside) => resolveInside(inside, path, dataRoots),
  };
}

function withoutDescriptor(path: string): DataSource {
  return {
    descriptor: descriptorSchema.parse({ inputs: path }),
    descriptorBytes: null,
    file: basename(path),
    name: dataName(path),
    folder: process.cwd(),
    resolve: (named) =>
      realpath(named).catch((error: unknown) => {
        throw asInputError(error, named);
      }),
  };
}
