import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { shardName, subjectName } from '../../src/jobs/shardNames.js';
import { ShardStore } from '../../src/jobs/shardStore.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { someResult, someShard, someSubject } from './someShards.js';

const folder = temporaryFolder();
const subject = subjectName(someSubject);
let tests = 0;
let cache: string;
beforeEach(() => (cache = join(folder.path, `cache ${tests++}`)));

const subjectFolder = () => join(cache, subject);
const journals = () => readdirSync(subjectFolder()).map((name) => join(subjectFolder(), name));

/** Keeps results of these shards, as a process does that is stopped then. Tells the journal that it wrote. */
async function keep(numbers: readonly number[], mostBytes?: number): Promise<string | undefined> {
  const before = existsSync(subjectFolder()) ? journals() : [];
  const store = await ShardStore.open(cache, subject, mostBytes);
  for (const n of numbers) store.keep(shardName(someShard(n)), { result: someResult(n), passes: 10 + n });
  await store.close();
  return existsSync(subjectFolder()) ? journals().find((path) => !before.includes(path)) : undefined;
}

/** Which of ten shards are found, each with the result that was kept. */
async function found(of = subject): Promise<number[]> {
  const store = await ShardStore.open(cache, of);
  const numbers: number[] = [];
  for (let n = 0; n < 10; n++) {
    const kept = await store.find(shardName(someShard(n)));
    if (!kept) continue;
    expect(kept).toEqual({ result: someResult(n), passes: 10 + n });
    numbers.push(n);
  }
  await store.close();
  return numbers;
}

describe('results of shards', () => {
  it('are found again by whoever comes later', async () => {
    await keep([1, 2, 5]);
    expect(await found()).toEqual([1, 2, 5]);
    await keep([3]);
    expect(await found()).toEqual([1, 2, 3, 5]);
  });

  it('are not those of another subject', async () => {
    const journal = await keep([1, 2]);
    const other = subjectName({ ...someSubject, model: 'd'.repeat(64) });
    expect(await found(other)).toEqual([]);
    // Not even where a file came into the wrong folder.
    folder.write(join(cache.slice(folder.path.length), other, 'x.shards'), '');
    copyFileSync(journal!, join(cache, other, 'x.shards'));
    expect(await found(other)).toEqual([]);
  });

  it('are on disk within two seconds, while work goes on', async () => {
    const store = await ShardStore.open(cache, subject);
    store.keep(shardName(someShard(1)), { result: someResult(1), passes: 11 });
    await expect.poll(() => found()).toEqual([1]);
    store.keep(shardName(someShard(2)), { result: someResult(2), passes: 12 });
    await expect.poll(() => found()).toEqual([1, 2]);
    expect(journals()).toHaveLength(1);
    await store.close();
  });

  it('leave no file where there are none', async () => {
    await keep([]);
    expect(existsSync(cache)).toBe(false);
  });

  it('are gone once the analysis is done, with the folder, and no other subject is touched', async () => {
    await keep([1]);
    const other = subjectName({ ...someSubject, data: 'd'.repeat(64) });
    const another = await ShardStore.open(cache, other);
    another.keep(shardName(someShard(4)), { result: someResult(4), passes: 14 });
    await another.close();
    const store = await ShardStore.open(cache, subject);
    store.keep(shardName(someShard(2)), { result: someResult(2), passes: 12 });
    await store.remove();
    expect(readdirSync(cache)).toEqual([other]);
    expect(await found(other)).toEqual([4]);
  });

  it('of two processes at once are kept side by side, also when one of them is done', async () => {
    const one = await ShardStore.open(cache, subject);
    const other = await ShardStore.open(cache, subject);
    one.keep(shardName(someShard(1)), { result: someResult(1), passes: 11 });
    other.keep(shardName(someShard(1)), { result: someResult(1), passes: 11 });
    other.keep(shardName(someShard(2)), { result: someResult(2), passes: 12 });
    await other.close();
    expect(journals()).toHaveLength(1);
    await one.remove();
    expect(await found()).toEqual([1, 2]);
  });

  it('are kept up to so many bytes, and the others are run again', async () => {
    const journal = await keep([0]);
    const each = readFileSync(journal!).length - 40;
    await keep([1, 2, 3, 4], 40 + 3 * each + each / 2);
    expect(await found()).toEqual([0, 1, 2]);
  });

  it('are not kept where nothing can be written, which is no reason to fail', async () => {
    cache = join(folder.write('a file', 'in the way'), 'cache');
    const store = await ShardStore.open(cache, subject);
    store.keep(shardName(someShard(1)), { result: someResult(1), passes: 11 });
    await store.close();
    expect(await store.find(shardName(someShard(1)))).toBeNull();
  });
});

describe('a damaged journal', () => {
  it('that ends within an entry has those before it, wherever the process was killed', async () => {
    const path = (await keep([1, 2]))!;
    const whole = readFileSync(path);
    const second = 40 + (whole.length - 40) / 2;
    for (const length of [
      0,
      7,
      39,
      40,
      43,
      100,
      second - 1,
      second,
      second + 3,
      second + 40,
      whole.length - 1,
    ]) {
      writeFileSync(path, whole.subarray(0, length));
      expect(await found(), `${length} bytes`).toEqual(length < second ? [] : [1]);
    }
  });

  it('is no obstacle to going on', async () => {
    const path = (await keep([1, 2]))!;
    truncateSync(path, readFileSync(path).length - 5);
    await keep([2, 3]);
    expect(await found()).toEqual([1, 2, 3]);
  });

  it('never gives a result with a byte that is another than was written', async () => {
    const path = (await keep([1, 2]))!;
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at += 3) {
      const changed = Buffer.from(whole);
      changed[at] = changed[at] ^ 0x41;
      writeFileSync(path, changed);
      // `found` compares what it finds.
      expect((await found()).length, `byte ${at}`).toBeLessThan(2);
    }
  });
});
