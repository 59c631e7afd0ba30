import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { labelNames } from './namePairs.js';

/** The names under which the labels of a file of inputs are looked for beside it, gzipped or not. */
export function labelFileNames(name: string): string[] {
  const plain = name.replace(/\.gz$/i, '');
  return labelNames(plain).flatMap((labels) =>
    plain === name ? [labels, `${labels}.gz`] : [`${labels}.gz`, labels],
  );
}

/** The files of labels that are looked for in a folder of pictures, then beside it. */
const folderLabelNames = ['labels.csv', 'labels.tsv'];

/**
 * The file of labels that lies beside a file of inputs, or in or beside a folder of them, or null.
 * @param inputs path as written, relative to `folder`; the answer is written likewise
 */
export async function findLabelFile(inputs: string, folder: string): Promise<string | null> {
  const kindOf = (path: string): Promise<Stats | null> => stat(resolve(folder, path)).catch(() => null);
  const isFolder = (await kindOf(inputs))?.isDirectory() === true;
  const paths = isFolder
    ? [inputs, dirname(inputs)].flatMap((place) => folderLabelNames.map((name) => join(place, name)))
    : labelFileNames(basename(inputs)).map((name) => join(dirname(inputs), name));
  for (const path of paths) if ((await kindOf(path))?.isFile() === true) return path;
  return null;
}
