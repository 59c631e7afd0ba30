import type { Measurement } from '../results/derive/answers/measurement.js';
import { formatCount, formatCounted, formatIndex, formatShare } from '../results/derive/numberFormat.js';
import { paragraph } from './block.js';
import type { Style } from './io.js';
import { layOut, type Column } from './table.js';

/** What the numbers are of, the numbers, and what is to be said of them. */
export function page(
  answer: Measurement & { readonly sentences: readonly string[] },
  blocks: readonly (readonly string[])[],
  width: number,
  style: Style,
  notes: readonly string[] = [],
): string {
  const { measured, intact, replacement } = answer;
  const labels = measured.labels === 'true' ? '' : `, labels: ${measured.labels}`;
  const samples = formatCounted(measured.samples, measured.sampleNoun);
  const { correctSamples: correct, ofSamples, lossNats } = intact;
  const how =
    correct === null
      ? `loss ${lossNats ?? 'unknown'}`
      : `${formatShare(correct, ofSamples)} correct (${formatCount(correct)} of ${formatCount(ofSamples)})`;
  const title = `${answer.model.split('/').at(-1) ?? ''} on ${measured.dataName} (${samples}${labels})`;
  const replaced = replacement === null ? 'no unit deleted' : `deleted units replaced by ${replacement}`;
  const lines = [
    ...paragraph(title, width).map((line) => style('bold', line)),
    ...paragraph(`Intact: ${how}; ${replaced}`, width),
    ...paragraph(
      `Measured ${measured.at}, ${countWords[measured.counts]}; ${fileWords[measured.files]}`,
      width,
    ),
    ...blocks.flatMap((block) => ['', ...block]),
    '',
    ...[...answer.sentences, ...notes].flatMap((sentence) => paragraph(sentence, width)),
  ];
  return `${lines.join('\n')}\n`;
}

const countWords: Readonly<Record<Measurement['measured']['counts'], string>> = {
  exact: 'exact',
  estimated: 'estimated',
  soFar: 'counted so far',
};

const fileWords: Readonly<Record<Measurement['measured']['files'], string>> = {
  upToDate: 'model and data are still the same',
  modelChanged: 'the model has changed since',
  dataChanged: 'the data have changed since',
  missing: 'the model or the data are missing',
  notChecked: 'whether model and data are still the same was not checked',
};

/** Names and values, a line each. */
export function factLines(facts: readonly (readonly [string, string])[], width: number): readonly string[] {
  return layOut(
    [
      { header: '', align: 'left', cells: facts.map(([name]) => name) },
      { header: '', align: 'left', cells: facts.map(([, value]) => value), shrinks: true },
    ],
    width,
  ).rows;
}

/** Whole numbers; `-` where nothing was measured. */
export function counts(header: string, values: readonly (number | null)[], dispensable?: number): Column {
  const column: Column = { header, align: 'right', cells: values.map(countOr) };
  return dispensable === undefined ? column : { ...column, dispensable };
}

/** Numbers with two decimals. */
export function numbers(header: string, values: readonly (number | null)[]): Column {
  return { header, align: 'right', cells: values.map(indexOr) };
}

export function countOr(value: number | null): string {
  return value === null ? '-' : formatCount(value);
}

export function indexOr(value: number | null): string {
  return value === null ? '-' : formatIndex(value);
}

/** To three digits. */
export function numberOr(value: number | null): string {
  return value === null ? '-' : String(Number(value.toPrecision(3)));
}
