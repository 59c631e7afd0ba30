import type { LiveFacts, LiveQuestion, LiveReply } from '../../../src/editor/messages.js';
import type { ResultFile } from '../../../src/results/schema.js';
import type { Answers } from '../page/panelPage.js';

/** A live network that loses one right answer a unit, and reads the sample as the next class from two on. */
export function liveNetwork(
  result: ResultFile,
  asked: LiveQuestion[] = [],
  population = result.dataset.samples,
): Answers {
  const answer = (lost: number) => {
    return { samples: 100, correct: 90 - lost, correctPerClass: [40, 30, 20 - lost], loss: 0.3 };
  };
  const units = result.layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
  const facts: LiveFacts = {
    layers: result.layers.map(({ id, operator, activation, shape, unitCount }) => {
      return { id, kind: 'dense', operator, activation, shape, unitCount };
    }),
    samples: population,
    baseline: answer(0),
    ...{ task: 'classification', targets: null, outputNames: null },
    givesProbabilities: false,
    labels: Int32Array.from({ length: 100 }, (_, sample) => sample % 3),
    positions: result.layers.map(() => ({ outer: 1, inner: 1 })),
    connections: result.layers.map(() => null),
  };
  return {
    liveOpen: () => facts,
    live(question): LiveReply {
      asked.push(question);
      const { deleted, sample } = question;
      const label = (sample ?? 0) % 3;
      const scores = Float32Array.of(0, 0, 0);
      scores[deleted.length < 2 ? label : (label + 1) % 3] = 5;
      const activity = Float32Array.from({ length: units }, (_, unit) => unit);
      return {
        answer: answer(deleted.length),
        sample: sample === null ? null : { scores, activity, outputs: [] },
      };
    },
    samples: ({ samples }) =>
      samples.map((sample) => {
        return { sample, label: sample % 3, kind: 'values', values: Float32Array.of(1) };
      }),
  };
}
