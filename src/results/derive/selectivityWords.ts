import type { SelectivitySum } from './classResponse.js';
import { writeFraction, writeMeasure } from './typographicNumbers.js';

/** The selectivity index as a sum to follow: `(2.96 \u2212 .25) / (2.96 + .25) = .85`; `null` where it is undefined. */
export function selectivitySumWords({ favouriteMean, othersMean, index }: SelectivitySum): string | null {
  if (index === null) return null;
  const best = writeMeasure(favouriteMean);
  const others = othersMean < 0 ? `(${writeMeasure(othersMean)})` : writeMeasure(othersMean);
  return `(${best} \u2212 ${others}) / (${best} + ${others}) = ${writeFraction(index)}`;
}
