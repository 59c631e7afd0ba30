import * as vscode from 'vscode';
import type { LayerSummary as ModelLayer } from '../jobs/protocol.js';
import { precisionOf, precisionWords, statisticsSamples } from '../results/derive/exactness.js';
import { lostSamples, type LostSamples } from '../results/derive/lostSamples.js';
import { formatCount, formatCounted, formatCountedOblique } from '../results/derive/numberFormat.js';
import type { LayerSummary } from '../results/derive/layerSummary.js';
import { countsAnswers, intactShare } from '../results/derive/task.js';
import { writeCount, writeFraction } from '../results/derive/typographicNumbers.js';
import { importancePhrase, lostPhrase, selectivityPhrase } from '../results/derive/unitPhrases.js';
import type { UnitRow } from '../results/derive/unitRows.js';
import type { ResultFile } from '../results/schema.js';
import type { Freshness } from './messages.js';

/** What the tree says behind a name, and in full where the pointer rests. */
export interface ItemWords {
  /** Short: side bars are narrow, and cut what does not fit. */
  readonly description: string;
  readonly tooltip: readonly string[];
}

/** `stale · digits, test 500 · 93.2 %`, `estimated · digits, test 500 · 93 %` */
export function resultWords(result: ResultFile, freshness: Freshness): ItemWords {
  const { dataset } = result;
  const counted = statisticsSamples(result);
  const share = intactShare(result);
  const stale = staleWords(freshness);
  const precision = precisionOf(result);
  const short = [
    ...(stale === null ? [] : [vscode.l10n.t('stale')]),
    ...(precision === null ? [] : [vscode.l10n.t('estimated')]),
  ];
  return {
    description: [...short, dataset.name, share].join(' · '),
    tooltip: [
      ...(stale === null ? [] : [stale]),
      countsAnswers(result)
        ? vscode.l10n.t(
            '{0}: {1} of {2} correct',
            dataset.name,
            share,
            formatCountedOblique(counted, dataset.noun),
          )
        : `${dataset.name}: ${share}`,
      ...(precision === null
        ? []
        : [vscode.l10n.t('Units are estimated, {0} at 99 %.', precisionWords(precision))]),
    ],
  };
}

/** What is no longer true of a result; null where nothing is known to be. */
export function staleWords(freshness: Freshness): string | null {
  switch (freshness) {
    case 'modelChanged':
      return vscode.l10n.t('The model has changed since it was measured.');
    case 'dataChanged':
      return vscode.l10n.t('The data have changed since the model was measured on them.');
    case 'missing':
      return vscode.l10n.t('The data that the model was measured on are missing.');
    default:
      return null;
  }
}

/** `64 units · 9 dead · up to 9 lost · selectivity .39` */
export function layerWords(
  layer: ModelLayer,
  summary: LayerSummary | null,
  result: ResultFile | null,
): ItemWords {
  const maps = layer.kind === 'conv' || layer.kind === 'residual';
  const unit = layer.kind === 'head' ? 'head' : maps ? 'map' : 'unit';
  const parts = [formatCounted(layer.unitCount, unit)];
  const shape = layer.shape.map((dim) => dim ?? '?').join(' × ');
  const tooltip = [
    layer.activation === null ? layer.operator : `${layer.operator}, ${layer.activation}`,
    shape,
  ];
  if (summary?.dead) {
    parts.push(vscode.l10n.t('{0} dead', formatCount(summary.dead)));
    tooltip.push(vscode.l10n.t('{0} dead on this data', formatCounted(summary.dead, unit)));
  }
  if (summary?.costliest && result) {
    const lost = lostSamples(result, summary.costliest);
    parts.push(vscode.l10n.t('up to {0}', lostWords(lost)));
    const name = `${layer.id}[${summary.costliest.unit.index}]`;
    tooltip.push(
      lost.basis?.kind === 'estimate'
        ? vscode.l10n.t('highest estimate: {0} {1}', name, lostPhrase(lost, result.dataset.noun))
        : vscode.l10n.t('costliest: {0}, {1} lost', name, formatCounted(lost.count, result.dataset.noun)),
    );
  }
  if (summary && summary.meanSelectivity !== null) {
    const words = writeFraction(summary.meanSelectivity);
    parts.push(vscode.l10n.t('selectivity {0}', words));
    tooltip.push(vscode.l10n.t('mean selectivity {0}', words));
  }
  return { description: parts.join(' · '), tooltip };
}

/** `9 lost`, `about 31 lost`; that it is counted so far the model's own line says, and the tooltip. */
function lostWords({ count, basis }: LostSamples): string {
  return basis?.kind === 'estimate'
    ? vscode.l10n.t('about {0} lost', writeCount(count))
    : vscode.l10n.t('{0} lost', writeCount(count));
}

/** `9 lost · selectivity .57` */
export function unitWords(row: UnitRow, result: ResultFile): ItemWords {
  const { noun, classes } = result.dataset;
  const phrases = [importancePhrase(row, noun), selectivityPhrase(row, classes)].filter(
    (words) => words !== null,
  );
  if (row.beyondChance) phrases.push(vscode.l10n.t('beyond chance'));
  if (row.dead) return { description: vscode.l10n.t('dead'), tooltip: phrases };
  const parts: string[] = [];
  if (row.lost) parts.push(lostWords(row.lost));
  if (row.selectivity !== null) parts.push(vscode.l10n.t('selectivity {0}', writeFraction(row.selectivity)));
  return { description: parts.join(' · '), tooltip: phrases };
}
