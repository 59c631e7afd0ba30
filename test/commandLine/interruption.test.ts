import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { isRunning, until } from '../jobs/processes.js';
import { slowConvNet } from './networks.js';
import { descendantsOf } from './processTree.js';
import { startProgram, type RunningProgram } from './program.js';
import { randomImages } from './randomSamples.js';

const folder = temporaryFolder();
const analyse = ['analyse', 'model.onnx', '--data', 'data.dataset.json'];
let files: readonly string[];

beforeAll(() => {
  const images = randomImages(slowConvNet().network, [1, 16, 16], 5, 4000);
  for (const [name, content] of Object.entries(images)) folder.write(name, content);
  files = readdirSync(folder.path);
});

interface Analysis extends RunningProgram {
  /** The process that the program started. */
  readonly job: number;
  /** Those that the job started. */
  readonly workers: readonly number[];
  readonly all: readonly number[];
}

/** Starts an analysis of half a minute, and waits until each process that measures has begun to delete units. */
async function analysisAtWork(workers: number): Promise<Analysis> {
  const args = [...analyse, '--measures', 'importance', '--workers', String(workers)];
  const program = startProgram(args, { cwd: folder.path });
  const expected = workers === 1 ? 1 : 1 + workers;
  let tree = descendantsOf(program.pid);
  const isAtWork = (): boolean => {
    tree = descendantsOf(program.pid);
    const measuring = workers === 1 ? tree : tree.slice(1);
    // Start and statistics take less than a second.
    return tree.length === expected && measuring.every(({ busySeconds }) => busySeconds > 1.2);
  };
  await Promise.race([
    until(isAtWork),
    program.ended.then((ended) => Promise.reject(new Error(`it ended early: ${JSON.stringify(ended)}`))),
  ]);
  const [job, ...rest] = tree.map(({ pid }) => pid);
  return { ...program, job, workers: rest, all: [program.pid, job, ...rest] };
}

async function nothingIsLeft(processes: readonly number[]): Promise<void> {
  await until(() => !processes.some(isRunning));
  expect(readdirSync(folder.path)).toEqual(files);
}

describe.skipIf(process.platform === 'win32')(
  'an analysis under way (skipped on Windows, which has no signals)',
  () => {
    const cancelled = { status: 130, stdout: '', said: ['Cancelled; starting it again goes on from there.'] };

    describe.each([[1], [2]])('with --workers %i', (workers) => {
      it('is cancelled by Ctrl+C, and leaves nothing', async () => {
        const analysis = await analysisAtWork(workers);
        analysis.signalGroup('SIGINT');
        await nothingIsLeft(analysis.all);
        expect(await analysis.ended).toMatchObject(cancelled);
      });

      it.each(['SIGINT', 'SIGTERM'] as const)('is cancelled by %s to the program alone', async (signal) => {
        const analysis = await analysisAtWork(workers);
        process.kill(analysis.pid, signal);
        await nothingIsLeft(analysis.all);
        expect(await analysis.ended).toMatchObject(cancelled);
      });

      it('fails in one line when its process is killed, and leaves nothing', async () => {
        const analysis = await analysisAtWork(workers);
        process.kill(analysis.job, 'SIGKILL');
        await nothingIsLeft(analysis.all);
        expect(await analysis.ended).toMatchObject(
          failed(/^The analysis process was ended by SIGKILL .*nothing was written/),
        );
      });

      it('does not outlive a program that is killed', async () => {
        const analysis = await analysisAtWork(workers);
        process.kill(analysis.pid, 'SIGKILL');
        await nothingIsLeft(analysis.all);
      });
    });

    it('fails in one line when one of its workers is killed, and leaves nothing', async () => {
      const analysis = await analysisAtWork(2);
      process.kill(analysis.workers[1], 'SIGKILL');
      await nothingIsLeft(analysis.all);
      expect(await analysis.ended).toMatchObject(
        failed(/^A worker process was ended by SIGKILL .*nothing was written/),
      );
    });

    it('is cancelled while its process is starting', async () => {
      const program = startProgram(analyse, { cwd: folder.path });
      // The program listens to signals from the moment that it has started a process.
      await until(() => descendantsOf(program.pid).some(({ busySeconds }) => busySeconds >= 0.1));
      const processes = [program.pid, ...descendantsOf(program.pid).map(({ pid }) => pid)];
      process.kill(program.pid, 'SIGINT');
      await nothingIsLeft(processes);
      expect(await program.ended).toMatchObject(cancelled);
    });
  },
);

/** All that a program says when it fails. */
function failed(line: RegExp): object {
  return { status: 1, stdout: '', said: [expect.stringMatching(line)] };
}
