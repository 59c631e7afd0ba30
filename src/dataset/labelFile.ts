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

/**
 * The file of labels that lies beside a file of inputs, or null.
 * @param inputs path as written, relative to `folder`; the answer is written likewise
 */
export async function findLabelFile(inputs: string, folder: string): Promise<string | null> {
  for (const name of labelFileNames(basename(inputs))) {
    const path = join(dirname(inputs), name);
    const found = await stat(resolve(folder, path)).catch(() => null);
    if (found?.isFile() === true) return path;
  }
  return null;
}
