import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { InputError } from '../inputError.js';
import { asInputError } from './dataFile.js';

/** A file, and the array in it that is meant where a name was given: `digits.npz#x`. */
export interface DataLocation {
  readonly path: string;
  readonly key: string | null;
}

/** Files that hold several arrays by name. */
const withKey = /^(.*\.(?:npz|h5|hdf5|parquet|arrow|feather|tfrecords?|pkl|pickle)(?:\.gz)?)#([^#]+)$/i;

export function parseLocation(written: string): DataLocation {
  const match = withKey.exec(written);
  return match === null ? { path: written, key: null } : { path: match[1], key: match[2] };
}

/**
 * The file that a path in a descriptor leads to, links followed.
 * @param descriptor the descriptor's file; the path is relative to its folder
 * @param dataRoots folders outside the descriptor's that the path may lead into
 * @throws InputError where it is absolute or leaves the folder, and lies under none of `dataRoots`; where it
 * does not exist.
 */
export async function resolveInside(
  path: string,
  descriptor: string,
  dataRoots: readonly string[],
): Promise<string> {
  const folder = dirname(resolve(descriptor));
  const target = resolve(folder, path);
  const allowed = [
    ...(isAbsolute(path) ? [] : [await realFolder(folder)]),
    ...(await Promise.all(dataRoots.map((root) => realFolder(root)))),
  ];
  const real = await realpath(target).catch(async (error: unknown) => {
    // Whether a file outside exists is nobody's business here: it is refused either way.
    const written = [...(isAbsolute(path) ? [] : [folder]), ...dataRoots.map((root) => resolve(root))];
    if (written.some((root) => contains(root, target))) throw asInputError(error, target);
    throw refused(path, descriptor);
  });
  if (!allowed.some((root) => contains(root, real))) throw refused(path, descriptor);
  return real;
}

async function realFolder(folder: string): Promise<string> {
  return realpath(folder).catch((error: unknown) => {
    throw asInputError(error, folder);
  });
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function refused(path: string, descriptor: string): InputError {
  return new InputError(
    `${basename(descriptor)}: the path \`${path}\` leads outside the descriptor's folder; move the file there, or allow its ` +
      `folder with --data-root DIR.`,
  );
}
