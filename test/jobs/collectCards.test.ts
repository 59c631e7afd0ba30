import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { collectCards } from '../../src/jobs/collectCards.js';
import { JobCancelled } from '../../src/jobs/jobErrors.js';
import { JobQueue } from '../../src/jobs/jobQueue.js';
import { defaultMemory } from '../../src/jobs/protocol.js';
import { UnitDetailCache } from '../../src/jobs/unitDetailCache.js';
import { sampleResult } from '../results/sampleResult.js';
import { JobFolder } from './jobFolder.js';
import { buildFakes, isRunning } from './processes.js';

vi.setConfig({ testTimeout: 30_000 });

let fakes: Awaited<ReturnType<typeof buildFakes>>;
let folder: JobFolder;
let queue: JobQueue;

beforeAll(async () => {
  fakes = await buildFakes();
});
afterAll(() => rmSync(fakes.folder, { recursive: true }));
beforeEach(() => {
  folder = new JobFolder();
  queue = new JobQueue({ workerPath: fakes.workerPath });
});
afterEach(async () => {
  await queue.dispose();
  folder.remove();
});

const wanted = (model: string) => {
  const { inputs } = folder.request(model);
  writeFileSync(inputs.modelPath, '');
  return { result: sampleResult(), inputs, memory: defaultMemory };
};

describe('cards', () => {
  it('are of the units that stand out, with all samples that they show', async () => {
    const told: string[] = [];
    const collected = await collectCards(queue, new UnitDetailCache(null), {
      ...wanted('sum.onnx'),
      onUnit: (done, of) => told.push(`${done} of ${of}`),
    });
    if ('why' in collected) throw new Error(collected.why);
    expect(collected.details.map(({ unit }) => unit)).toEqual([3, 10]);
    expect(told).toEqual(['0 of 2', '1 of 2']);
  });

  it('are left out, and no process is started, where the model is gone', async () => {
    const gone = wanted('sum.onnx');
    rmSync(gone.inputs.modelPath);
    expect(await collectCards(queue, new UnitDetailCache(null), gone)).toEqual({
      why: 'Cards of single units are left out: sum.onnx is no longer where it was when units were measured.',
    });
    expect(folder.noted('opened')).toEqual([]);
  });

  it('are called off, also while files are opened', async () => {
    const controller = new AbortController();
    const collecting = collectCards(
      queue,
      new UnitDetailCache(null),
      wanted('patient.onnx'),
      controller.signal,
    );
    const failure = expect(collecting).rejects.toThrow(JobCancelled);
    setTimeout(() => controller.abort(), 50);
    await failure;
    expect(folder.noted('opened').some(isRunning)).toBe(false);
  });
});
