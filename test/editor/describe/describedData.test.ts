import { describe, expect, it } from 'vitest';
import { DescribedData } from '../../../src/editor/describe/describedData.js';
import { InputError } from '../../../src/inputError.js';
import { JobCancelled } from '../../../src/jobs/jobErrors.js';
import type { DataCheck } from '../../../src/jobs/protocol.js';
import { madeUpCheck, tenClasses, triedWith } from '../../results/madeUpCheck.js';

const part = madeUpCheck([triedWith(tenClasses, 13, { kind: 'stated' })]);
const whole = madeUpCheck([...part.tried, triedWith(tenClasses, 95)]);

/** Data that are looked at by jobs which the test settles. */
function described() {
  const told: string[] = [];
  const jobs: {
    readonly dataPath: string;
    readonly onStated: (check: DataCheck) => void;
    readonly resolve: (check: DataCheck) => void;
    readonly reject: (error: Error) => void;
    cancelled: boolean;
  }[] = [];
  const data: DescribedData = new DescribedData({
    check: ({ dataPath }, onStated) => {
      let settle!: { resolve: (check: DataCheck) => void; reject: (error: Error) => void };
      const result = new Promise<DataCheck>((resolve, reject) => (settle = { resolve, reject }));
      const job = { dataPath, onStated, ...settle, cancelled: false };
      jobs.push(job);
      const cancel = (): void => {
        job.cancelled = true;
        settle.reject(new JobCancelled());
      };
      return { result, state: 'running', cancel };
    },
    changed: () => told.push(`${data.progress} ${data.check?.tried.length ?? 0}`),
  });
  return { data, jobs, told };
}

describe('data that are to be described', () => {
  it('are shown as stated, then with what else was tried', async () => {
    const { data, jobs, told } = described();
    const looking = data.look({ dataPath: '/a', labels: null });
    jobs[0].onStated(part);
    jobs[0].resolve(whole);
    await looking;
    expect(told).toEqual(['reading 0', 'trying 1', 'done 2']);
  });

  it('keep what was found when the look is cancelled', async () => {
    const { data, jobs, told } = described();
    const looking = data.look({ dataPath: '/a', labels: null });
    jobs[0].onStated(part);
    data.cancel();
    await looking;
    expect(told.at(-1)).toBe('cancelled 1');
  });

  it('give way to others, whose look is not disturbed by the first', async () => {
    const { data, jobs, told } = described();
    const first = data.look({ dataPath: '/a', labels: null });
    const second = data.look({ dataPath: '/b', labels: null });
    jobs[0].onStated(part);
    await first;
    jobs[1].resolve(whole);
    await second;
    expect(jobs[0].cancelled).toBe(true);
    expect(told).toEqual(['reading 0', 'reading 0', 'done 2']);
    expect(data.data?.dataPath).toBe('/b');
  });

  it('say in one sentence what is wrong with them, and can be looked at again', async () => {
    const { data, jobs } = described();
    const looking = data.look({ dataPath: '/a', labels: null });
    jobs[0].reject(new InputError('a.npz is empty; write it again.'));
    await looking;
    expect([data.progress, data.error]).toEqual(['failed', 'a.npz is empty; write it again.']);
    const again = data.look({ dataPath: '/a', labels: null });
    jobs[1].resolve(whole);
    await again;
    expect([data.progress, data.error]).toEqual(['done', null]);
  });

  it('say nothing any more once nobody looks', async () => {
    const { data, jobs, told } = described();
    const looking = data.look({ dataPath: '/a', labels: null });
    data.dispose();
    jobs[0].onStated(part);
    await looking;
    expect([told, jobs[0].cancelled]).toEqual([['reading 0'], true]);
  });
});
