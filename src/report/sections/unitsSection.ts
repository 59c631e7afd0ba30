import type { FigureTable } from '../../figures/figure.js';
import { largestClassLoss } from '../../results/derive/importance.js';
import { layerSummaries } from '../../results/derive/layerSummary.js';
import { lostCount } from '../../results/derive/lostSamples.js';
import { formatCount } from '../../results/derive/numberFormat.js';
import { rank } from '../../results/derive/ranking.js';
import { lowerBoundSentence } from '../../results/derive/sentences.js';
import { writeCount, writeFraction } from '../../results/derive/typographicNumbers.js';
import { unitName } from '../../results/derive/unitName.js';
import { samplesOfClass } from '../../results/derive/unitPhrases.js';
import type { UnitRow } from '../../results/derive/unitRows.js';
import type { ReportedResult, ReportSection } from '../section.js';

/** Units that are listed. */
const listed = 50;

/** The costliest units, and each layer in a line. */
export const unitsSection: ReportSection = {
  id: 'units',
  title: 'Units',
  build(reported) {
    const { rows, result } = reported;
    if (rows.length === 0) return null;
    const deleted = rows.filter(({ lost }) => lost !== null);
    const order = rank(deleted.map(lostCount), 'desc');
    const costliest = order.slice(0, listed).map((i) => deleted[i]);
    const few =
      costliest.length < deleted.length
        ? `The ${formatCount(costliest.length)} costliest of ${formatCount(deleted.length)} units`
        : 'All deleted units';
    return {
      opening: null,
      figures: [],
      tables: [
        layerTable(reported),
        ...(costliest.length === 0 ? [] : [unitTable(reported, costliest, few)]),
      ],
      notes: [
        ...(result.exact && deleted.length > 0
          ? ['Beyond chance: exact McNemar test, Benjamini\u2013Hochberg at 5 % over all deleted units.']
          : []),
        ...(deleted.length > 0 ? [lowerBoundSentence] : []),
      ],
    };
  },
};

function unitTable(
  { result, replacement }: ReportedResult,
  rows: readonly UnitRow[],
  title: string,
): FigureTable {
  const { noun, classes } = result.dataset;
  const isEstimate = rows.some(({ lost }) => lost?.basis?.kind === 'estimate');
  return {
    title,
    columns: [
      { name: 'unit' },
      { name: `${noun}s lost${isEstimate ? ', estimated' : ''}`, write: writeCount },
      ...(isEstimate ? [{ name: '99 % interval' }] : []),
      { name: 'rise in loss', write: (value) => writeFraction(value, 4) },
      { name: 'beyond chance' },
      { name: 'class hurt most' },
      { name: 'selectivity', write: writeFraction },
      { name: 'prefers' },
      { name: 'information, bits', write: writeFraction },
    ],
    rows: rows.map((row) => {
      const basis = row.lost?.basis;
      const worst = replacement === null ? null : largestClassLoss(result, row.unit, replacement);
      return [
        row.name,
        lostCount(row),
        ...(isEstimate
          ? [basis?.kind === 'estimate' ? `${writeCount(basis.low)} to ${writeCount(basis.high)}` : null]
          : []),
        row.importance?.lossRise ?? null,
        row.dead ? 'dead' : row.beyondChance ? 'yes' : '',
        worst === null || worst.samplesLost <= 0
          ? null
          : `${writeCount(worst.samplesLost)} of ${samplesOfClass(result, worst.classIndex)}`,
        row.selectivity,
        row.preferredClass === null ? null : (classes[row.preferredClass] ?? null),
        row.information,
      ];
    }),
  };
}

function layerTable({ result, replacement, rows }: ReportedResult): FigureTable {
  const lost = new Map(rows.map((row) => [row.unit.flat, lostCount(row)]));
  return {
    title: 'Layers, from input to output',
    columns: [
      { name: 'layer' },
      { name: 'kind' },
      { name: 'units', write: formatCount },
      { name: 'dead', write: formatCount },
      { name: 'always on', write: formatCount },
      { name: 'beyond chance', write: formatCount },
      { name: 'costliest' },
      { name: 'mean selectivity', write: writeFraction },
    ],
    rows: layerSummaries(result, replacement).map(
      ({ layer, units, dead, alwaysOn, unitsBeyondChance, costliest, meanSelectivity }) => [
        layer.id,
        layer.kind,
        units,
        dead,
        alwaysOn,
        unitsBeyondChance,
        costliest === null
          ? null
          : `${unitName(costliest.unit)}, ${writeCount(lost.get(costliest.unit.flat) ?? 0)}`,
        meanSelectivity,
      ],
    ),
  };
}
