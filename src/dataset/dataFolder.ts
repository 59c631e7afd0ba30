import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../inputError.js';
import { asInputError } from './dataFile.js';
import { labelFileNames } from './labelFile.js';

const descriptorName = /\.dataset\.json$/i;
const dataNames = /\.(npz|bin|npy|npy\.gz)$|[-.]idx\d-ubyte(\.gz)?$/i;
const labelsOnly = /[-.]idx1-ubyte(\.gz)?$/i;

/**
 * The one set of data in a folder: its one descriptor, or its one file of inputs.
 * @throws InputError where there is none, or several.
 */
export async function findInFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw asInputError(error, folder);
  });
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const descriptors = names.filter((name) => descriptorName.test(name));
  const data = names.filter((name) => dataNames.test(name) && !labelsOnly.test(name));
  const labels = new Set(data.flatMap((name) => labelFileNames(name)));
  const sets = (descriptors.length > 0 ? descriptors : data.filter((name) => !labels.has(name))).sort();
  if (sets.length === 1) return join(folder, sets[0]);
  if (sets.length === 0) {
    throw new InputError(
      `${folder} holds no data that is understood; name a data file (.npz, .npy, IDX, CIFAR-10 .bin) or a descriptor.`,
    );
  }
  const shown = sets.slice(0, 5).join(', ') + (sets.length > 5 ? ', ...' : '');
  throw new InputError(`${folder} holds ${sets.length} sets of data (${shown}); name the one that is meant.`);
}
