import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InputError } from '../../src/inputError.js';
import { forkChild, type ForkChild } from '../../src/jobs/childProcess.js';
import type { Job } from '../../src/jobs/job.js';
import { JobCancelled, JobFailed } from '../../src/jobs/jobErrors.js';
import { JobQueue } from '../../src/jobs/jobQueue.js';
import type { AnalyseOutcome, JobProgress } from '../../src/jobs/protocol.js';
import type { ResultFile } from '../../src/results/schema.js';
import { isRunning, until } from './processes.js';
import { queueOfFakes } from './queueOfFakes.js';

const fakes = queueOfFakes({ killAfterMs: 300 });
afterEach(() => {
  vi.unstubAllEnvs();
});

function analyse(model: string, workers = 1, progress: JobProgress[] = []): Job<AnalyseOutcome> {
  return fakes.queue.analyse(fakes.folder.request(model, workers), (news) => progress.push(news));
}

async function failure(job: Job<unknown>): Promise<Error> {
  return job.result.then(
    () => expect.fail('the job succeeded'),
    (error: unknown) => error as Error,
  );
}

describe('a job', () => {
  it('answers an inspection', async () => {
    const summary = await fakes.queue.inspect('/models/sum.onnx').result;
    expect(summary).toEqual({ format: 'onnx', inputs: [], outputs: [], layers: [] });
  });

  it.each([1, 3])('gives the same result on %i workers, from typed arrays', async (workers) => {
    const job = analyse('sum.onnx', workers);
    await expect(job.result).resolves.toEqual({ resultPath: join(fakes.folder.path, 'result.json') });
    expect(job.state).toBe('done');
    // Shard i has units 2i and 2i + 1, clamped to i and i / 2.
    const expected = Array.from({ length: 8 }, (_, i) => ({
      type: 'Float64Array',
      turnedWrong: [2 * i, 2 * i + 1],
      lossSum: [3 * i, 2.5 * i + 1],
    }));
    expect(JSON.parse(readFileSync(join(fakes.folder.path, 'result.json'), 'utf8'))).toEqual(expected);
  });

  it('runs shards in its own process if it is the only worker, and closes what it opened', async () => {
    await analyse('sum.onnx').result;
    const [job] = fakes.folder.noted('opened');
    expect(fakes.folder.noted('opened')).toEqual([job]);
    expect(new Set(fakes.folder.noted('shards'))).toEqual(new Set([job]));
    expect(fakes.folder.noted('closed')).toEqual([job]);
  });

  it('leaves shards to several workers, each of which opens the files once', async () => {
    await analyse('sum.onnx', 3).result;
    const [job, ...workers] = fakes.folder.noted('opened');
    expect(new Set(workers).size).toBe(3);
    expect(fakes.folder.noted('shards')).toHaveLength(8);
    expect(fakes.folder.noted('shards')).not.toContain(job);
    await until(() => !fakes.folder.noted('opened').some(isRunning));
  });

  it.each([1, 2])('tells of progress in order, up to the last of it (%i workers)', async (workers) => {
    const progress: JobProgress[] = [];
    await analyse('sum.onnx', workers, progress).result;
    expect(progress[0]).toEqual({ phase: 'reading', done: 0, total: 1 });
    expect(progress.at(-1)).toEqual({ phase: 'ablation', done: 160, total: 160 });
    const done = progress.map((news) => news.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });

  it.each([1, 2])('tells who listens what was counted so far, seldom (%i workers)', async (workers) => {
    const partials: ResultFile[] = [];
    const listen = (result: ResultFile) => void partials.push(result);
    const started = performance.now();
    await fakes.queue.analyse(fakes.folder.request('sum.onnx', workers), () => {}, listen).result;
    // The first of 160 steps is told, and then one each half second, should the machine take so long.
    const mostTold = 1 + Math.floor((performance.now() - started) / 500);
    expect(partials.length).toBeGreaterThan(0);
    expect(partials.length).toBeLessThanOrEqual(mostTold);
    expect(partials[0]).toMatchObject({ exact: false, partial: true });
    expect(fakes.folder.noted('built')).toHaveLength(partials.length);
  });

  it('builds nothing of what was counted so far where nobody listens', async () => {
    await analyse('sum.onnx').result;
    expect(fakes.folder.noted('built')).toEqual([]);
  });

  it('tells nothing of what was counted so far once it is cancelled', async () => {
    const partials: ResultFile[] = [];
    const job = fakes.queue.analyse(
      fakes.folder.request('patient.onnx'),
      () => {},
      (result) => {
        partials.push(result);
        job.cancel();
      },
    );
    expect(await failure(job)).toBeInstanceOf(JobCancelled);
    expect(partials).toHaveLength(1);
  });

  it('sends far fewer messages than there are steps', async () => {
    const progress: JobProgress[] = [];
    await analyse('sum.onnx', 1, progress).result;
    expect(progress.length).toBeLessThan(80);
  });
});

describe('a job that fails', () => {
  it('passes the sentence of an input error on', async () => {
    const sentence = 'bad.onnx is not an ONNX model: export it again.';
    const inspection = await failure(fakes.queue.inspect('/models/bad.onnx'));
    expect(inspection).toBeInstanceOf(InputError);
    expect(inspection.message).toBe(sentence);
    const analysis = analyse('bad.onnx', 4);
    expect((await failure(analysis)).message).toBe(sentence);
    expect(analysis.state).toBe('failed');
    expect(fakes.folder.noted('opened')).toHaveLength(1); // no worker was started to fail again
  });

  it('passes on an input error that only a worker sees', async () => {
    const error = await failure(analyse('bad-in-worker.onnx', 2));
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toBe('bad.onnx is not an ONNX model: export it again.');
    expect(fakes.folder.results()).toEqual([]);
  });

  it.each([1, 2])(
    'puts an unexpected error in one sentence without a stack (%i workers)',
    async (workers) => {
      const error = await failure(analyse('broken.onnx', workers));
      expect(error).toBeInstanceOf(JobFailed);
      expect(error.message).toBe(
        'The analysis failed on an unexpected error: a shape that cannot be (set UNIT_IMPORTANCE_DEBUG=1 to see where).',
      );
      expect(fakes.folder.results()).toEqual([]);
    },
  );

  it.each(['buffer.onnx', 'heap.onnx'])('says that memory ran out (%s)', async (model) => {
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=40');
    const error = await failure(analyse(model));
    expect(error).toBeInstanceOf(JobFailed);
    expect(error.message).toMatch(/^Memory ran out .* fewer workers/);
    expect(fakes.folder.results()).toEqual([]);
  });

  it('names the error that ended its process, not a line of the bundle', async () => {
    const error = await failure(analyse('throw-later.onnx'));
    expect(error.message).toBe(
      'The analysis process ended with exit status 1 before it was done; the last it said was: outside of any call',
    );
  });

  it('says so where the child cannot run at all', async () => {
    const lost = new JobQueue({ workerPath: join(fakes.folder.path, 'nowhere.js') });
    const error = await failure(lost.inspect('/models/sum.onnx'));
    expect(error).toBeInstanceOf(JobFailed);
    expect(error.message).toMatch(/^The process that reads the model ended with exit status 1/);
  });

  it('passes on why the system starts no process, and the next job is tried', async () => {
    let refusals = 1;
    const fork: ForkChild = (workerPath, role) => {
      if (refusals-- > 0) throw new JobFailed('The analysis process could not be started: spawn EAGAIN.');
      return forkChild(workerPath, role);
    };
    const short = new JobQueue({ workerPath: fakes.workerPath, fork });
    const first = short.analyse(fakes.folder.request('sum.onnx'), () => {});
    const second = short.analyse(fakes.folder.request('sum.onnx'), () => {});
    expect((await failure(first)).message).toBe('The analysis process could not be started: spawn EAGAIN.');
    await expect(second.result).resolves.toBeDefined();
  });

  it('leaves nothing behind when its process is killed', async () => {
    const job = analyse('patient.onnx');
    await until(() => fakes.folder.noted('shards').length > 0);
    expect(fakes.folder.results()).not.toEqual([]);
    process.kill(fakes.folder.noted('opened')[0], 'SIGKILL');
    const error = await failure(job);
    expect(error).toBeInstanceOf(JobFailed);
    expect(error.message).toBe(
      'The analysis process was ended by SIGKILL before it was done, so nothing was written; ' +
        'start it again, with fewer workers if memory ran out.',
    );
    expect(job.state).toBe('failed');
    expect(fakes.folder.results()).toEqual([]);
  });

  it('does not touch an earlier result', async () => {
    writeFileSync(join(fakes.folder.path, 'result.json'), 'earlier');
    const job = analyse('busy-job.onnx');
    await until(() => fakes.folder.results().length > 1);
    process.kill(fakes.folder.noted('opened')[0], 'SIGKILL');
    await failure(job);
    expect(fakes.folder.results()).toEqual(['result.json']);
  });

  it.each(['patient.onnx', 'busy.onnx'])('fails when one of its workers is killed (%s)', async (model) => {
    const job = analyse(model, 3);
    await until(() => fakes.folder.noted('shards').length === 3);
    process.kill(fakes.folder.noted('opened')[2], 'SIGKILL');
    const error = await failure(job);
    expect(error).toBeInstanceOf(JobFailed);
    expect(error.message).toMatch(
      /^A worker process was ended by SIGKILL before it was done, so nothing was written/,
    );
    expect(fakes.folder.results()).toEqual([]);
  });
});

describe('cancelling', () => {
  it('drops a job that waits, which never starts', async () => {
    const first = analyse('patient.onnx');
    const second = analyse('sum.onnx');
    expect(second.state).toBe('queued');
    second.cancel();
    expect(second.state).toBe('cancelled');
    expect(await failure(second)).toBeInstanceOf(JobCancelled);
    first.cancel();
    await failure(first);
    expect(fakes.folder.noted('opened').length).toBeLessThan(2);
  });

  it.each([1, 2])('stops a job that listens, and it closes what it opened (%i workers)', async (workers) => {
    const patient = new JobQueue({ workerPath: fakes.workerPath, killAfterMs: 60_000 });
    const job = patient.analyse(fakes.folder.request('patient.onnx', workers), () => {});
    await until(() => fakes.folder.noted('shards').length >= workers);
    job.cancel();
    job.cancel();
    expect(await failure(job)).toBeInstanceOf(JobCancelled);
    expect(job.state).toBe('cancelled');
    expect(fakes.folder.noted('closed')).toEqual([fakes.folder.noted('opened')[0]]);
    expect(fakes.folder.results()).toEqual([]);
  });

  it.each([
    ['busy.onnx', 1],
    ['busy-job.onnx', 1],
    ['busy.onnx', 2],
  ])('kills a job that is too busy to listen (%s, %i workers)', async (model, workers) => {
    const job = analyse(model, workers);
    await until(() => fakes.folder.noted('shards').length >= workers);
    expect(fakes.folder.results()).not.toEqual([]);
    job.cancel();
    expect(await failure(job)).toBeInstanceOf(JobCancelled);
    expect(fakes.folder.results()).toEqual([]);
    await until(() => !fakes.folder.noted('opened').some(isRunning));
  });

  it('works while the process is still starting', async () => {
    const job = analyse('patient.onnx');
    job.cancel();
    expect(await failure(job)).toBeInstanceOf(JobCancelled);
  });

  it('comes too late for a result that is there', async () => {
    const job = analyse('sum.onnx');
    await job.result;
    job.cancel();
    await expect(job.result).resolves.toBeDefined();
    expect(job.state).toBe('done');
    expect(fakes.folder.results()).toEqual(['result.json', 'result.json.bin.partial', 'result.json.partial']);
  });
});

describe('a queue', () => {
  it('runs one analysis at a time, in order, and inspects meanwhile', async () => {
    const first = analyse('patient.onnx');
    const second = analyse('sum.onnx');
    await expect(fakes.queue.inspect('/models/sum.onnx').result).resolves.toBeDefined();
    expect([first.state, second.state]).toEqual(['running', 'queued']);
    first.cancel();
    await second.result;
    expect(first.state).toBe('cancelled');
  });

  it('runs more at a time if told to', async () => {
    const wide = new JobQueue({ workerPath: fakes.workerPath, concurrentJobs: 2 });
    const first = wide.analyse(fakes.folder.request('patient.onnx'), () => {});
    await wide.analyse(fakes.folder.request('sum.onnx'), () => {}).result;
    expect(first.state).toBe('running');
    await wide.dispose();
  });

  it('settles everything when it is disposed of, and takes no more', async () => {
    const running = analyse('busy.onnx', 2);
    const waiting = analyse('sum.onnx');
    const inspection = fakes.queue.inspect('/models/busy.onnx');
    await until(() => fakes.folder.noted('shards').length === 2);
    await fakes.queue.dispose();
    for (const job of [
      running,
      waiting,
      inspection,
      analyse('sum.onnx'),
      fakes.queue.inspect('/models/sum.onnx'),
    ]) {
      expect(await failure(job)).toBeInstanceOf(JobCancelled);
      expect(job.state).toBe('cancelled');
    }
    expect(fakes.folder.results()).toEqual([]);
  });
});
