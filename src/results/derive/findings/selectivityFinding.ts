import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../../schema.js';
import { capitalised } from '../capitalised.js';
import { accuracyAt } from '../curveFamilies.js';
import { lostCount } from '../lostSamples.js';
import { formatCounted } from '../numberFormat.js';
import { randomDeletion, selectiveDeletion } from '../randomDeletion.js';
import { relationVerdict, type LayerRelation } from '../selectivityRelation.js';
import type { Interval } from '../spearmanInterval.js';
import type { Spread } from '../spread.js';
import { writeFraction, writeInterval, writeShare } from '../typographicNumbers.js';
import type { UnitRow } from '../unitRows.js';
import type { CloudPoint, Finding } from './finding.js';

const question = l10n.t('Are the easy units the important ones?');
/** With more layers, only the range of their correlations is told. */
const mostNamed = 3;
/** Of the units, removed by selectivity and at random. */
const quarter = 0.25;
/** From here on it is told that dead units stand last in the order, which spares the random orders. */
const manyDead = 0.1;

/**
 * Whether selective units matter more, one by one and together.
 * @param rows all units of an exact result, read under the replacement value.
 * @param relations of the layers (`layerRelations`).
 * @param intervals one entry a relation; `null` while they are not known: then nothing is claimed.
 * @returns `null` where no layer has both sides.
 */
export function selectivityFinding(
  result: ResultFile,
  rows: readonly UnitRow[],
  replacement: string | null,
  relations: readonly LayerRelation[],
  intervals: readonly (Interval | null)[] | null,
): Finding | null {
  if (relations.length === 0) return null;
  const verdict = intervals === null ? null : relationVerdict(relations, intervals);
  const evidence = [
    capitalised(verdict?.reason ?? ''),
    correlations(relations),
    together(result, rows, replacement),
  ];
  return {
    kind: 'selectivity',
    claim: verdict === null ? question : `${question} ${verdict.answer}.`,
    evidence: evidence.filter((sentence) => sentence !== '').join(' '),
    plot: { kind: 'cloud', points: cloud(rows), layers: result.layers.length },
  };
}

function correlations(relations: readonly LayerRelation[]): string {
  const known = relations.flatMap(({ layer, rho }) => (rho === null ? [] : [{ layer, rho }]));
  if (known.length === 0) return '';
  if (known.length <= mostNamed) {
    const named = known.map(({ layer, rho }) =>
      l10n.t({ message: '{0} in {1}', args: [writeFraction(rho), layer.id], comment: 'a number in a layer' }),
    );
    return l10n.t('Rank correlation with the cost: {0}.', named.join(', '));
  }
  const rhos = known.map(({ rho }) => rho);
  return l10n.t(
    'Rank correlation with the cost: {0} in {1} layers.',
    ...[writeInterval(Math.min(...rhos), Math.max(...rhos)), known.length],
  );
}

/**
 * What the most selective quarter costs together, beside a random quarter; a verdict only where it lies outside all
 * of several random orders.
 */
function together(result: ResultFile, rows: readonly UnitRow[], replacement: string | null): string {
  const { samples } = result.dataset;
  const random = randomDeletion(result, replacement);
  const ordered = random === null ? null : selectiveDeletion(result, random.replacement);
  const left = ordered && accuracyAt(ordered, quarter, samples);
  const others = random && accuracyAt(random, quarter, samples);
  if (left === null || others === null) return '';
  const dead = rows.filter((row) => row.dead).length;
  const caveat = dead > manyDead * rows.length ? l10n.t('Dead units count as the least selective.') : '';
  return [quarterSentence(left.mean, others), caveat].filter((sentence) => sentence !== '').join(' ');
}

function quarterSentence(left: number, { mean, lowest, highest, count }: Spread): string {
  if (count === 1) {
    return l10n.t(
      'With the most selective quarter gone it is right on {0}, with a random quarter on {1}.',
      ...[writeShare(left), writeShare(mean)],
    );
  }
  const verdict =
    left < lowest
      ? l10n.t('Together they matter more')
      : left > highest
        ? l10n.t('Together they matter less')
        : l10n.t('Together they matter no more than others');
  return l10n.t(
    '{0}: with the most selective quarter gone it is right on {1}, with a random quarter on {2} ({3} to {4} over {5}).',
    ...[verdict, ...[left, mean, lowest, highest].map(writeShare), formatCounted(count, 'order')],
  );
}

function cloud(rows: readonly UnitRow[]): CloudPoint[] {
  return rows.flatMap((row) => {
    const lost = lostCount(row);
    return lost === null || row.selectivity === null
      ? []
      : [{ selectivity: row.selectivity, lost, layerIndex: row.layerIndex }];
  });
}
