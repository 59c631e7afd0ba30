import { precisionOf, precisionWords } from '../results/derive/exactness.js';
import { unitImportances } from '../results/derive/importance.js';
import { formatCount, formatCounted } from '../results/derive/numberFormat.js';
import type { ResultFile } from '../results/schema.js';

/** What an estimate is, and how to have more; `null` of an exact result. */
export function estimateSentence(result: ResultFile, replacement: string): string | null {
  const precision = precisionOf(result);
  if (precision === null) return null;
  const { dataset, settings } = result;
  const samples = unitImportances(result, replacement).map((unit) => unit.samples);
  const [least, most] = samples.reduce(
    ([low, high], count) => [Math.min(low, count), Math.max(high, count)],
    [Infinity, 0],
  );
  const drawn = least === most ? formatCount(most) : `${formatCount(least)} to ${formatCount(most)}`;
  const top =
    settings.top === undefined ? '' : `, or until the ${formatCount(settings.top)} costliest are told`;
  return (
    `Estimated: ${drawn} of ${formatCounted(dataset.samples, dataset.noun)} were drawn for each unit, until its drop in ` +
    `accuracy is known to ${precisionWords(precision)} at 99 %${top}. The same without --precision goes on to exact numbers.`
  );
}

/** What can't be told from an estimate, where an exact result tells it. */
export const notFromEstimates = 'Which units stand out from chance is told of exact results.';
