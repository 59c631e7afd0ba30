import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import { collectUnitDetails } from '../../src/jobs/collectUnitDetails.js';
import { JobCancelled } from '../../src/jobs/jobErrors.js';
import { defaultMemory } from '../../src/jobs/protocol.js';
import { UnitDetailCache } from '../../src/jobs/unitDetailCache.js';
import { sampleWithMeans } from '../results/sampleResult.js';
import { isRunning, until } from './processes.js';
import { queueOfFakes } from './queueOfFakes.js';

const fakes = queueOfFakes();

const wanted = (model: string, units: number[]) => ({
  result: sampleWithMeans(),
  inputs: fakes.folder.request(model).inputs,
  memory: defaultMemory,
  units,
  replacement: 'mean',
  samplesOf: ({ unit }: { unit: number }) => [unit, 0],
});

describe('details of several units', () => {
  it('are collected by one process, which then ends, with the samples that are wanted of them', async () => {
    const { details, samples } = await collectUnitDetails(
      fakes.queue,
      new UnitDetailCache(null),
      wanted('sum.onnx', [4, 2]),
    );
    expect(details.map(({ unit, activity }) => [unit, activity[0]])).toEqual([
      [4, Math.fround(0.4)],
      [2, Math.fround(0.2)],
    ]);
    expect([...samples.keys()].sort()).toEqual([0, 2, 4]);
    expect(samples.get(4)).toMatchObject({ sample: 4 });
    expect(fakes.folder.noted('opened')).toHaveLength(1);
    expect(fakes.folder.noted('opened').some(isRunning)).toBe(false);
  });

  it('need no process where they were collected before', async () => {
    const cache = new UnitDetailCache(null);
    const first = await collectUnitDetails(fakes.queue, cache, wanted('sum.onnx', [4, 2]));
    expect(await collectUnitDetails(fakes.queue, cache, wanted('sum.onnx', [4, 2]))).toEqual(first);
    expect(fakes.folder.noted('opened')).toHaveLength(1);
  });

  it('end their process where a unit is not there, or they are called off', async () => {
    const collected = collectUnitDetails(fakes.queue, new UnitDetailCache(null), wanted('sum.onnx', [1, 13]));
    await expect(collected).rejects.toThrow(new InputError('There is no unit 13.'));
    const controller = new AbortController();
    const looking = collectUnitDetails(
      fakes.queue,
      new UnitDetailCache(null),
      wanted('patient.onnx', [1]),
      controller.signal,
    );
    const failure = expect(looking).rejects.toThrow(JobCancelled);
    await until(() => fakes.folder.noted('looked').length > 1);
    controller.abort();
    await failure;
    expect(fakes.folder.noted('opened').some(isRunning)).toBe(false);
  });
});
