import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanCache, defaultCacheFolder } from '../../src/jobs/shardCache.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';

describe('the folder that work is kept in', () => {
  const home = join('/home', 'ann');
  it.each<[string, NodeJS.Platform, Record<string, string>, string]>([
    ['on Linux', 'linux', {}, join(home, '.cache', 'unit-importance')],
    ['where XDG says so', 'linux', { XDG_CACHE_HOME: '/fast' }, join('/fast', 'unit-importance')],
    ['on macOS', 'darwin', {}, join(home, 'Library', 'Caches', 'unit-importance')],
    ['on Windows', 'win32', { LOCALAPPDATA: 'C:\\ann' }, join('C:\\ann', 'unit-importance')],
    ['on Windows without its variable', 'win32', {}, join(home, 'AppData', 'Local', 'unit-importance')],
    ['where the user says so', 'linux', { UNIT_IMPORTANCE_CACHE: '/kept', XDG_CACHE_HOME: '/fast' }, '/kept'],
  ])('is the user’s for caches %s', (_, platform, env, expected) => {
    expect(defaultCacheFolder(env, platform, home)).toBe(expected);
  });
});

describe('what interrupted analyses left', () => {
  const day = 24 * 60 * 60 * 1000;
  const now = Date.UTC(2026, 0, 31);
  const folder = temporaryFolder();
  const subject = (letter: string) => letter.repeat(64);

  /** A journal of so many bytes, written to so many days ago. */
  function journal(cache: string, letter: string, name: string, bytes: number, days: number): string {
    const path = folder.write(join(cache, subject(letter), `${name}.shards`), new Uint8Array(bytes));
    const time = (now - days * day) / 1000;
    utimesSync(path, time, time);
    return path;
  }

  it('is removed after 30 days, with the folder of a subject that has nothing else', async () => {
    const old = journal('age', 'a', 'old', 10, 31);
    const oldBeside = journal('age', 'b', 'old', 10, 40);
    const young = journal('age', 'b', 'young', 10, 29);
    await cleanCache(join(folder.path, 'age'), now, 1000);
    expect([old, oldBeside, young].map((path) => existsSync(path))).toEqual([false, false, true]);
    expect(readdirSync(join(folder.path, 'age'))).toEqual([subject('b')]);
  });

  it('is removed, the oldest first, where it is too much together', async () => {
    const paths = [3, 1, 2].map((days, i) => journal('size', 'abc'[i], 'x', 40, days));
    await cleanCache(join(folder.path, 'size'), now, 100);
    expect(paths.map((path) => existsSync(path))).toEqual([false, true, true]);
  });

  it('is all that is removed: files of others stay', async () => {
    const foreign = [
      join('other', 'notes.txt'),
      join('other', subject('a'), 'notes.txt'),
      join('other', 'x', 'y.shards'),
    ];
    const paths = foreign.map((name) => folder.write(name, 'mine'));
    for (const path of paths) utimesSync(path, 0, 0);
    journal('other', 'a', 'old', 10, 99);
    await cleanCache(join(folder.path, 'other'), now, 0);
    expect(paths.map((path) => existsSync(path))).toEqual([true, true, true]);
    expect(readdirSync(join(folder.path, 'other', subject('a')))).toEqual(['notes.txt']);
  });

  it('may be nothing at all', async () => {
    await cleanCache(join(folder.path, 'missing'), now);
    expect(existsSync(join(folder.path, 'missing'))).toBe(false);
  });
});
