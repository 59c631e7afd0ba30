import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../../schema.js';
import { capitalised } from '../capitalised.js';
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

function nameOf(measure: DepthTrend['measure']): string {
  return measure === 'selectivity' ? l10n.t('selectivity') : l10n.t('mutual information');
}

/**
 * Whether selectivity or information rise or fall with depth; `null` where that can be luck. Of both, the stronger is
 * told first.
 */
export function depthFinding(result: ResultFile): Finding | null {
  const told = depthTrends(result)
    .filter(tells)
    .sort((a, b) => Math.abs(b.rho ?? 0) - Math.abs(a.rho ?? 0));
  if (told.length === 0) return null;
  return {
    kind: 'depth',
    claim: claimOf(told),
    evidence: told.map((trend) => means(result, trend)).join(' '),
    plot: { kind: 'steps', means: told[0].means },
  };
}

function claimOf(told: readonly DepthTrend[]): string {
  const rising = told.map(({ rho }) => (rho ?? 0) > 0);
  const [first, second] = told.map(({ measure }) => nameOf(measure));
  if (told.length === 2 && rising[0] === rising[1]) {
    const both = rising[0]
      ? l10n.t('{0} and {1} rise with depth', first, second)
      : l10n.t('{0} and {1} fall with depth', first, second);
    return `${capitalised(both)}.`;
  }
  const claims = told.map(({ measure }, i) =>
    rising[i]
      ? l10n.t('{0} rises with depth', nameOf(measure))
      : l10n.t('{0} falls with depth', nameOf(measure)),
  );
  return claims.map((claim) => `${capitalised(claim)}.`).join(' ');
}

/** `Mean selectivity is .21 in conv1 and .62 in fc1 (rank correlation with depth .94 over 6 layers).` */
function means({ layers }: ResultFile, { measure, means, rho, n }: DepthTrend): string {
  const known = means.flatMap((mean, i) => (mean === null ? [] : [{ mean, layer: layers[i].id }]));
  const [first, last] = [known[0], known[known.length - 1]];
  const told = [
    ...[writeFraction(first.mean), first.layer, writeFraction(last.mean), last.layer],
    ...[writeFraction(rho ?? 0), n],
  ];
  return measure === 'mutualInformation'
    ? l10n.t(
        'Mean mutual information is {0} bits in {1} and {2} bits in {3} (rank correlation with depth {4} over {5} layers).',
        ...told,
      )
    : l10n.t(
        'Mean selectivity is {0} in {1} and {2} in {3} (rank correlation with depth {4} over {5} layers).',
        ...told,
      );
}
