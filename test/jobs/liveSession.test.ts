import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import { JobCancelled, JobFailed } from '../../src/jobs/jobErrors.js';
import type { LiveSession } from '../../src/jobs/liveSession.js';
import {
  defaultMemory,
  type LiveAnswer,
  type LiveQuestion,
  type UnitQuestion,
} from '../../src/jobs/protocol.js';
import { isRunning, until } from './processes.js';
import { queueOfFakes } from './queueOfFakes.js';

const fakes = queueOfFakes();

function open(model: string, onRefined: (answer: LiveAnswer) => void = () => {}): LiveSession {
  const { inputs } = fakes.folder.request(model);
  return fakes.queue.openLive({ inputs, samples: 20, memory: defaultMemory }, onRefined);
}

const question = (...deleted: number[]): LiveQuestion => {
  return { deleted, replacement: 'zero', sample: null, outputs: false };
};

async function failure(call: Promise<unknown>): Promise<Error> {
  return call.then(
    () => expect.fail('the call succeeded'),
    (error: unknown) => error as Error,
  );
}

const about = { of: { model: 'sum.onnx', data: 'data' } };
const look = (unit: number): UnitQuestion => {
  return { ...about, unit, replaceBy: { kind: 'constant', value: 0.5 } };
};

describe('a live network in a process of its own', () => {
  it('tells what was opened and answers, on all samples later', async () => {
    const refined: LiveAnswer[] = [];
    const session = open('sum.onnx', (answer) => refined.push(answer));
    expect(await session.opened).toMatchObject({ samples: 100, baseline: { samples: 20, correct: 20 } });
    const { answer, sample } = await session.ask({ ...question(1, 2), sample: 7 });
    expect(answer).toEqual({ samples: 20, correct: 18, correctPerClass: [18], loss: 2 });
    expect(sample?.scores).toEqual(Float32Array.of(7, 2));
    await until(() => refined.length > 0);
    expect(refined).toEqual([{ samples: 100, correct: 80, correctPerClass: [80], loss: 20 }]);
  });

  it('puts only the last of the questions that wait', async () => {
    const session = open('sum.onnx');
    await session.opened;
    const calls = [[1], [1, 2], [1, 2, 3], [1, 2, 3, 4]].map((deleted) => session.ask(question(...deleted)));
    const settled = await Promise.allSettled(calls);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await failure(calls[1])).toBeInstanceOf(JobCancelled);
    expect((await calls[3]).answer.correct).toBe(16);
  });

  it('may be asked before it is open', async () => {
    expect((await open('sum.onnx').ask(question(1))).answer.correct).toBe(19);
  });

  it('passes on that a question names what is not there, and stays open', async () => {
    const session = open('sum.onnx');
    expect(await failure(session.ask(question(13)))).toEqual(new InputError('There is no unit 13.'));
    expect((await session.ask(question(1))).answer.correct).toBe(19);
  });

  it('says why it could not be opened, to every call', async () => {
    const session = open('bad.onnx');
    const sentence = 'bad.onnx is not an ONNX model: export it again.';
    expect((await failure(session.opened)).message).toBe(sentence);
    expect(await failure(session.ask(question(1)))).toEqual(new InputError(sentence));
    await until(() => !fakes.folder.noted('opened').some(isRunning));
  });

  it('settles every call when its process dies', async () => {
    const session = open('sum.onnx');
    await session.opened;
    const calls = [session.ask(question(666)), session.ask(question(1))];
    for (const call of calls) {
      const error = await failure(call);
      expect(error).toBeInstanceOf(JobFailed);
      expect(error.message).toBe(
        'The process that deletes units as they are chosen ended with exit status 3 before it was done.',
      );
    }
    expect(await failure(session.ask(question(1)))).toBeInstanceOf(JobFailed);
  });

  it('settles every call when it is disposed of, however busy its process is', async () => {
    const session = open('busy.onnx');
    await session.opened;
    const calls = [session.ask(question(1)), session.ask(question(2))];
    const settled = Promise.all(calls.map(failure));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await session.dispose();
    for (const error of await settled) expect(error).toBeInstanceOf(JobCancelled);
    expect(fakes.folder.noted('opened').some(isRunning)).toBe(false);
    expect(await failure(session.ask(question(1)))).toBeInstanceOf(JobCancelled);
  });

  it('ends with its fakes.queue, also while it opens', async () => {
    const opening = open('sum.onnx');
    const other = open('sum.onnx');
    await other.opened;
    await fakes.queue.dispose();
    await opening.opened.catch((error: unknown) => expect(error).toBeInstanceOf(JobCancelled));
    expect(await failure(other.ask(question(1)))).toBeInstanceOf(JobCancelled);
    expect(await failure(open('sum.onnx').opened)).toBeInstanceOf(JobCancelled);
  });

  it('looks at units one after the other, and shows samples', async () => {
    const session = open('sum.onnx');
    const [first, second, samples] = await Promise.all([
      session.detail(look(1)),
      session.detail(look(2)),
      session.samples({ ...about, samples: [4, 2] }),
    ]);
    expect([first.unit, second.unit]).toEqual([1, 2]);
    expect(first.activity).toEqual(new Float32Array(100).fill(0.5));
    expect(samples).toEqual(
      [4, 2].map((sample) => ({ kind: 'values', sample, label: 0, values: Float32Array.of(sample) })),
    );
  });

  it('answers a question before a unit that it looks at, which can be called off', async () => {
    const session = open('patient.onnx');
    const controller = new AbortController();
    const looking = session.detail(look(1), controller.signal);
    await until(() => fakes.folder.noted('looked').length > 0);
    expect((await session.ask(question(1))).answer.correct).toBe(19);
    controller.abort();
    expect(await failure(looking)).toBeInstanceOf(JobCancelled);
    expect(await failure(session.detail(look(2), controller.signal))).toBeInstanceOf(JobCancelled);
    expect((await session.ask(question(1, 2))).answer.correct).toBe(18);
  });

  it('passes on that a unit is not there', async () => {
    expect(await failure(open('sum.onnx').detail(look(13)))).toEqual(new InputError('There is no unit 13.'));
  });

  it('settles units that are looked at when its process dies, or is disposed of', async () => {
    const dying = open('sum.onnx');
    expect(await failure(dying.detail(look(666)))).toBeInstanceOf(JobFailed);
    await dying.ended;
    const patient = open('patient.onnx');
    const looking = failure(patient.detail(look(1)));
    await until(() => fakes.folder.noted('looked').length > 1);
    await patient.dispose();
    expect(await looking).toBeInstanceOf(JobCancelled);
    expect(await failure(patient.samples({ ...about, samples: [1] }))).toBeInstanceOf(JobCancelled);
  });
});
