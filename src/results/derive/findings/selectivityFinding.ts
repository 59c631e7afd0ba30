import type { ResultFile } from '../../schema.js';
import { accuracyAt } from '../curveFamilies.js';
import { lostCount } from '../lostSamples.js';
import { formatCounted } from '../numberFormat.js';
import { randomDeletion, selectiveDeletion } from '../randomDeletion.js';
import { relationOpening, type LayerRelation } from '../selectivityRelation.js';
import type { Interval } from '../spearmanInterval.js';
import { writeFraction, writeInterval, writeShare } from '../typographicNumbers.js';
import type { UnitRow } from '../unitRows.js';
import { capitalised } from './capitalised.js';
import type { CloudPoint, Finding } from './finding.js';

const question = 'Are the easy units the important ones?';
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
  const verdict = intervals === null ? '' : relationOpening(relations, intervals).evidence;
  // Its first sentence answers the question.
  const [, answer = verdict, rest = ''] = /^([^.:]+)[.:] ?(.*)$/s.exec(verdict) ?? [];
  const evidence = [capitalised(rest), correlations(relations), together(result, rows, replacement)];
  return {
    kind: 'selectivity',
    claim: answer === '' ? question : `${question} ${answer}.`,
    evidence: evidence.filter((sentence) => sentence !== '').join(' '),
    plot: { kind: 'cloud', points: cloud(rows), layers: result.layers.length },
  };
}

function correlations(relations: readonly LayerRelation[]): string {
  const known = relations.flatMap(({ layer, rho }) => (rho === null ? [] : [{ layer, rho }]));
  if (known.length === 0) return '';
  const told =
    known.length <= mostNamed
      ? known.map(({ layer, rho }) => `${writeFraction(rho)} in ${layer.id}`).join(', ')
      : `${writeInterval(Math.min(...known.map(({ rho }) => rho)), Math.max(...known.map(({ rho }) => rho)))} in ${known.length} layers`;
  return `Rank correlation with the cost: ${told}.`;
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
  const range =
    others.count === 1
      ? ''
      : ` (${writeShare(others.lowest)} to ${writeShare(others.highest)} over ${formatCounted(others.count, 'order')})`;
  const numbers =
    `with the most selective quarter gone it is right on ${writeShare(left.mean)}, ` +
    `with a random quarter on ${writeShare(others.mean)}${range}.`;
  const dead = rows.filter((row) => row.dead).length;
  const caveat = dead > manyDead * rows.length ? ' Dead units count as the least selective.' : '';
  if (others.count === 1) return capitalised(numbers) + caveat;
  const verdict =
    left.mean < others.lowest
      ? 'Together they matter more'
      : left.mean > others.highest
        ? 'Together they matter less'
        : 'Together they matter no more than others';
  return `${verdict}: ${numbers}${caveat}`;
}

function cloud(rows: readonly UnitRow[]): CloudPoint[] {
  return rows.flatMap((row) => {
    const lost = lostCount(row);
    return lost === null || row.selectivity === null
      ? []
      : [{ selectivity: row.selectivity, lost, layerIndex: row.layerIndex }];
  });
}
