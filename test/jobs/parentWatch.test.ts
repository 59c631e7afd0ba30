import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobFolder } from './jobFolder.js';
import { buildFakes, isRunning, until } from './processes.js';

let fakes: Awaited<ReturnType<typeof buildFakes>>;

beforeAll(async () => {
  fakes = await buildFakes();
});
afterAll(() => rmSync(fakes.folder, { recursive: true }));

/** Runs an analysis under an owner of its own, and ends all of it afterwards. */
async function withOwner(
  model: string,
  workers: number,
  check: (folder: JobFolder, owner: ChildProcess) => Promise<void>,
): Promise<void> {
  const folder = new JobFolder();
  const owner = spawn(process.execPath, [
    fakes.ownerPath,
    fakes.workerPath,
    folder.path,
    model,
    `${workers}`,
  ]);
  const processCount = workers === 1 ? 1 : 1 + workers;
  try {
    await until(
      () => folder.noted('opened').length === processCount && folder.noted('shards').length >= workers,
    );
    await check(folder, owner);
  } finally {
    for (const pid of folder.noted('opened').filter(isRunning)) process.kill(pid, 'SIGKILL');
    owner.kill('SIGKILL');
    folder.remove();
  }
}

describe('a job process', () => {
  it.each([
    ['patient.onnx', 1],
    ['patient.onnx', 2],
    ['busy.onnx', 1],
    ['busy.onnx', 2],
    ['busy-job.onnx', 1],
  ])('does not outlive a killed owner, nor do its workers (%s, %i workers)', (model, workers) =>
    withOwner(model, workers, async (folder, owner) => {
      const processes = folder.noted('opened');
      expect(processes.every(isRunning)).toBe(true);
      owner.kill('SIGKILL');
      await until(() => !processes.some(isRunning));
    }),
  );

  it.skipIf(process.platform === 'win32')('leaves it to the owner what Ctrl+C means', () =>
    withOwner('patient.onnx', 1, async (folder) => {
      const [job] = folder.noted('opened');
      process.kill(job, 'SIGINT');
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(isRunning(job)).toBe(true);
    }),
  );
});
