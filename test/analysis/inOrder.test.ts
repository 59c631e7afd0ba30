import { describe, expect, it } from 'vitest';
import { runInOrder } from '../../src/analysis/inOrder.js';
import type {
  InformationResult,
  InformationShard,
  Shard,
  ShardResult,
  ShardRunner,
} from '../../src/analysis/shards.js';
import { Random } from '../twin/random.js';

const shards = (count: number): InformationShard[] =>
  Array.from({ length: count }, (_, first) => ({ kind: 'information', units: { first, count: 1 } }));

/** The place of a shard among those of `shards`. */
const placeOf = (shard: Shard) => (shard as InformationShard).units.first;

const resultOf = (shard: Shard): InformationResult => ({
  kind: 'information',
  mutualInformation: Float64Array.of(placeOf(shard)),
  bins: Float64Array.of(1),
});

interface Call {
  readonly shard: Shard;
  readonly work: (passes: number) => void;
  readonly finish: () => void;
  readonly fail: (error: unknown) => void;
}

/** A runner whose shards are finished by hand. */
class HandRunner implements ShardRunner {
  readonly calls: Call[] = [];

  constructor(readonly concurrency: number) {}

  run(shard: Shard, onWork: (passes: number) => void, signal: AbortSignal): Promise<ShardResult> {
    return new Promise((resolve, reject) => {
      if (this.calls.length === 0) signal.addEventListener('abort', () => this.#failAll(signal.reason));
      this.calls.push({ shard, work: onWork, finish: () => resolve(resultOf(shard)), fail: reject });
    });
  }

  #failAll(reason: unknown): void {
    for (const call of this.calls) call.fail(reason);
  }
}

/** Long enough for everything that is ready to happen. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Runs to the end in the background; `taken` fills up meanwhile. */
function started(count: number, runner: ShardRunner, signal = new AbortController().signal) {
  const taken: number[] = [];
  const work: number[] = [];
  const settled = (async () => {
    for await (const passes of runInOrder(shards(count), runner, signal, (result, shard) => {
      expect(result.mutualInformation[0]).toBe(placeOf(shard));
      taken.push(placeOf(shard));
    })) {
      work.push(passes);
    }
  })();
  settled.catch(() => undefined);
  return { taken, work, settled };
}

describe('shards that run in order', () => {
  it('are handed on in their order, whichever is done first', async () => {
    const runner = new HandRunner(3);
    const { taken, settled } = started(3, runner);
    await turn();
    runner.calls[2].finish();
    await turn();
    runner.calls[1].finish();
    await turn();
    expect(taken).toEqual([]);
    runner.calls[0].finish();
    await settled;
    expect(taken).toEqual([0, 1, 2]);
  });

  it('are handed on one by one in whatever order many of them are done', async () => {
    const random = new Random(6);
    const runner: ShardRunner = {
      concurrency: 5,
      async run(shard, onWork) {
        for (let wait = random.below(6); wait > 0; wait--)
          await (random.below(2) === 0 ? turn() : Promise.resolve());
        onWork(1);
        for (let wait = random.below(6); wait > 0; wait--) await Promise.resolve();
        return resultOf(shard);
      },
    };
    const { taken, work, settled } = started(300, runner);
    await settled;
    expect(taken).toEqual(Array.from({ length: 300 }, (_, i) => i));
    expect(work.reduce((sum, passes) => sum + passes, 0)).toBe(300);
  });

  it('are never more at once than the runner takes', async () => {
    const runner = new HandRunner(2);
    const { settled } = started(4, runner);
    await turn();
    expect(runner.calls).toHaveLength(2);
    runner.calls[1].finish();
    await turn();
    expect(runner.calls).toHaveLength(3);
    for (const at of [0, 2]) runner.calls[at].finish();
    await turn();
    runner.calls[3].finish();
    await settled;
  });

  it('do not run far ahead of one that is slow', async () => {
    const runner = new HandRunner(2);
    const { taken, settled } = started(50, runner);
    await turn();
    for (let i = 1; i < runner.calls.length; i++) {
      runner.calls[i].finish();
      await turn();
    }
    // The slow one and seven whose results wait: four times what runs at once.
    expect(runner.calls).toHaveLength(8);
    runner.calls[0].finish();
    await turn();
    expect(taken).toHaveLength(8);
    for (let i = 8; i < 50; i++) {
      runner.calls[i].finish();
      await turn();
    }
    await settled;
    expect(taken).toHaveLength(50);
  });

  it('are done at once where there are none', async () => {
    await expect(started(0, new HandRunner(2)).settled).resolves.toBeUndefined();
  });
});

describe('work', () => {
  it('is told as it is done, before a shard is finished', async () => {
    const runner = new HandRunner(2);
    const { taken, work, settled } = started(2, runner);
    await turn();
    runner.calls[1].work(7);
    await turn();
    runner.calls[0].work(3);
    runner.calls[1].work(4);
    await turn();
    expect(work).toEqual([7, 7]);
    expect(taken).toEqual([]);
    for (const call of runner.calls) call.finish();
    await settled;
  });

  it('that is done while nobody listens is told later, and no result is missed', async () => {
    const runner = new HandRunner(2);
    const taken: number[] = [];
    const running = runInOrder(shards(2), runner, new AbortController().signal, (_, shard) =>
      taken.push(placeOf(shard)),
    );
    const first = running.next();
    await turn();
    runner.calls[0].work(1);
    expect(await first).toEqual({ done: false, value: 1 });
    // The caller is busy with that first piece of news; meanwhile all the rest happens.
    runner.calls[1].work(5);
    for (const call of runner.calls) call.finish();
    await turn();
    expect(await running.next()).toEqual({ done: false, value: 5 });
    expect(await running.next()).toEqual({ done: true, value: undefined });
    expect(taken).toEqual([0, 1]);
  });
});

describe('a failure', () => {
  it('settles the whole, though others are still running', async () => {
    const runner = new HandRunner(3);
    const { settled } = started(5, runner);
    await turn();
    runner.calls[1].fail(new Error('out of memory'));
    await expect(settled).rejects.toThrow('out of memory');
  });

  it('that comes while nobody listens is told next', async () => {
    const runner = new HandRunner(1);
    const running = runInOrder(shards(1), runner, new AbortController().signal, () => undefined);
    const first = running.next();
    await turn();
    runner.calls[0].work(1);
    await first;
    runner.calls[0].fail(new Error('the worker died'));
    await turn();
    await expect(running.next()).rejects.toThrow('the worker died');
  });

  it('of several is the first', async () => {
    const runner = new HandRunner(2);
    const { settled } = started(2, runner);
    await turn();
    runner.calls[1].fail(new Error('first'));
    runner.calls[0].fail(new Error('second'));
    await expect(settled).rejects.toThrow('first');
  });
});

describe('cancellation', () => {
  it("settles the whole with the signal's reason", async () => {
    const abort = new AbortController();
    const { settled } = started(5, new HandRunner(2), abort.signal);
    await turn();
    abort.abort(new Error('cancelled'));
    await expect(settled).rejects.toThrow('cancelled');
  });

  it('is obeyed even where the runner finishes all the same', async () => {
    const abort = new AbortController();
    const runner: ShardRunner = {
      concurrency: 1,
      async run(shard) {
        if (placeOf(shard) === 2) abort.abort(new Error('cancelled'));
        return resultOf(shard);
      },
    };
    const { taken, settled } = started(5, runner, abort.signal);
    await expect(settled).rejects.toThrow('cancelled');
    expect(taken).toEqual([0, 1]);
  });
});
