import type { ResultFile } from '../../src/results/schema.js';
import { sampleResult } from './sampleResult.js';

type Curve = NonNullable<ResultFile['curves']>[number];

/** All fourteen units of the sample, from the first to the last. */
export const allUnits = Array.from({ length: 14 }, (_, unit) => unit);

/** A curve of the sample through 180 correct at the start; its area is worked out here, by hand. */
export function curveOf(correct: readonly [number, number, number], change: Partial<Curve> = {}): Curve {
  const [start, middle, end] = correct;
  return {
    by: 'random',
    direction: null,
    mode: 'remove',
    scope: 'network',
    control: null,
    seed: 0,
    replacement: 'zero',
    units: allUnits,
    removed: [0, 7, 14],
    correct: [...correct],
    loss: [0.3, 1, 2],
    auc: (start + 2 * middle + end) / 4 / 200,
    ...change,
  };
}

/** The sample with curves of three random orders and one ranked, two scales of noise, and groups. */
export function measuredSample(): ResultFile {
  return {
    ...sampleResult(),
    settings: { seed: 0, replacements: ['resample', 'zero'] },
    curves: [
      curveOf([180, 120, 80]),
      curveOf([180, 140, 80], { seed: 1 }),
      curveOf([180, 100, 80], { seed: 2 }),
      curveOf([180, 90, 80], { by: 'selectivity', direction: 'desc' }),
    ],
    noise: [
      { scope: 'network', scale: 0.1, seed: 0, correct: 178, loss: 0.31 },
      { scope: 'network', scale: 0.1, seed: 1, correct: 174, loss: 0.33 },
      { scope: 'network', scale: 1, seed: 0, correct: 120, loss: 1.5 },
      { scope: 'network', scale: 1, seed: 1, correct: 130, loss: 1.3 },
    ],
    groups: [
      { units: [3, 10], correct: 128, loss: 0.9, turnedWrong: 55, turnedRight: 3 },
      { units: [0, 2], correct: 175, loss: 0.32, turnedWrong: 9, turnedRight: 4 },
    ],
  };
}
