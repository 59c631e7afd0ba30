import type { LiveFacts } from '../../../src/editor/messages.js';
import type { ResultFile } from '../../../src/results/schema.js';
import type { Answers } from '../page/panelPage.js';
import { seededDetail } from '../seededDetail.js';
import { liveNetwork } from './liveNetwork.js';

const [targets, before, after] = [1.5, 1.25, 0.5];

/** A live regression whose error rises by a tenth a unit; without one, sample 7 comes farther from its target and sample 9 meets it. */
export function liveRegression(result: ResultFile): Answers {
  const classes = liveNetwork(result);
  const answer = (deleted: number) => {
    return { samples: 100, correct: 0, correctPerClass: [0], loss: 0.3 + 0.1 * deleted };
  };
  const { samples } = result.dataset;
  const filled = (value: number) => new Float32Array(samples).fill(value);
  return {
    ...classes,
    async liveOpen(ask): Promise<LiveFacts> {
      const facts = await classes.liveOpen!(ask);
      const numbers = Float32Array.from({ length: 100 }, (_, i) => targets + (i % 2));
      return {
        ...facts,
        task: 'regression',
        baseline: answer(0),
        labels: new Int32Array(100),
        targets: { width: 1, values: numbers },
      };
    },
    async live(question) {
      const reply = await classes.live!(question);
      const deleted = question.deleted.length;
      const scores = Float32Array.of(deleted === 0 ? before : after);
      return { answer: answer(deleted), sample: reply.sample && { ...reply.sample, scores } };
    },
    unitDetail({ unit }) {
      const numbers = { width: 1, targets: filled(targets), before: filled(before), after: filled(before) };
      numbers.after[7] = after;
      numbers.after[9] = targets;
      return { ...seededDetail(result, unit), labels: new Int32Array(samples), numbers };
    },
  };
}
