import type { ResultFile } from '../../src/results/schema.js';
import type { Check } from './benchmark.js';

/**
 * Whether two runs gave the same, but for when they ran and how long. Where ways of deleting are as fast as each other, one
 * run may time another to be the fastest; counts are the same then, and sums of losses rounded in another order.
 */
export function compareResults(a: ResultFile, b: ResultFile): Check {
  const undated = (result: ResultFile): string =>
    JSON.stringify({ ...result, created: '', durationSeconds: 0 });
  if (undated(a) === undated(b)) return { words: 'the same result', faults: [] };
  const isOtherwise = JSON.stringify(a.settings.ways) !== JSON.stringify(b.settings.ways);
  return isOtherwise && countsOf(a) === countsOf(b)
    ? { words: 'the same counts, in other ways', faults: [] }
    : { words: 'DIFFERENT', faults: ['the results differ'] };
}

/** What was counted of each unit, of each replacement value. */
function countsOf({ baseline, layers }: ResultFile): string {
  const counts = layers.map(({ units }) =>
    Object.values(units.ablation ?? {}).map(({ correct, correctPerClass, turnedWrong, turnedRight }) => {
      return [correct, correctPerClass, turnedWrong, turnedRight];
    }),
  );
  return JSON.stringify([baseline.correctPerClass, counts]);
}
