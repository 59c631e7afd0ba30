import { describe, expect, it, vi } from 'vitest';
import { LiveDesk } from '../../src/jobs/liveDesk.js';
import type { LiveHost } from '../../src/jobs/jobServices.js';
import type { LiveAnswer, LiveQuestion } from '../../src/jobs/protocol.js';

const answerOf = (samples: number, correct: number): LiveAnswer => {
  return { samples, correct, correctPerClass: [correct], loss: 1 };
};
const question = (...deleted: number[]): LiveQuestion => {
  return { deleted, replacement: 'zero', sample: null, outputs: false };
};
const calm = new AbortController().signal;

/** A network of ten samples, five of which are answered at first; notes what it was asked. */
function desk(first = 5) {
  const asked: string[] = [];
  const refined: { id: number; answer: LiveAnswer }[] = [];
  let busy = 0;
  const work = async <T>(name: string, result: T, signal?: AbortSignal): Promise<T> => {
    expect(++busy, 'calls at once').toBe(1);
    asked.push(name);
    try {
      for (let step = 0; step < 5; step++) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        signal?.throwIfAborted();
      }
      return result;
    } finally {
      busy--;
    }
  };
  const live: LiveHost = {
    facts: {
      layers: [],
      samples: 10,
      baseline: answerOf(first, first),
      givesProbabilities: false,
      labels: new Int32Array(first),
      positions: [],
      connections: [],
    },
    answer: ({ deleted }) => {
      if (deleted.includes(13)) return Promise.reject(new Error('There is no unit 13.'));
      return work(`first ${deleted.join()}`, answerOf(first, deleted.length));
    },
    answerAll: ({ deleted }, signal) => work(`all ${deleted.join()}`, answerOf(10, deleted.length), signal),
    look: (sample) =>
      work(`look ${sample}`, {
        scores: Float32Array.of(1),
        activity: Float32Array.of(2),
        outputs: [Float32Array.of(3)],
      }),
  };
  return { asked, refined, desk: new LiveDesk(live, (news) => refined.push(news)) };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a desk in front of a live network', () => {
  it('answers on the first samples, and on all when nothing else is asked', async () => {
    const { asked, refined, desk: live } = desk();
    expect((await live.ask(1, question(4), calm)).answer).toEqual(answerOf(5, 1));
    expect(refined).toEqual([]);
    await vi.waitFor(() => expect(refined).toEqual([{ id: 1, answer: answerOf(10, 1) }]), 5000);
    expect(asked).toEqual(['first 4', 'all 4']);
  });

  it('puts questions one at a time, and gives up all samples for a new question', async () => {
    const { asked, refined, desk: live } = desk();
    const replies = await Promise.all([live.ask(1, question(1), calm), live.ask(2, question(1, 2), calm)]);
    expect(replies.map(({ answer }) => answer.correct)).toEqual([1, 2]);
    await vi.waitFor(() => expect(asked).toContain('all 1,2'), 5000);
    await live.ask(3, question(3), calm);
    await vi.waitFor(() => expect(refined).toHaveLength(1), 5000);
    expect(refined[0].id).toBe(3);
    expect(asked).toEqual(['first 1', 'first 1,2', 'all 1,2', 'first 3', 'all 3']);
  });

  it('has nothing to refine where the first samples are all', async () => {
    const { asked, desk: live } = desk(10);
    await live.ask(1, question(1), calm);
    await wait(400);
    expect(asked).toEqual(['first 1']);
  });

  it('looks at a sample beside, with outputs where they are wanted', async () => {
    const { desk: live } = desk();
    const { sample } = await live.ask(1, { ...question(1), sample: 7 }, calm);
    expect(sample).toEqual({ scores: Float32Array.of(1), activity: Float32Array.of(2), outputs: [] });
    const whole = await live.ask(2, { ...question(1), sample: 7, outputs: true }, calm);
    expect(whole.sample?.outputs).toEqual([Float32Array.of(3)]);
  });

  it('leaves out a question that was called off, and goes on after one that failed', async () => {
    const { asked, desk: live } = desk();
    await expect(live.ask(1, question(1), AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    await expect(live.ask(2, question(13), calm)).rejects.toThrow('There is no unit 13.');
    expect((await live.ask(3, question(2), calm)).answer.correct).toBe(1);
    expect(asked).toEqual(['first 2']);
  });
});
