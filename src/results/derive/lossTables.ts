import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { curveFamilies } from './curveFamilies.js';
import { orderName } from './curveWords.js';
import { replacementName, scopeName } from './dataWords.js';
import { flatUnits, isDead } from './flatUnits.js';
import { unitImportances, type UnitImportance } from './importance.js';
import type { Opening } from './importanceSentence.js';
import { noiseLevels } from './noiseLevels.js';
import { formatCount, formatCountedOblique, formatLoss, formatLossRise } from './numberFormat.js';
import { rank } from './ranking.js';
import type { ResultTable } from './resultTables.js';
import { lowerBoundSentence } from './sentences.js';
import { taskSentence } from './task.js';
import { writeDecimal } from './typographicNumbers.js';
import { unitName } from './unitName.js';

/** Units whose deletion raises the loss most. */
const unitsShown = 50;
const shownFractions = [0, 0.25, 0.5, 0.75, 1];

/** What a result says first where there is nothing but a loss. */
export function lossOpening(result: ResultFile, replacement: string | null): Opening {
  const [first] = byLossRise(result, replacement);
  const loss = result.baseline.loss ?? null;
  const intact = loss === null ? null : l10n.t('Intact, the mean squared error is {0}.', formatLoss(loss));
  return {
    answer:
      first?.lossRise == null || first.lossRise <= 0
        ? l10n.t('No single deletion raises the error')
        : l10n.t(
            'Deleting {0} raises the error most, by {1}',
            unitName(first.unit),
            formatLoss(first.lossRise),
          ),
    evidence: [intact, taskSentence(result), lowerBoundSentence].filter((said) => said !== null).join(' '),
  };
}

/**
 * Everything that a result holds of losses, for tasks that know nothing else.
 * @param units how many of the units that cost most are listed.
 */
export function lossTables(
  result: ResultFile,
  replacement: string | null,
  units: number = unitsShown,
): ResultTable[] {
  const ranked = byLossRise(result, replacement);
  const tables = [
    layerTable(result, ranked),
    unitTable(ranked.slice(0, units), ranked.length),
    curveTable(result),
    noiseTable(result),
    groupTable(result),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

/** Deleted units, those first that raise the loss most; ties go to the lower flat index. */
function byLossRise(result: ResultFile, replacement: string | null): UnitImportance[] {
  const deleted = (replacement === null ? [] : unitImportances(result, replacement)).filter(
    ({ lossRise }) => lossRise !== null,
  );
  return rank(
    deleted.map(({ lossRise }) => lossRise ?? 0),
    'desc',
  ).map((i) => deleted[i]);
}

function layerTable(result: ResultFile, ranked: readonly UnitImportance[]): ResultTable {
  const dead = new Map<string, number>();
  for (const unit of flatUnits(result)) {
    if (isDead(result, unit)) dead.set(unit.layer.id, (dead.get(unit.layer.id) ?? 0) + 1);
  }
  return {
    title: l10n.t('Layers'),
    header: [l10n.t('Layer'), l10n.t('Units'), l10n.t('Dead'), l10n.t('Costliest unit'), l10n.t('Loss rise')],
    rows: result.layers
      .filter(({ units }) => Object.keys(units).length > 0)
      .map((layer) => {
        const costliest = ranked.find(({ unit }) => unit.layer === layer);
        return [
          layer.id,
          formatCount(layer.unitCount),
          formatCount(dead.get(layer.id) ?? 0),
          costliest ? formatCount(costliest.unit.index) : '',
          riseOr(costliest?.lossRise),
        ];
      }),
    notes: [],
  };
}

function unitTable(ranked: readonly UnitImportance[], deleted: number): ResultTable {
  return {
    title:
      ranked.length < deleted
        ? l10n.t(
            'The {0} costliest of {1}',
            formatCount(ranked.length),
            formatCountedOblique(deleted, 'unit'),
          )
        : l10n.t('Units, costliest first'),
    header: [l10n.t('Unit'), l10n.t('Loss rise')],
    rows: ranked.map(({ unit, lossRise }) => [unitName(unit), riseOr(lossRise)]),
    notes: [],
  };
}

/** Losses at shares of units removed, the mean over the orders of a family. */
function curveTable(result: ResultFile): ResultTable {
  return {
    title: l10n.t('More and more units removed: mean loss'),
    header: [l10n.t('Order, scope'), ...shownFractions.map((share) => `${100 * share} %`)],
    rows: curveFamilies(result).map((family) => [
      [
        orderName(family),
        scopeName(family.scope),
        ...(family.mode === 'keep' ? [l10n.t('kept')] : []),
        replacementName(family.replacement),
      ].join(', '),
      ...shownFractions.map((share) => {
        // Points stand where units are whole: the nearest is taken.
        const distances = family.points.map(({ fraction }) => Math.abs(fraction - share));
        const nearest = family.points.at(distances.indexOf(Math.min(...distances)));
        return nearest?.loss ? formatLoss(nearest.loss.mean) : '';
      }),
    ]),
    notes: [],
  };
}

function noiseTable(result: ResultFile): ResultTable {
  return {
    title: l10n.t('Noise on every unit: mean loss'),
    header: [l10n.t('Scope'), l10n.t('Standard deviations'), l10n.t('Loss'), l10n.t('Draws')],
    rows: noiseLevels(result).map(({ scope, scale, loss, correct }) => [
      scopeName(scope),
      writeDecimal(scale),
      loss ? formatLoss(loss.mean) : '',
      formatCount(correct.count),
    ]),
    notes: [],
  };
}

function groupTable(result: ResultFile): ResultTable {
  const { groups = [], baseline } = result;
  const units = flatUnits(result);
  return {
    title: l10n.t('Groups deleted together'),
    header: [l10n.t('Units'), l10n.t('Loss rise')],
    rows: groups.map((group) => [
      group.units.map((unit) => unitName(units[unit])).join(' '),
      riseOr(group.loss == null || baseline.loss == null ? null : group.loss - baseline.loss),
    ]),
    notes: [],
  };
}

function riseOr(rise: number | null | undefined): string {
  return rise == null ? '' : formatLossRise(rise);
}
