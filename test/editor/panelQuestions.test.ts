import { describe, expect, it } from 'vitest';
import type { LentNetwork, LiveNetworks, RefinedListener } from '../../src/editor/liveNetworks.js';
import type { ToPanel } from '../../src/editor/messages.js';
import { PanelQuestions } from '../../src/editor/panelQuestions.js';
import type { ResultLibrary, StoredResult } from '../../src/editor/resultLibrary.js';
import type { UnitDetails } from '../../src/editor/unitDetails.js';
import { InputError } from '../../src/inputError.js';
import { JobCancelled } from '../../src/jobs/jobErrors.js';
import { sampleResult } from '../results/sampleResult.js';

const stored = { path: '/one', modelPath: '/m.onnx', result: sampleResult() } as StoredResult;
const facts = {
  layers: [],
  samples: 20,
  baseline: { samples: 5, correct: 4, correctPerClass: [4], loss: 1 },
};

/** A panel's questions over a library of one result, whose network and details are made up. */
function questions({ details = {}, shown = stored }: { details?: object; shown?: StoredResult | null } = {}) {
  const told: ToPanel[] = [];
  const lent: string[] = [];
  let refine: RefinedListener = () => {};
  const network = (): LentNetwork => {
    lent.push('lent');
    return {
      session: {
        opened: Promise.resolve(facts),
        ask: ({ deleted }: { deleted: number[] }) =>
          deleted.length > 1 ? Promise.reject(new JobCancelled()) : Promise.resolve({ deleted }),
      } as unknown as LentNetwork['session'],
      onRefined: (listener) => (refine = listener),
      release: () => void lent.push('released'),
    };
  };
  const library = { shown: () => shown, get: (id: string) => (id === '/one' ? stored : null) };
  const services = {
    results: library as unknown as ResultLibrary,
    networks: { of: network } as unknown as LiveNetworks,
    details: details as unknown as UnitDetails,
  };
  const panel = new PanelQuestions('/m.onnx', services, (message) => told.push(message));
  return { panel, told, lent, refine: ((...news) => refine(...news)) satisfies RefinedListener };
}

const live = (deleted: number[]) => ({ deleted, replacement: 'zero' as const, sample: null, outputs: false });

describe("a panel's questions", () => {
  it('are answered under their own number', async () => {
    const { panel, told } = questions();
    await panel.answer({ type: 'ask', id: 7, name: 'results', ask: { ids: ['/one'] } });
    expect(told).toEqual([{ type: 'answer', id: 7, name: 'results', reply: [stored.result] }]);
  });

  it('are refused in a sentence where they have no answer', async () => {
    const { panel, told } = questions({ shown: null });
    await panel.answer({ type: 'ask', id: 1, name: 'unitDetail', ask: { unit: 0, replacement: 'zero' } });
    await panel.answer({ type: 'ask', id: 2, name: 'results', ask: { ids: ['/gone'] } });
    expect(told).toEqual([
      { type: 'refused', id: 1, reason: 'There is no result of this network; analyse it first.' },
      { type: 'refused', id: 2, reason: 'The result /gone is no longer there; choose another one.' },
    ]);
  });

  it('hand on what is said of data that have changed', async () => {
    const get = () => Promise.reject(new InputError('m.onnx has changed; analyse it again.'));
    const { panel, told } = questions({ details: { get } });
    await panel.answer({ type: 'ask', id: 1, name: 'unitDetail', ask: { unit: 0, replacement: 'zero' } });
    expect(told).toEqual([{ type: 'refused', id: 1, reason: 'm.onnx has changed; analyse it again.' }]);
  });

  it('open the network once they are of deletions, and hand it back when these end', async () => {
    const { panel, told, lent, refine } = questions();
    await panel.answer({ type: 'ask', id: 1, name: 'liveOpen', ask: { samples: 5 } });
    const question = live([3]);
    await panel.answer({ type: 'ask', id: 2, name: 'live', ask: question });
    refine(facts.baseline, question);
    expect(told).toEqual([
      { type: 'answer', id: 1, name: 'liveOpen', reply: facts },
      { type: 'answer', id: 2, name: 'live', reply: { deleted: [3] } },
      { type: 'refined', id: 2, answer: facts.baseline },
    ]);
    panel.closeLive();
    panel.closeLive();
    expect(lent).toEqual(['lent', 'released']);
  });

  it('are told the answers on all samples to their own last question alone', async () => {
    const { panel, told, refine } = questions();
    await panel.answer({ type: 'ask', id: 1, name: 'liveOpen', ask: { samples: 5 } });
    const [earlier, last, ofAnotherPanel] = [live([3]), live([4]), live([4])];
    await panel.answer({ type: 'ask', id: 2, name: 'live', ask: earlier });
    await panel.answer({ type: 'ask', id: 3, name: 'live', ask: last });
    for (const question of [earlier, ofAnotherPanel]) refine(facts.baseline, question);
    expect(told.some(({ type }) => type === 'refined')).toBe(false);
    refine(facts.baseline, last);
    expect(told.at(-1)).toEqual({ type: 'refined', id: 3, answer: facts.baseline });
  });

  it('give way to newer ones without a word', async () => {
    const { panel, told } = questions();
    await panel.answer({ type: 'ask', id: 1, name: 'live', ask: live([3]) });
    await panel.answer({ type: 'ask', id: 2, name: 'liveOpen', ask: { samples: 5 } });
    await panel.answer({ type: 'ask', id: 3, name: 'live', ask: live([3, 4]) });
    expect(told.filter(({ type }) => type === 'refused')).toEqual([
      { type: 'refused', id: 1, reason: null },
      { type: 'refused', id: 3, reason: null },
    ]);
  });
});
