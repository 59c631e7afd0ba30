import type { ResultFile } from '../../src/results/schema.js';
import type { Check } from './benchmark.js';

/** Whether two runs gave the same, but for when they ran and how long. */
export function compareResults(a: ResultFile, b: ResultFile): Check {
  const undated = (result: ResultFile): string =>
    JSON.stringify({ ...result, created: '', durationSeconds: 0 });
  return undated(a) === undated(b)
    ? { words: 'the same result', faults: [] }
    : { words: 'DIFFERENT', faults: ['the results differ'] };
}
