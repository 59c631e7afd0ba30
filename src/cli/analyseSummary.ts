import { beyondChance } from '../results/derive/beyondChance.js';
import { replacementsOf } from '../results/derive/flatUnits.js';
import { unitImportances } from '../results/derive/importance.js';
import { layerSummaries } from '../results/derive/layerSummary.js';
import {
  formatCount,
  formatCounted,
  formatDuration,
  formatLoss,
  formatShare,
} from '../results/derive/numberFormat.js';
import {
  beyondChanceSentence,
  beyondChanceTest,
  lowerBoundSentence,
  nearChanceHint,
  selectivitySentence,
} from '../results/derive/sentences.js';
import type { ResultFile } from '../results/schema.js';
import type { Style } from './io.js';
import { layerTable } from './layerTable.js';
import type { Table } from './table.js';
import { plain, wrap } from './terminalText.js';
import { unitTable } from './unitTable.js';

const unitsShown = 10;
/** A sentence is hard to read on a longer line. */
const longestLine = 100;

/**
 * What an analysis found, on one screen.
 * @param where the result file, as it is to be shown
 * @param width columns of the terminal; without end where there is none
 */
export function analyseSummary(result: ResultFile, where: string, width: number, style: Style): string {
  const { dataset, baseline } = result;
  const replacements = replacementsOf(result);
  const text = (sentence: string): string[] => wrap(plain(sentence), Math.min(width, longestLine));
  const table = ({ header, rows }: Table): string[] => [...header.map((line) => style('dim', line)), ...rows];
  const labels = dataset.labelKind === 'true' ? '' : `, labels: ${dataset.labelKind}`;
  const model = result.model.file.split('/').at(-1) ?? '';
  const title = `${model} on ${dataset.name} (${formatCounted(dataset.samples, dataset.noun)}${labels})`;
  const loss =
    baseline.loss === undefined || baseline.loss === null ? '' : `, loss ${formatLoss(baseline.loss)} nats`;
  const share = formatShare(baseline.correct, dataset.samples);
  const hint = nearChanceHint(result);
  const lines = [
    ...text(title).map((line) => style('bold', line)),
    ...text(
      `Intact: ${share} correct (${formatCount(baseline.correct)} of ${formatCount(dataset.samples)})${loss}`,
    ),
    ...(hint === null ? [] : text(hint).map((line) => style('yellow', line))),
    '',
    ...table(layerTable(result, replacements, width)),
    '',
  ];
  if (replacements.length > 0) {
    const deleted = unitImportances(result, replacements[0]).length;
    lines.push(
      ...text(unitTitle(deleted, replacements)).map((line) => style('bold', line)),
      ...table(unitTable(result, replacements, unitsShown, width)),
      '',
      ...sentences(result, replacements).flatMap(text),
      '',
    );
  }
  lines.push(...text(`Written to ${where} in ${formatDuration(result.durationSeconds)}.`));
  return `${lines.join('\n')}\n`;
}

function unitTitle(deleted: number, replacements: readonly string[]): string {
  const which =
    deleted > unitsShown
      ? `The ${unitsShown} costliest of ${formatCount(deleted)} units`
      : 'The units, costliest first';
  return `${which}, each deleted by itself (replaced by ${replacements[0]})`;
}

function sentences(result: ResultFile, replacements: readonly string[]): string[] {
  const standOut = replacements.map((replacement) => {
    const beyond = beyondChance(unitImportances(result, replacement));
    const sentence = beyondChanceSentence(beyond.filter(Boolean).length, beyond.length);
    return replacements.length === 1 ? sentence : `Replaced by ${replacement}: ${sentence}`;
  });
  const losses = unitImportances(result, replacements[0]).every((unit) => unit.lossRise !== null);
  const against = losses ? 'rise in loss' : `${result.dataset.noun}s lost`;
  const selectivity = selectivitySentence(layerSummaries(result, replacements[0]), against);
  return [...standOut, beyondChanceTest, lowerBoundSentence, ...(selectivity === null ? [] : [selectivity])];
}
