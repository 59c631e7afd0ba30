import picomatch from 'picomatch/posix.js';

/** The setting `files.exclude`: globs, switched on or off, or on where a file of another name stands beside. */
export type FileExcludes = Readonly<Record<string, boolean | { readonly when?: string }>>;

/** Folders that hold other people's files. */
const elsewhereFolders = ['node_modules', '.git', 'site-packages'];

/** For `findFiles`, which heeds `files.exclude` by itself. */
export const elsewhere = `**/{${elsewhereFolders.join(',')}}/**`;

/**
 * Whether a file is none that is to be found: watching, unlike searching, tells of all of them. A glob excludes what it matches
 * and all that is inside. Conditions on files beside are left out, since they are about what a compiler makes.
 * @param path from the workspace folder on, with `/`.
 */
export function isExcluded(path: string, excludes: FileExcludes): boolean {
  const parts = path.split('/');
  if (parts.slice(0, -1).some((part) => elsewhereFolders.includes(part))) return true;
  const globs = Object.keys(excludes).filter((glob) => excludes[glob] === true);
  if (globs.length === 0) return false;
  const matches = picomatch(globs, { dot: true });
  return parts.some((_, i) => matches(parts.slice(0, i + 1).join('/')));
}
