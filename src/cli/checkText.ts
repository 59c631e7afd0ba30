import type { DataCheck } from '../results/dataCheck.js';
import { className, conversionWords, rangeWords } from '../results/derive/conversionWords.js';
import { checkWords, dataFacts } from '../results/derive/dataCheckWords.js';
import { dataVerdict } from '../results/derive/dataVerdict.js';
import { lossWords } from '../results/derive/lossWords.js';
import { formatCount } from '../results/derive/numberFormat.js';
import type { DataVerdict } from '../results/derive/verdict.js';
import { conversionLines, writtenDescriptor } from '../results/derive/writtenDescriptor.js';
import { paragraph, tableLines } from './block.js';
import type { Style } from './io.js';
import { layOut } from './table.js';

/** Classes that are listed by name. */
const mostClasses = 20;

/**
 * What data are and what the network makes of them, with the lines of a better descriptor where there is one.
 * @param model the file's name
 * @param where the descriptor's file as it is to be shown
 */
export function checkText(
  model: string,
  check: DataCheck,
  where: string,
  width: number,
  style: Style,
): string {
  const { data, tried } = check;
  const verdict = dataVerdict(check);
  const { severity, stated, advice } = checkWords(check, verdict, true);
  const text = (sentence: string): string[] => paragraph(sentence, width);
  const lines = [
    ...text(`${model} on ${data.name}`).map((line) => style('bold', line)),
    ...text(`Data: ${dataFacts(data).join('; ')}.`),
    ...(data.classes === null || check.targets !== null
      ? []
      : text(`${check.labelSets === null ? 'Classes' : 'Labels'}: ${classList(check)}.`)),
    ...(check.fault === null ? [] : text(check.fault)),
    '',
    ...tableLines(conversionTable(check, verdict, width), style),
    '',
    ...text(stated).map((line) => (severity === 'good' ? line : style('yellow', line))),
    ...(advice === null ? [] : text(advice)),
  ];
  const shown = verdict.proposal ?? (check.fault === null ? null : 0);
  if (shown !== null) {
    const { conversion } = tried[shown];
    const { draft } = check;
    lines.push(
      '',
      ...text(`${draft.isWritten ? 'In' : 'As'} ${where}:`),
      ...(draft.isWritten
        ? conversionLines(draft, conversion).map((line) => `  ${line},`)
        : writtenDescriptor(draft, conversion).trimEnd().split('\n')),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** The same for programs; samples are named by their indexes in the data, conversions as descriptors write them. */
export function checkJson(model: string, check: DataCheck): string {
  const { data, samples, labels, labelSets, targets, tried, fault, draft } = check;
  const verdict = dataVerdict(check);
  const { stated, advice } = checkWords(check, verdict, true);
  const told = {
    model,
    data,
    samples: [...samples],
    // Sets of labels where several may hold at once; the numbers of a regression.
    labels: targets === null ? setsOf(labels, labelSets) : rowsOf(targets.values, targets.width),
    chance: verdict.chance,
    fault,
    sentences: [stated, advice],
    tried: tried.map(({ kind, conversion, correct, loss, lowest, highest, answers, numbers }, place) => ({
      ...{ kind, conversion, correct, loss: Number.isFinite(loss) ? loss : null, lowest, highest },
      answers: numbers === null ? setsOf(answers, labelSets) : rowsOf(numbers, targets?.width ?? 1),
      beyondChance: verdict.beyondChance[place],
    })),
    proposal: verdict.proposal,
    descriptor: {
      path: draft.path,
      entries: JSON.parse(writtenDescriptor(draft, tried[verdict.proposal ?? 0].conversion)) as object,
    },
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}

function setsOf(labels: Int32Array, sets: DataCheck['labelSets']): unknown[] {
  return Array.from(labels, (label) => sets?.[label] ?? label);
}

function rowsOf(values: Float32Array, width: number): (number | null)[][] {
  return Array.from({ length: values.length / width }, (_, i) =>
    Array.from(values.subarray(i * width, (i + 1) * width), (value) =>
      Number.isFinite(value) ? value : null,
    ),
  );
}

function conversionTable(
  { tried, labels, targets }: DataCheck,
  { ranking, proposal }: DataVerdict,
  width: number,
) {
  const ranked = ranking.map((place) => tried[place]);
  return layOut(
    [
      {
        header: 'conversion',
        align: 'left',
        cells: ranked.map((one) => conversionWords(one, tried[0])),
        shrinks: true,
      },
      {
        header: 'values fed',
        align: 'left',
        cells: ranked.map(rangeWords),
        dispensable: 2,
      },
      ...(targets === null
        ? [
            {
              header: `right of ${formatCount(labels.length)}`,
              align: 'right' as const,
              cells: ranked.map(({ correct }) => formatCount(correct)),
            },
          ]
        : []),
      {
        header: targets === null ? 'loss' : 'squared error',
        align: 'right',
        cells: ranked.map(({ loss }) => lossWords(loss)),
        ...(targets === null ? { dispensable: 1 } : {}),
      },
      {
        header: '',
        align: 'left',
        cells: ranking.map((place) => (place === proposal ? '* best' : '')),
        dispensable: 3,
      },
    ],
    width,
  );
}

function classList(check: DataCheck): string {
  const names = check.data.classCounts.map((_, index) => className(check, index));
  return names.length <= mostClasses
    ? names.join(', ')
    : `${names.slice(0, mostClasses - 1).join(', ')}, ... ${names.at(-1)}`;
}
