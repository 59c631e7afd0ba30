import type { ResultFile } from '../../schema.js';
import { depthTrends, type DepthTrend } from '../depthTrend.js';
import { writeFraction } from '../typographicNumbers.js';
import type { Finding } from './finding.js';

/**
 * The least size of Spearman's rho that luck reaches in one case of twenty at most, two-sided, for 5 to 10 pairs
 * (Zar 1972); fewer pairs never tell.
 */
const critical: readonly number[] = [1, 0.886, 0.786, 0.738, 0.7, 0.648];

function tells({ rho, n }: DepthTrend): boolean {
  if (rho === null || n < 5) return false;
  // Beyond the table rho is nearly normal with a deviation of 1 / sqrt(n - 1).
  return Math.abs(rho) >= (critical.at(n - 5) ?? 1.96 / Math.sqrt(n - 1)) - 1e-9;
}

const names = { selectivity: 'Selectivity', mutualInformation: 'Mutual information' };

/**
 * Whether selectivity or information rise or fall with depth; `null` where that can be luck. Of both, the stronger is
 * told first.
 */
export function depthFinding(result: ResultFile): Finding | null {
  const told = depthTrends(result)
    .filter(tells)
    .sort((a, b) => Math.abs(b.rho ?? 0) - Math.abs(a.rho ?? 0));
  if (told.length === 0) return null;
  const claims = told.map(({ rho }) => ((rho ?? 0) > 0 ? 'rises' : 'falls'));
  const claim =
    told.length === 2 && claims[0] === claims[1]
      ? `${names[told[0].measure]} and ${names[told[1].measure].toLowerCase()} ${claims[0].replace(/s$/, '')} with depth.`
      : told.map(({ measure }, i) => `${names[measure]} ${claims[i]} with depth.`).join(' ');
  return {
    kind: 'depth',
    claim,
    evidence: told.map((trend) => means(result, trend)).join(' '),
    plot: { kind: 'steps', means: told[0].means },
  };
}

/** `Mean selectivity is .21 in conv1 and .62 in fc1 (rank correlation with depth .94 over 6 layers).` */
function means({ layers }: ResultFile, { measure, means, rho, n }: DepthTrend): string {
  const known = means.flatMap((mean, i) => (mean === null ? [] : [{ mean, layer: layers[i].id }]));
  const [first, last] = [known[0], known[known.length - 1]];
  const unit = measure === 'mutualInformation' ? ' bits' : '';
  return (
    `Mean ${names[measure].toLowerCase()} is ${writeFraction(first.mean)}${unit} in ${first.layer} and ` +
    `${writeFraction(last.mean)}${unit} in ${last.layer} (rank correlation with depth ${writeFraction(rho ?? 0)} over ${n} layers).`
  );
}
