import * as l10n from '@vscode/l10n';
import { capitalised } from './capitalised.js';
import { noSample, plural, singular, thisSample } from './nouns.js';
import { formatCount, formatCounted, formatCountedOblique, formatLoss } from './numberFormat.js';

/** How the network answers without some of its units, as far as a sentence tells it. */
export interface DeletionOutcome {
  /** Names of the deleted units in flat order, and how many units there are. */
  readonly deleted: readonly string[];
  readonly unitCount: number;
  /** The sample that is looked at; `null` for none. */
  readonly sample: ReadSample | null;
  /** Answers that were right with all units and are right now, of so many samples of the data. */
  readonly right: { readonly intact: number; readonly now: number; readonly samples: number } | null;
  /** Of a regression, in place of `right`. */
  readonly error?: ErrorNow;
  /** Samples of the data, all in all. */
  readonly population: number;
  readonly noun: string;
}

/** The mean squared error now and with all units, of so many samples of the data; null where it is no finite number. */
export interface ErrorNow {
  readonly intact: number | null;
  readonly now: number | null;
  readonly samples: number;
}

/** A sample and what it is read as, all by name, or in numbers. */
export interface ReadSample {
  readonly label: string;
  /** Whether these are numbers of a regression, which are near or far and never wrong. */
  readonly isNumber?: boolean;
  /** Whether the label is what the sample shows: shuffled ones are not. */
  readonly isTrue: boolean;
  readonly before: string;
  readonly now: string;
}

/** As many are told by name. */
const mostNames = 3;

/** What is deleted: `fc1[1], fc2[12] deleted.`, `243 of 512 deleted.`; asks to delete where nothing is. */
export function deletedPhrase({
  deleted,
  unitCount,
}: Pick<DeletionOutcome, 'deleted' | 'unitCount'>): string {
  if (deleted.length === 0) return l10n.t('Nothing deleted yet.');
  if (deleted.length <= mostNames) return l10n.t('{0} deleted.', deleted.join(', '));
  if (deleted.length === unitCount) return l10n.t('All {0} deleted.', formatCount(unitCount));
  return l10n.t('{0} of {1} deleted.', formatCount(deleted.length), formatCount(unitCount));
}

/** What that does: to the sample that is looked at, and to the answers on the data. */
export function deletionSentence(outcome: DeletionOutcome): string {
  const { deleted, sample, right, error, noun, population } = outcome;
  if (deleted.length === 0) {
    const hint = l10n.t('Click units to delete them and watch the output change.');
    return sample === null ? hint : `${hint} ${capitalised(intactReading(sample, noun))}.`;
  }
  const parts = [
    sample === null ? null : reading(sample, noun),
    right === null ? null : change(scope(right.samples, population, noun), right),
    error === undefined ? null : errorChange(scope(error.samples, population, noun), error),
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : `${capitalised(parts.join('; '))}.`;
}

/** Which samples a count is of: `all images`, `the first 1,000 of 10,000 images`. */
export function scope(samples: number, population: number, noun: string): string {
  if (samples === population) {
    return population === 1 ? l10n.t('the one {0}', singular(noun)) : l10n.t('all {0}', plural(noun));
  }
  return l10n.t('the first {0} of {1}', formatCount(samples), formatCountedOblique(population, noun));
}

/** `9 images lost`, `2 images gained`, `no image lost on balance`. */
export function lostWords(intact: number, now: number, noun: string): string {
  if (now === intact) return l10n.t('{0} lost on balance', noSample(noun));
  const changed = formatCounted(Math.abs(intact - now), noun);
  return now < intact ? l10n.t('{0} lost', changed) : l10n.t('{0} gained', changed);
}

/** @param samples which they are, as `all images`. */
function change(samples: string, { intact, now }: { readonly intact: number; readonly now: number }): string {
  const before = formatCount(intact);
  if (now === intact) return l10n.t('over {0} as many answers are right as before, {1}', samples, before);
  if (now > intact) {
    const more = now - intact;
    return more === 1
      ? l10n.t('over {0} 1 more answer is right than the {1} before', samples, before)
      : l10n.t(
          'over {0} {1} more answers are right than the {2} before',
          ...[samples, formatCount(more), before],
        );
  }
  const lost = intact - now;
  if (intact === 1) return l10n.t('over {0} 1 of 1 right answer is lost', samples);
  return lost === 1
    ? l10n.t('over {0} 1 of {1} right answers is lost', samples, before)
    : l10n.t('over {0} {1} of {2} right answers are lost', samples, formatCount(lost), before);
}

/** @param samples which they are, as `all images`. */
function errorChange(samples: string, { intact, now }: ErrorNow): string | null {
  if (intact === null || now === null) return null;
  const [before, after] = [intact, now].map(formatLoss);
  if (before === after) return l10n.t('over {0} the mean squared error stays at {1}', samples, after);
  return now > intact
    ? l10n.t('over {0} the mean squared error rises from {1} to {2}', samples, before, after)
    : l10n.t('over {0} the mean squared error falls from {1} to {2}', samples, before, after);
}

function reading({ label, isTrue, isNumber, before, now }: ReadSample, noun: string): string {
  if (isNumber === true) {
    const it = l10n.t('{0}, target {1},', thisSample(noun), label);
    return before === now
      ? l10n.t('{0} is still answered {1}', it, now)
      : l10n.t('{0} is now answered {1}, and was {2}', it, now, before);
  }
  const it = nameOf({ label, isTrue }, noun);
  if (before === label) {
    return now === label
      ? l10n.t('{0} is still read as {1}', it, now)
      : l10n.t('{0} is now read as {1}, wrongly', it, now);
  }
  if (now === label) {
    return l10n.t('{0}, read as {1} before, is now read as {2}, rightly', it, before, now);
  }
  return now === before
    ? l10n.t('{0} is still read as {1}, wrongly', it, now)
    : l10n.t('{0} is now read as {1}, and was as {2}, both wrongly', it, now, before);
}

function intactReading({ label, isTrue, isNumber, before }: ReadSample, noun: string): string {
  if (isNumber === true)
    return l10n.t('{0} is answered {1}', l10n.t('{0}, target {1},', thisSample(noun), label), before);
  const it = nameOf({ label, isTrue }, noun);
  return before === label
    ? l10n.t('{0} is read as {1}', it, before)
    : l10n.t('{0} is read as {1}, wrongly', it, before);
}

/** A label that is not what the sample shows may not name it. */
function nameOf({ label, isTrue }: Pick<ReadSample, 'label' | 'isTrue'>, noun: string): string {
  return isTrue ? l10n.t('this {0}', label) : l10n.t('{0}, labelled {1},', thisSample(noun), label);
}
