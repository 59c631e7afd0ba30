import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collectCards } from '../../src/jobs/collectCards.js';
import { JobCancelled } from '../../src/jobs/jobErrors.js';
import { defaultMemory } from '../../src/jobs/protocol.js';
import { UnitDetailCache } from '../../src/jobs/unitDetailCache.js';
import { sampleResult } from '../results/sampleResult.js';
import { isRunning } from './processes.js';
import { queueOfFakes } from './queueOfFakes.js';

const fakes = queueOfFakes();

const wanted = (model: string) => {
  const { inputs } = fakes.folder.request(model);
  writeFileSync(inputs.modelPath, '');
  return { result: sampleResult(), inputs, memory: defaultMemory };
};

describe('cards', () => {
  it('are of the units that stand out, with all samples that they show', async () => {
    const told: string[] = [];
    const collected = await collectCards(fakes.queue, new UnitDetailCache(null), {
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
    expect(await collectCards(fakes.queue, new UnitDetailCache(null), gone)).toEqual({
      why: 'Cards of single units are left out: sum.onnx is no longer where it was when units were measured.',
    });
    expect(fakes.folder.noted('opened')).toEqual([]);
  });

  it('are called off, also while files are opened', async () => {
    const controller = new AbortController();
    const collecting = collectCards(
      fakes.queue,
      new UnitDetailCache(null),
      wanted('patient.onnx'),
      controller.signal,
    );
    const failure = expect(collecting).rejects.toThrow(JobCancelled);
    setTimeout(() => controller.abort(), 50);
    await failure;
    expect(fakes.folder.noted('opened').some(isRunning)).toBe(false);
  });
});
