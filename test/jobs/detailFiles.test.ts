import { copyFileSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { DetailFiles } from '../../src/jobs/detailFiles.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { someDetail } from '../results/someDetail.js';

const folder = temporaryFolder();
const name = (letter: string) => letter.repeat(64);
const detail = someDetail([0, 1, 1, 0]);
let tests = 0;
let cache: string;
beforeEach(() => (cache = join(folder.path, `cache ${tests++}`)));
const file = (letter: string) => join(cache, 'details', name(letter));

describe('details on disk', () => {
  it('are found by whoever comes later, under their own name alone', async () => {
    await new DetailFiles(cache).keep(name('a'), detail);
    expect(await new DetailFiles(cache).find(name('a'))).toEqual(detail);
    expect(await new DetailFiles(cache).find(name('b'))).toBeNull();
    copyFileSync(file('a'), file('b'));
    expect(await new DetailFiles(cache).find(name('b'))).toBeNull();
    expect(readdirSync(join(cache, 'details')).sort()).toEqual([name('a'), name('b')]);
  });

  it('that are damaged anywhere are not found', async () => {
    const files = new DetailFiles(cache);
    await files.keep(name('a'), detail);
    const whole = readFileSync(file('a'));
    for (let at = 0; at < whole.length; at += 7) {
      const damaged = Buffer.from(whole);
      damaged[at] ^= 1;
      writeFileSync(file('a'), damaged);
      expect(await files.find(name('a')), `byte ${at}`).toBeNull();
    }
    writeFileSync(file('a'), whole);
    expect(await files.find(name('a'))).toEqual(detail);
    for (const length of [whole.length - 1, 72, 20, 0]) {
      truncateSync(file('a'), length);
      expect(await files.find(name('a')), `${length} bytes`).toBeNull();
    }
  });

  it('go where they are too many, the oldest first, or too old', async () => {
    const most = 2.5 * (await sizeOf(detail));
    const files = new DetailFiles(cache, most);
    const now = Date.now() / 1000;
    for (const [i, letter] of ['a', 'b', 'c'].entries()) {
      await files.keep(name(letter), detail);
      utimesSync(file(letter), now, now - 100 + i);
    }
    await files.keep(name('d'), detail);
    expect(readdirSync(join(cache, 'details')).sort()).toEqual([name('c'), name('d')]);
    utimesSync(file('d'), now, now - 31 * 24 * 60 * 60);
    await files.keep(name('e'), detail);
    expect(readdirSync(join(cache, 'details')).sort()).toEqual([name('c'), name('e')]);
  });

  it('that can not be written are done without', async () => {
    writeFileSync(cache, 'no folder');
    const files = new DetailFiles(cache);
    await files.keep(name('a'), detail);
    expect(await files.find(name('a'))).toBeNull();
  });
});

async function sizeOf(kept: typeof detail): Promise<number> {
  await new DetailFiles(cache).keep(name('f'), kept);
  const size = readFileSync(file('f')).length;
  utimesSync(file('f'), 0, 0);
  return size;
}
