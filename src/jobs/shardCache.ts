import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/*
 * The cache folder has a folder for each subject, called by its name, with a journal for each process that ran
 * shards of it.
 */

const journalSuffix = '.shards';
const longestDays = 30;
/** Bytes of all journals that are kept from one analysis to the next, and that one subject's may come to. */
export const cacheBytes = 500e6;

/** Where results of shards are kept unless another folder is named: the user's folder for caches. */
export function defaultCacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  const moved = env['UNIT_IMPORTANCE_CACHE'];
  if (moved) return moved;
  return join(cachesOf(env, platform, home), 'unit-importance');
}

function cachesOf(env: Readonly<Record<string, string | undefined>>, platform: string, home: string): string {
  if (env['XDG_CACHE_HOME']) return env['XDG_CACHE_HOME'];
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  return platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}

export function journalPath(subjectFolder: string, name: string): string {
  return join(subjectFolder, `${name}${journalSuffix}`);
}

/** A file in the cache. */
export interface CachedFile {
  readonly path: string;
  readonly bytes: number;
  /** When it was last written to, in milliseconds. */
  readonly written: number;
}

/** The journals of a subject, those written last first. */
export async function journalsIn(subjectFolder: string): Promise<CachedFile[]> {
  const names = await readdir(subjectFolder).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => name.endsWith(journalSuffix))
      .map(async (name): Promise<CachedFile | null> => {
        const path = join(subjectFolder, name);
        const { size, mtimeMs } = await stat(path).catch(() => ({ size: -1, mtimeMs: 0 }));
        return size === -1 ? null : { path, bytes: size, written: mtimeMs };
      }),
  );
  return found.filter((each) => each !== null).sort((one, other) => other.written - one.written);
}

/** Removes journals, and the folder that they were in where nothing else is left. Fails in silence. */
export async function removeJournals(subjectFolder: string, paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((path) => rm(path, { force: true }).catch(() => {})));
  await rmdir(subjectFolder).catch(() => {});
}

/**
 * Removes what interrupted analyses left that nobody came back to: journals older than 30 days, and the oldest
 * ones where all together are too many bytes.
 * @param now in milliseconds.
 * @param mostBytes of all journals.
 */
export async function cleanCache(
  cacheFolder: string,
  now = Date.now(),
  mostBytes = cacheBytes,
): Promise<void> {
  const subjects = (await readdir(cacheFolder).catch(() => [])).filter((name) => /^[0-9a-f]{64}$/.test(name));
  const folders = subjects.map((name) => join(cacheFolder, name));
  const journals = (
    await Promise.all(
      folders.map(async (folder) => (await journalsIn(folder)).map((journal) => ({ folder, ...journal }))),
    )
  ).flat();
  for (const { folder, path } of outlived(journals, now, mostBytes)) await removeJournals(folder, [path]);
}

/**
 * The files that are older than 30 days, and the oldest ones where all together are too many bytes.
 * @param now in milliseconds.
 */
export function outlived<File extends CachedFile>(
  files: readonly File[],
  now: number,
  mostBytes: number,
): File[] {
  let bytes = 0;
  return [...files]
    .sort((one, other) => other.written - one.written)
    .filter((file) => {
      bytes += file.bytes;
      return now - file.written > longestDays * 24 * 60 * 60 * 1000 || bytes > mostBytes;
    });
}
