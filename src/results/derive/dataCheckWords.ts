import * as l10n from '@vscode/l10n';
import type { CheckedData, DataCheck } from '../dataCheck.js';
import { conversionWords, rangeWords, shapeWords } from './conversionWords.js';
import type { DataVerdict } from './verdict.js';
import { errorAdvice } from './errorAdvice.js';
import { lossWords } from './lossWords.js';
import { formatCount, formatCounted } from './numberFormat.js';

/** Where data were understood, and what the network makes of them: sentences, and how they are to be taken. */
export interface CheckWords {
  readonly severity: 'good' | 'warning';
  /** What stands with the stated conversion. */
  readonly stated: string;
  /** What to do about it, or that nothing is to be done; null while the others are tried. */
  readonly advice: string | null;
}

/** What a check comes to, in sentences. @param isWhole whether all conversions were tried */
export function checkWords(check: DataCheck, verdict: DataVerdict, isWhole: boolean): CheckWords {
  const isBeyond = verdict.beyondChance[0] ?? false;
  const found = foundWords(check, verdict, 0);
  const near =
    check.targets === null
      ? l10n.t('Near chance: is the scaling right?')
      : l10n.t('Not clearly better than that: is the scaling right?');
  const stated = isBeyond ? found : `${found} ${near}`;
  const isBetter = verdict.proposal !== null;
  return {
    severity: isBeyond && !isBetter ? 'good' : 'warning',
    stated: check.fault === null ? stated : `${l10n.t('The layout had to be guessed.')} ${stated}`,
    advice: !isWhole
      ? null
      : check.targets === null
        ? adviceOf(check, verdict, isBeyond)
        : errorAdvice(check, verdict, isBeyond),
  };
}

/** `62 of 100 right; chance would be 13.` Of a regression its error, beside that of the mean. */
export function foundWords(
  { tried, labels, targets }: DataCheck,
  { chance }: Pick<DataVerdict, 'chance'>,
  place: number,
): string {
  if (targets !== null) {
    return l10n.t(
      'The mean squared error is {0}; that of answering always with the mean of the targets would be {1}.',
      lossWords(tried[place].loss),
      lossWords(chance),
    );
  }
  const right = formatCount(tried[place].correct);
  const of = formatCount(labels.length);
  return l10n.t('{0} of {1} right; chance would be {2}.', right, of, formatCount(chance));
}

function adviceOf(check: DataCheck, verdict: DataVerdict, isBeyond: boolean): string {
  const { tried, labels } = check;
  const { proposal, ranking, rival, chance } = verdict;
  const words = (place: number): string => conversionWords(tried[place], tried[0]);
  const of = formatCount(labels.length);
  if (chance === labels.length) {
    return check.labelSets === null
      ? l10n.t(
          'All of these samples bear one label, so nothing can be told from chance: choose data of several classes.',
        )
      : l10n.t(
          'All of these samples bear the same labels, so nothing can be told from chance: choose data that differ in them.',
        );
  }
  if (proposal !== null) {
    const right = formatCount(tried[proposal].correct);
    const better = l10n.t('Better: {0}, {1} of {2} right.', words(proposal), right, of);
    if (rival === null) return better;
    const others = l10n.t(
      'Its answers alone do not tell it from {0} ({1} right); its loss is {2}, the other one {3}.',
      words(rival),
      formatCount(tried[rival].correct),
      lossWords(tried[proposal].loss),
      lossWords(tried[rival].loss),
    );
    return `${better} ${others}`;
  }
  if (tried.length === 1) {
    return isBeyond
      ? l10n.t('No other conversion makes sense for these values.')
      : l10n.t(
          'No other conversion makes sense for these values: are these the labels and classes that the model was trained on?',
        );
  }
  const others = formatCount(tried.length - 1);
  if (isBeyond) return l10n.t('None of {0} other usual conversions does clearly better.', others);
  const best = ranking[0] ?? 0;
  return l10n.t(
    'None of {0} other usual conversions does clearly better than chance (the best has {1} of {2} right): are these the labels and classes that the model was trained on?',
    others,
    formatCount(tried[best].correct),
    of,
  );
}

/** What data are: a phrase for each fact. */
export function dataFacts(data: CheckedData): string[] {
  const { samples, noun, storedShape, fedShape, labelKind, understood } = data;
  const size =
    storedShape.join() === fedShape.join()
      ? shapeWords(storedShape)
      : l10n.t('{0}, fed as {1}', shapeWords(storedShape), shapeWords(fedShape));
  return [
    l10n.t('{0} of {1}', formatCounted(samples, noun), size),
    l10n.t('stored values from {0}', rangeWords(data)),
    ...labelFacts(data),
    ...(labelKind === 'true' ? [] : [l10n.t('labels: {0}', labelKind)]),
    ...understood,
  ];
}

function labelFacts(data: CheckedData): string[] {
  switch (data.task) {
    case 'regression':
      return [l10n.t('numbers to be predicted')];
    case 'multi-label':
      return [labelFact(data)];
    default:
      return [classFact(data)];
  }
}

/** Of labels of which several may hold at once. */
function labelFact({ classes, classCounts }: CheckedData): string {
  const [least, most] = [Math.min(...classCounts), Math.max(...classCounts)].map(formatCount);
  const each = least === most ? least : l10n.t('{0} to {1}', least, most);
  const all = formatCount(classCounts.length);
  return classes === null
    ? l10n.t('{0} labels without names, any number of which may hold, each of {1} samples', all, each)
    : l10n.t('{0} labels, any number of which may hold, each of {1} samples', all, each);
}

function classFact({ classes, classCounts }: CheckedData): string {
  const counts = classCounts.filter((count) => count > 0);
  const [least, most] = [Math.min(...counts), Math.max(...counts)].map(formatCount);
  const each = least === most ? least : l10n.t('{0} to {1}', least, most);
  const missing = classCounts.length - counts.length;
  const all = formatCount(classCounts.length);
  const count = classes === null ? l10n.t('{0} classes without names', all) : l10n.t('{0} classes', all);
  const said = l10n.t('{0}, {1} samples each', count, each);
  return missing === 0 ? said : `${said}, ${l10n.t('{0} of them without any', formatCount(missing))}`;
}
