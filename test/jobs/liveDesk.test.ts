import { describe, expect, it, vi } from 'vitest';
import { LiveDesk } from '../../src/jobs/liveDesk.js';
import type { LiveHost } from '../../src/jobs/jobServices.js';
import type {
  LiveAnswer,
  LiveQuestion,
  StoredSample,
  UnitDetail,
  UnitQuestion,
} from '../../src/jobs/protocol.js';

const answerOf = (samples: number, correct: number): LiveAnswer => {
  return { samples, correct, correctPerClass: [correct], loss: 1 };
};
const question = (...deleted: number[]): LiveQuestion => {
  return { deleted, replacement: 'zero', sample: null, outputs: false };
};
const about = { of: { model: '', data: '' } };
const unitQuestion = (unit: number): UnitQuestion => {
  return { ...about, unit, replaceBy: { kind: 'constant', value: 0 } };
};
const detailOf = (unit: number) => ({ unit, samples: 10 }) as UnitDetail;
const sampleOf = (sample: number): StoredSample => {
  return { kind: 'values', sample, label: 1, values: Float32Array.of(sample) };
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
      ...{ task: 'classification', targets: null, outputNames: null },
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
    async detail({ unit }, pause) {
      for (let piece = 1; piece <= 3; piece++) {
        await work(`unit ${unit}, piece ${piece}`, null);
        await pause();
      }
      return detailOf(unit);
    },
    samples: ({ samples }) => Promise.resolve(samples.map((sample) => sampleOf(sample))),
    look: (sample) =>
      work(`look ${sample}`, {
        scores: Float32Array.of(1),
        activity: Float32Array.of(2),
        outputs: [Float32Array.of(3)],
      }),
  };
  return { asked, refined, desk: new LiveDesk(live, (news) => refined.push(news)) };
}

/** A piece of work takes some turns of the loop, in each of which there is a look. */
const often = { timeout: 30_000, interval: 1 };
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a desk in front of a live network', () => {
  it('answers on the first samples, and on all when nothing else is asked', async () => {
    const { asked, refined, desk: live } = desk();
    expect((await live.ask(1, question(4), calm)).answer).toEqual(answerOf(5, 1));
    expect(refined).toEqual([]);
    await vi.waitFor(() => expect(refined).toEqual([{ id: 1, answer: answerOf(10, 1) }]), 30_000);
    expect(asked).toEqual(['first 4', 'all 4']);
  });

  it('puts questions one at a time, and gives up all samples for a new question', async () => {
    const { asked, refined, desk: live } = desk();
    const replies = await Promise.all([live.ask(1, question(1), calm), live.ask(2, question(1, 2), calm)]);
    expect(replies.map(({ answer }) => answer.correct)).toEqual([1, 2]);
    await vi.waitFor(() => expect(asked).toContain('all 1,2'), 30_000);
    await live.ask(3, question(3), calm);
    await vi.waitFor(() => expect(refined).toHaveLength(1), 30_000);
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

  it('looks at a unit in pieces, between which questions go first', async () => {
    const { asked, desk: live } = desk(10);
    const looking = live.detail(unitQuestion(8), calm);
    await vi.waitFor(() => expect(asked).toContain('unit 8, piece 1'), often);
    const begun = asked.length;
    await live.ask(1, question(4), calm);
    expect(asked[begun]).toBe('first 4');
    expect(await looking).toEqual(detailOf(8));
    expect(asked.slice(begun + 1)).toEqual([2, 3].slice(begun - 1).map((piece) => `unit 8, piece ${piece}`));
  });

  it('looks at one unit after the other, before it works on all samples', async () => {
    const { asked, refined, desk: live } = desk();
    await live.ask(1, question(4), calm);
    await Promise.all([live.detail(unitQuestion(1), calm), live.detail(unitQuestion(2), calm)]);
    await vi.waitFor(() => expect(refined).toHaveLength(1), 30_000);
    expect(asked.filter((name) => name.startsWith('unit'))).toEqual(
      [1, 2].flatMap((unit) => [1, 2, 3].map((piece) => `unit ${unit}, piece ${piece}`)),
    );
  });

  it('stops looking at a unit when it is told to, and looks at the next', async () => {
    const { asked, desk: live } = desk(10);
    const controller = new AbortController();
    const looking = live.detail(unitQuestion(1), controller.signal);
    const next = live.detail(unitQuestion(2), calm);
    await vi.waitFor(() => expect(asked).toContain('unit 1, piece 1'), often);
    controller.abort(new Error('enough'));
    await expect(looking).rejects.toThrow('enough');
    expect(await next).toEqual(detailOf(2));
    expect(asked).not.toContain('unit 1, piece 3');
  });

  it('shows samples while it is busy', async () => {
    const { asked, desk: live } = desk(10);
    const looking = live.detail(unitQuestion(1), calm);
    expect(await live.samples({ ...about, samples: [3, 1] })).toEqual([sampleOf(3), sampleOf(1)]);
    expect(asked).not.toContain('unit 1, piece 3');
    await looking;
  });
});
