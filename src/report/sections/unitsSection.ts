import * as l10n from '@vscode/l10n';
import type { FigureTable } from '../../figures/figure.js';
import { largestClassLoss } from '../../results/derive/importance.js';
import { layerSummaries } from '../../results/derive/layerSummary.js';
import { lostCount } from '../../results/derive/lostSamples.js';
import { plural } from '../../results/derive/nouns.js';
import { formatCount } from '../../results/derive/numberFormat.js';
import { rank } from '../../results/derive/ranking.js';
import { lowerBoundSentence } from '../../results/derive/sentences.js';
import { writeCount, writeFraction, writePart, writeRange } from '../../results/derive/typographicNumbers.js';
import { unitName } from '../../results/derive/unitName.js';
import { samplesOfClass } from '../../results/derive/unitPhrases.js';
import type { UnitRow } from '../../results/derive/unitRows.js';
import type { ReportedResult, ReportSection } from '../section.js';

/** Units that are listed. */
const listed = 50;

/** The costliest units, and each layer in a line. */
export const unitsSection: ReportSection = {
  id: 'units',
  title: l10n.t('Units'),
  build(reported) {
    const { rows, result } = reported;
    if (rows.length === 0) return null;
    const deleted = rows.filter(({ lost }) => lost !== null);
    const order = rank(deleted.map(lostCount), 'desc');
    const costliest = order.slice(0, listed).map((i) => deleted[i]);
    const few =
      costliest.length < deleted.length
        ? l10n.t('The {0} costliest of {1} units', formatCount(costliest.length), formatCount(deleted.length))
        : l10n.t('All deleted units');
    return {
      opening: null,
      figures: [],
      tables: [
        layerTable(reported),
        ...(costliest.length === 0 ? [] : [unitTable(reported, costliest, few)]),
      ],
      notes: [
        ...(result.exact && deleted.length > 0
          ? [l10n.t('Beyond chance: exact McNemar test, Benjamini–Hochberg at 5 % over all deleted units.')]
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
      { name: l10n.t('unit') },
      {
        name: isEstimate ? l10n.t('{0} lost, estimated', plural(noun)) : l10n.t('{0} lost', plural(noun)),
        write: writeCount,
      },
      ...(isEstimate ? [{ name: l10n.t('99 % interval') }] : []),
      { name: l10n.t('rise in loss'), write: (value) => writeFraction(value, 4) },
      { name: l10n.t('beyond chance') },
      { name: l10n.t('class hurt most') },
      { name: l10n.t('selectivity'), write: writeFraction },
      { name: l10n.t('prefers') },
      { name: l10n.t('information, bits'), write: writeFraction },
    ],
    rows: rows.map((row) => {
      const basis = row.lost?.basis;
      const worst = replacement === null ? null : largestClassLoss(result, row.unit, replacement);
      return [
        row.name,
        lostCount(row),
        ...(isEstimate
          ? [basis?.kind === 'estimate' ? writeRange(writeCount(basis.low), writeCount(basis.high)) : null]
          : []),
        row.importance?.lossRise ?? null,
        row.dead ? l10n.t('dead') : row.beyondChance ? l10n.t('yes') : '',
        worst === null || worst.samplesLost <= 0
          ? null
          : writePart(writeCount(worst.samplesLost), samplesOfClass(result, worst.classIndex)),
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
    title: l10n.t('Layers, from input to output'),
    columns: [
      { name: l10n.t('layer') },
      { name: l10n.t('kind') },
      { name: l10n.t('units'), write: formatCount },
      { name: l10n.t('dead'), write: formatCount },
      { name: l10n.t('always on'), write: formatCount },
      { name: l10n.t('beyond chance'), write: formatCount },
      { name: l10n.t('costliest') },
      { name: l10n.t('mean selectivity'), write: writeFraction },
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
