import { beyondChance } from '../results/derive/beyondChance.js';
import { depthSentence } from '../results/derive/depthTrend.js';
import { unusualEngineWords } from '../results/derive/engineWords.js';
import { statisticsSamples } from '../results/derive/exactness.js';
import { replacementsOf } from '../results/derive/flatUnits.js';
import { unitImportances } from '../results/derive/importance.js';
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
} from '../results/derive/sentences.js';
import { lossOpening, lossTables } from '../results/derive/lossTables.js';
import { countsAnswers, taskSentence } from '../results/derive/task.js';
import { splitHalvesSentence } from '../results/derive/splitHalves.js';
import type { ResultFile } from '../results/schema.js';
import { curveBlocks, noiseBlocks } from './accuracyTables.js';
import { blockLines, paragraph, tableLines, type Block } from './block.js';
import { agreementBlocks, correlationBlocks } from './correlationTables.js';
import { estimateSentence, notFromEstimates } from './estimateWords.js';
import { groupBlocks } from './groupTable.js';
import type { Style } from './io.js';
import { layerTable } from './layerTable.js';
import { layOut } from './table.js';
import { unitTable } from './unitTable.js';

const unitsShown = 10;

/**
 * What an analysis found: layers, the costliest units and what their counts carry, and a block for each other
 * thing that was measured.
 * @param where the result file, as it is to be shown
 * @param width columns of the terminal; without end where there is none
 */
export function analyseSummary(result: ResultFile, where: string, width: number, style: Style): string {
  if (!countsAnswers(result)) return lossSummary(result, where, width, style);
  const { dataset, baseline } = result;
  const replacements = replacementsOf(result);
  const text = (sentence: string): string[] => paragraph(sentence, width);
  const task = taskSentence(result);
  const loss =
    baseline.loss === undefined || baseline.loss === null ? '' : `, loss ${formatLoss(baseline.loss)} nats`;
  const counted = statisticsSamples(result);
  const share = formatShare(baseline.correct, counted);
  const drawn = counted < dataset.samples ? ' drawn' : '';
  const hint = nearChanceHint(result);
  const depth = depthSentence(result);
  const lines = [
    ...text(titleOf(result)).map((line) => style('bold', line)),
    ...(dataset.understood === undefined ? [] : text(`Data: ${dataset.understood.join('; ')}.`)),
    ...text(
      `Intact: ${share} correct (${formatCount(baseline.correct)} of ${formatCount(counted)}${drawn})${loss}`,
    ),
    ...(task === null ? [] : text(task)),
    ...(hint === null ? [] : text(hint).map((line) => style('yellow', line))),
    '',
    ...tableLines(layerTable(result, replacements, width), style),
    '',
    ...(depth === null ? [] : [...text(depth), '']),
  ];
  if (replacements.length > 0) {
    const deleted = unitImportances(result, replacements[0]).length;
    const estimate = estimateSentence(result, replacements[0]);
    lines.push(
      ...(estimate === null ? [] : [...text(estimate), '']),
      ...text(unitTitle(deleted, replacements)).map((line) => style('bold', line)),
      ...tableLines(unitTable(result, replacements, unitsShown, width), style),
      '',
      ...sentences(result, replacements).flatMap(text),
      '',
    );
  }
  const blocks = [
    ...(result.exact ? relationBlocks(result, replacements, width) : []),
    ...curveBlocks(result, width),
    ...noiseBlocks(result, width),
    ...groupBlocks(result, width),
  ];
  lines.push(...blocks.flatMap((block) => blockLines(block, width, style)));
  lines.push(...text(writtenSentence(result, where)));
  return `${lines.join('\n')}\n`;
}

/** The same of a task that knows nothing but a loss. */
function lossSummary(result: ResultFile, where: string, width: number, style: Style): string {
  const replacement = replacementsOf(result).at(0) ?? null;
  const text = (sentence: string): string[] => paragraph(sentence, width);
  const opening = lossOpening(result, replacement);
  const lines = [
    ...text(titleOf(result)).map((line) => style('bold', line)),
    ...text(`${opening.answer}. ${opening.evidence}`),
    '',
    ...lossTables(result, replacement, unitsShown).flatMap(({ title, header, rows, notes }) => {
      const columns = header.map((name, i) => {
        const align = i === 0 ? ('left' as const) : ('right' as const);
        return { header: name, align, cells: rows.map((row) => row[i]), shrinks: i === 0 };
      });
      return blockLines({ title, table: layOut(columns, width), notes }, width, style);
    }),
    ...text(writtenSentence(result, where)),
  ];
  return `${lines.join('\n')}\n`;
}

function titleOf({ dataset, model }: ResultFile): string {
  const labels = dataset.labelKind === 'true' ? '' : `, labels: ${dataset.labelKind}`;
  const name = model.file.split('/').at(-1) ?? '';
  return `${name} on ${dataset.name} (${formatCounted(dataset.samples, dataset.noun)}${labels})`;
}

function writtenSentence({ engine, durationSeconds }: ResultFile, where: string): string {
  const by = unusualEngineWords(engine);
  return `Written to ${where} in ${formatDuration(durationSeconds)}${by === null ? '' : `, computed by ${by}`}.`;
}

function relationBlocks(result: ResultFile, replacements: readonly string[], width: number): Block[] {
  return [
    ...replacements.slice(0, 1).flatMap((replacement) => correlationBlocks(result, replacement, width)),
    ...agreementBlocks(result, width),
  ];
}

function unitTitle(deleted: number, replacements: readonly string[]): string {
  const which =
    deleted > unitsShown
      ? `The ${unitsShown} costliest of ${formatCount(deleted)} units`
      : 'The units, costliest first';
  return `${which}, each deleted by itself (replaced by ${replacements[0]})`;
}

function sentences(result: ResultFile, replacements: readonly string[]): string[] {
  if (!result.exact) return [notFromEstimates, lowerBoundSentence];
  const standOut = replacements.map((replacement) => {
    const beyond = beyondChance(unitImportances(result, replacement));
    const sentence = beyondChanceSentence(beyond.filter(Boolean).length, beyond.length);
    return replacements.length === 1 ? sentence : `Replaced by ${replacement}: ${sentence}`;
  });
  const halves = splitHalvesSentence(result, replacements[0]);
  return [...standOut, beyondChanceTest, lowerBoundSentence, ...(halves === null ? [] : [halves])];
}
