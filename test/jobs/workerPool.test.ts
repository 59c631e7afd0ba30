import { describe, expect, it } from 'vitest';
import type { InformationResult, InformationShard } from '../../src/analysis/shards.js';
import { InputError } from '../../src/inputError.js';
import type { Child } from '../../src/jobs/childProcess.js';
import { type ProcessInputs } from '../../src/jobs/protocol.js';
import { WorkerPool } from '../../src/jobs/workerPool.js';
import { FakeChild } from './fakeChild.js';

const inputs: ProcessInputs = {
  modelPath: '/m.onnx',
  dataPath: '/d',
  dataRoots: [],
  samples: null,
  memoryBytes: 1e9,
  engine: 'cpu',
};
const never = new AbortController().signal;

function shard(first: number): InformationShard {
  return { kind: 'information', units: { first, count: 1 } };
}

function result(value: number): InformationResult {
  return { kind: 'information', mutualInformation: Float64Array.of(value), bins: Float64Array.of(1) };
}

async function openPool(count: number): Promise<{ pool: WorkerPool; workers: FakeChild[] }> {
  const workers: FakeChild[] = [];
  const fork = (): Child => {
    const worker = new FakeChild();
    workers.push(worker);
    return worker;
  };
  return { pool: await WorkerPool.open(inputs, count, fork, never), workers };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a pool of workers', () => {
  it('has one shard under way in each worker and hands the next to the first that is idle', async () => {
    const { pool, workers } = await openPool(2);
    expect(pool.concurrency).toBe(2);
    const runs = [0, 1, 2, 3].map((i) => pool.run(shard(i), () => {}, never));
    await settled();
    expect(workers.map((worker) => worker.shards.length)).toEqual([1, 1]);
    const quick = workers[0];
    quick.shards[0].answer(result(10));
    await settled();
    quick.shards[1].answer(result(11));
    await settled();
    expect(workers.map((worker) => worker.shards.length)).toEqual([3, 1]);
    quick.shards[2].answer(result(12));
    workers[1].shards[0].answer(result(13));
    // Each run gets the answer to its own shard, whoever gave it.
    const results = await Promise.all(runs);
    for (const worker of workers) {
      for (const { shard } of worker.shards) expect(shard.kind).toBe('information');
    }
    const order = [...quick.shards, ...workers[1].shards].map(
      ({ shard }) => (shard as InformationShard).units.first,
    );
    expect(order.map((first) => results[first])).toEqual([10, 11, 12, 13].map(result));
  });

  it('tells of work to the run that it was done for', async () => {
    const { pool, workers } = await openPool(2);
    const work: [number, number][] = [];
    void pool.run(shard(0), (passes) => work.push([0, passes]), never);
    void pool.run(shard(1), (passes) => work.push([1, passes]), never);
    await settled();
    for (const worker of workers) {
      const { id, shard } = worker.shards[0];
      worker.onWork({ id, passes: 5 + (shard as InformationShard).units.first });
      worker.onWork({ id: 99, passes: 1000 });
    }
    expect(work.sort()).toEqual([
      [0, 5],
      [1, 6],
    ]);
  });

  it('rejects at once on an abort, and spares a busy worker until it has answered', async () => {
    const { pool, workers } = await openPool(1);
    const abort = new AbortController();
    const running = pool.run(shard(0), () => {}, abort.signal);
    const waiting = pool.run(shard(1), () => {}, abort.signal);
    await settled();
    const reason = new Error('enough');
    abort.abort(reason);
    await expect(running).rejects.toBe(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(pool.run(shard(2), () => {}, abort.signal)).rejects.toBe(reason);
    const later = pool.run(shard(3), () => {}, never);
    await settled();
    expect(workers[0].shards).toHaveLength(1);
    workers[0].shards[0].answer(result(0));
    await settled();
    workers[0].shards[1].answer(result(3));
    await expect(later).resolves.toEqual(result(3));
  });

  it('fails every run when a worker dies, even an idle one, and ends the others', async () => {
    const { pool, workers } = await openPool(3);
    const running = [0, 1].map((i) => pool.run(shard(i), () => {}, never));
    await settled();
    const idle = workers.findIndex((worker) => worker.shards.length === 0);
    workers[idle].die('SIGSEGV');
    for (const run of running) await expect(run).rejects.toThrow(/^A worker process was ended by SIGSEGV/);
    await expect(pool.run(shard(2), () => {}, never)).rejects.toThrow(/SIGSEGV/);
    expect(workers.filter((_, i) => i !== idle).map((worker) => worker.ended)).toEqual(['killed', 'killed']);
  });

  it('rejects what waits when it is closed', async () => {
    const { pool, workers } = await openPool(1);
    const runs = [0, 1].map((i) => pool.run(shard(i), () => {}, never));
    const outcomes = Promise.allSettled(runs);
    await settled();
    await pool.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(workers[0].ended).toBe('closed');
  });

  it('leaves no worker where one cannot open the files', async () => {
    const workers = [new FakeChild(), new FakeChild(), new FakeChild()];
    const error = new InputError('d is damaged: fetch it again.');
    workers[1].openError = error;
    const rest = [...workers];
    await expect(WorkerPool.open(inputs, 3, () => rest.shift() as Child, never)).rejects.toBe(error);
    expect(workers.map((worker) => worker.ended)).toEqual(['killed', 'killed', 'killed']);
  });
});
