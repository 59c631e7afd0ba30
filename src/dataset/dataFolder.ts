import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../inputError.js';
import { asInputError } from './dataFile.js';
import { asSets } from './fileSets.js';
import { isImageName } from './images/imageType.js';
import { labelFileNames } from './labelFile.js';

const descriptorName = /\.dataset\.json$/i;
const dataNames =
  /\.(npz|bin|npy|npy\.gz|h5|hdf5|parquet|arrow|feather|tfrecords?|pkl|pickle)$|\.tfrecord-\d+-of-\d+$|[-.]idx\d-ubyte(\.gz)?$|^(data_batch_\d+|test_batch)$/i;
const tableNames = /\.(csv|tsv|jsonl|ndjson)(\.gz)?$/i;
const labelsOnly = /[-.]idx1-ubyte(\.gz)?$/i;

/**
 * The one set of data in a folder: its one descriptor, its one file of inputs, or the folder itself where it holds pictures or
 * class folders of them. Pictures go before the tables that lie with them, which may be their labels.
 * @throws InputError where there is none, or several.
 */
export async function findInFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw asInputError(error, folder);
  });
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const descriptors = names.filter((name) => descriptorName.test(name));
  const arrays = withoutLabels(names.filter((name) => dataNames.test(name)));
  const pictures = names.filter((name) => isImageName(name));
  const tables = pictures.length > 0 ? [] : withoutLabels(names.filter((name) => tableNames.test(name)));
  const data = arrays.length > 0 ? arrays : tables;
  const sets = asSets(descriptors.length > 0 ? descriptors : data).sort();
  if (sets.length === 1) return join(folder, sets[0]);
  if (sets.length === 0) {
    if (pictures.length > 0 || (await holdsImages(folder, entries))) return folder;
    throw new InputError(
      `${folder} holds no data that is understood; name a data file (.npz, .npy, IDX, CIFAR-10, .csv, .tsv, .jsonl, .parquet, .h5, .arrow, .tfrecord), a folder ` +
        `of pictures, or a descriptor.`,
    );
  }
  const shown = sets.slice(0, 5).join(', ') + (sets.length > 5 ? ', ...' : '');
  throw new InputError(`${folder} holds ${sets.length} sets of data (${shown}); name the one that is meant.`);
}

/** The files of inputs among the names of files. */
function withoutLabels(names: readonly string[]): string[] {
  const labels = new Set(names.flatMap((name) => labelFileNames(name)));
  return names.filter((name) => !labels.has(name) && !labelsOnly.test(name));
}

/** Folders of class folders may lie in `train` and `test`. */
const deepestLook = 2;

/** Whether pictures lie in a folder's own folders. */
async function holdsImages(folder: string, entries: readonly Dirent[], depth = 1): Promise<boolean> {
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.isFile()) continue;
    const path = join(folder, entry.name);
    const inside = await readdir(path, { withFileTypes: true }).catch(() => []);
    if (inside.some(({ name }) => isImageName(name))) return true;
    if (depth < deepestLook && (await holdsImages(path, inside, depth + 1))) return true;
  }
  return false;
}
