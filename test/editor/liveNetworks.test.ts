import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveNetworks, type MeasuredNetwork, type RefinedListener } from '../../src/editor/liveNetworks.js';
import type { LiveSession } from '../../src/jobs/liveSession.js';
import { defaultMemory, type LiveAnswer } from '../../src/jobs/protocol.js';
import { sampleResult } from '../results/sampleResult.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const network = (modelPath = 'pets.onnx', modelHash = 'a'): MeasuredNetwork => {
  const result = sampleResult();
  return {
    modelPath,
    dataPath: 'test.dataset.json',
    result: { ...result, model: { ...result.model, sha256: modelHash } },
  };
};
const answer = (correct: number): LiveAnswer => ({
  samples: 5,
  correct,
  correctPerClass: [correct],
  loss: 1,
});

/** Networks whose sessions are numbered in the order in which they are opened. */
function networks() {
  const open: number[] = [];
  const ends: (() => void)[] = [];
  const refine: RefinedListener[] = [];
  const live = new LiveNetworks({
    requestOf: ({ modelPath, dataPath }) => ({
      inputs: { modelPath, dataPath, dataRoots: [], samples: null, engine: 'auto' },
      samples: 5,
      memory: defaultMemory,
    }),
    open: (_, onRefined) => {
      const number = ends.length;
      open.push(number);
      let end = () => {};
      const ended = new Promise<void>((resolve) => (end = resolve)).then(() => {
        open.splice(open.indexOf(number), 1);
      });
      ends.push(end);
      refine.push(onRefined);
      return { ended, dispose: () => Promise.resolve(end()) } as unknown as LiveSession;
    },
    idleMs: 1000,
  });
  return { live, open, ends, refine };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('the networks that are open', () => {
  it('are shared, and closed some time after the last has handed them back', async () => {
    const { live, open } = networks();
    const [one, other] = [live.of(network()), live.of(network())];
    expect(one.session).toBe(other.session);
    one.release();
    one.release();
    await vi.advanceTimersByTimeAsync(5000);
    expect(open).toEqual([0]);
    other.release();
    await vi.advanceTimersByTimeAsync(900);
    live.of(network()).release();
    await vi.advanceTimersByTimeAsync(900);
    expect(open).toEqual([0]);
    await vi.advanceTimersByTimeAsync(200);
    expect(open).toEqual([]);
    expect(live.of(network()).session).not.toBe(one.session);
  });

  it('are others for another model, and for a model that has changed', () => {
    const { live, open } = networks();
    for (const each of [network(), network('birds.onnx'), network('pets.onnx', 'c')]) live.of(each);
    expect(open).toEqual([0, 1, 2]);
  });

  it('tell each borrower of answers on all samples until he hands them back', () => {
    const { live, refine } = networks();
    const told: string[] = [];
    const question = { deleted: [], replacement: 'zero' as const, sample: null, outputs: false };
    const [one, other] = [live.of(network()), live.of(network())];
    one.onRefined(({ correct }) => told.push(`one ${correct}`));
    other.onRefined(({ correct }) => told.push(`other ${correct}`));
    refine[0](answer(1), question);
    one.release();
    one.onRefined(() => told.push('too late'));
    refine[0](answer(2), question);
    expect(told).toEqual(['one 1', 'other 1', 'other 2']);
  });

  it('are opened anew when their process has ended', async () => {
    const { live, open, ends } = networks();
    const first = live.of(network());
    ends[0]();
    await settle();
    const second = live.of(network());
    expect(open).toEqual([1]);
    // What is handed back late leaves the new one alone.
    first.release();
    await vi.advanceTimersByTimeAsync(5000);
    expect(live.of(network()).session).toBe(second.session);
  });

  it('are closed where nobody has them when their panel closes, and all at the end', async () => {
    const { live, open } = networks();
    live.of(network()).release();
    live.of(network('birds.onnx')).release();
    live.of(network('fish.onnx'));
    live.closeUnused('pets.onnx');
    live.closeUnused('fish.onnx');
    await settle();
    expect(open).toEqual([1, 2]);
    live.dispose();
    await settle();
    expect(open).toEqual([]);
  });

  it('are closed for everybody when their files have changed', async () => {
    const { live, open } = networks();
    live.of(network());
    live.of(network('birds.onnx'));
    live.closeWhere(({ modelPath }) => modelPath === 'pets.onnx');
    await settle();
    expect(open).toEqual([1]);
  });
});
