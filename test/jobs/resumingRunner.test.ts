import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInOrder } from '../../src/analysis/inOrder.js';
import type { AblationResult, AblationShard, Shard, ShardRunner } from '../../src/analysis/shards.js';
import { ResumingRunner } from '../../src/jobs/resumingRunner.js';
import { subjectName } from '../../src/jobs/shardNames.js';
import { ShardStore } from '../../src/jobs/shardStore.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { someResult, someShard, someSubject } from './someShards.js';

const folder = temporaryFolder();
const shards = Array.from({ length: 20 }, (_, n) => someShard(n));

/** Runs shards of `someShards`, and dies of the one whose turn it is after so many. */
class FakeRunner implements ShardRunner {
  readonly ran: number[] = [];

  constructor(
    readonly concurrency: number,
    private readonly diesAfter = Infinity,
  ) {}

  async run(shard: Shard, onWork: (passes: number) => void): Promise<AblationResult> {
    const n = (shard as AblationShard).units[0] / 2;
    await new Promise((resolve) => setTimeout(resolve, n % 3));
    if (this.ran.length >= this.diesAfter) throw new Error('it died');
    this.ran.push(n);
    onWork(3);
    onWork(7);
    return someResult(n);
  }
}

/** An analysis of all shards, by a store of its own. */
async function analyse(cache: string, inner: FakeRunner, of = shards) {
  const store = await ShardStore.open(join(folder.path, cache), subjectName(someSubject));
  const runner = new ResumingRunner(inner, store);
  const results: AblationResult[] = [];
  let passes = 0;
  try {
    const run = runInOrder(of, runner, new AbortController().signal, (result) => results.push(result));
    for await (const more of run) passes += more;
  } catch (error) {
    expect((error as Error).message).toBe('it died');
  } finally {
    await store.close();
  }
  return { results, passes, kept: runner.keptPasses, ran: inner.ran };
}

describe.each([[1], [3]])('an analysis that was stopped (%i shards at once)', (concurrency) => {
  it('goes on where it was: what was done is not done again, and the results are the same', async () => {
    const cache = `stopped ${concurrency}`;
    const first = await analyse(cache, new FakeRunner(concurrency, 8));
    expect(first.ran).toHaveLength(8);
    const second = await analyse(cache, new FakeRunner(concurrency));
    expect([...first.ran, ...second.ran].sort((a, b) => a - b)).toEqual(shards.map((_, n) => n));
    expect(second.results).toEqual(shards.map((_, n) => someResult(n)));
    expect(second.kept).toBe(80);
    expect(second.passes).toBe(200);
  });

  it('is stopped any number of times', async () => {
    const cache = `often ${concurrency}`;
    let done = 0;
    for (let start = 0; start < 4; start++) {
      done += (await analyse(cache, new FakeRunner(concurrency, 3))).ran.length;
    }
    const last = await analyse(cache, new FakeRunner(concurrency));
    expect(done + last.ran.length).toBe(shards.length);
    expect(last.results).toEqual(shards.map((_, n) => someResult(n)));
  });
});

describe('results that were kept', () => {
  it('are not taken for other settings', async () => {
    await analyse('settings', new FakeRunner(1));
    const others = shards.map((shard) => ({ ...shard, loss: false }));
    expect((await analyse('settings', new FakeRunner(1), others)).ran).toHaveLength(shards.length);
  });

  it('are not waited for once the analysis is called off', async () => {
    const store = { find: () => Promise.resolve(null), keep: () => {} };
    const runner = new ResumingRunner(new FakeRunner(1), store);
    const reason = new Error('called off');
    await expect(runner.run(someShard(1), () => {}, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
