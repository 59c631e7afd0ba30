import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { statisticsSamples } from './exactness.js';
import { basisOf, lostCount } from './lostSamples.js';
import { obliquePlural, plural } from './nouns.js';
import { formatCount, formatCounted } from './numberFormat.js';
import { randomDeletion } from './randomDeletion.js';
import { writeCount, writeFraction, writeShare } from './typographicNumbers.js';
import type { UnitRow } from './unitRows.js';

/** A number that a network is known by, and what it is. */
export interface KeyNumber {
  readonly number: string;
  readonly label: string;
}

/** The numbers that stand first: what is right, how many units there are, the costliest, the dead, the area. */
export function keyNumbers(
  result: ResultFile,
  rows: readonly UnitRow[],
  replacement: string | null,
): KeyNumber[] {
  const { baseline, dataset } = result;
  const counted = statisticsSamples(result);
  const layers = new Set(rows.map(({ layerIndex }) => layerIndex)).size;
  const isPart = counted !== dataset.samples;
  const inLayers = formatCounted(layers, 'layer');
  const numbers = [
    counted === 0
      ? null
      : {
          number: writeShare(baseline.correct / counted),
          label: isPart
            ? l10n.t('right when intact, on {0}', `${formatCount(counted)} ${obliquePlural(dataset.noun)}`)
            : l10n.t('right when intact'),
        },
    {
      number: formatCount(rows.length),
      label: rows.length === 1 ? l10n.t('unit in {0}', inLayers) : l10n.t('units in {0}', inLayers),
    },
    costliest(rows, dataset.noun),
    dead(result, rows),
    area(result, replacement),
  ];
  return numbers.filter((number) => number !== null);
}

function costliest(rows: readonly UnitRow[], noun: string): KeyNumber | null {
  const basis = basisOf(rows);
  const most = rows.reduce<number | null>((highest, row) => {
    const lost = lostCount(row);
    return lost === null || (highest !== null && highest >= lost) ? highest : lost;
  }, null);
  // Of what still grows there is no costliest.
  if (most === null || basis === 'soFar') return null;
  return {
    number: writeCount(Math.max(0, most)),
    label:
      basis === 'estimate'
        ? l10n.t('{0}: the highest estimate', plural(noun))
        : l10n.t('{0}: the costliest unit', plural(noun)),
  };
}

function dead(result: ResultFile, rows: readonly UnitRow[]): KeyNumber | null {
  if (!result.layers.some(({ units }) => units.silentSamples !== undefined)) return null;
  const count = rows.filter((row) => row.dead).length;
  const isPart = statisticsSamples(result) !== result.dataset.samples;
  const label =
    count === 1
      ? isPart
        ? l10n.t('dead unit, on what was read')
        : l10n.t('dead unit')
      : isPart
        ? l10n.t('dead units, on what was read')
        : l10n.t('dead units');
  return { number: formatCount(count), label };
}

function area(result: ResultFile, replacement: string | null): KeyNumber | null {
  const auc = randomDeletion(result, replacement)?.auc ?? null;
  return auc === null
    ? null
    : { number: writeFraction(auc.mean), label: l10n.t('area under random deletion') };
}
