import { formatCount, formatCounted } from './numberFormat.js';

/** How the network answers without some of its units, as far as a sentence tells it. */
export interface DeletionOutcome {
  /** Names of the deleted units in flat order, and how many units there are. */
  readonly deleted: readonly string[];
  readonly unitCount: number;
  /** The sample that is looked at; `null` for none. */
  readonly sample: ReadSample | null;
  /** Answers that were right with all units and are right now, of so many samples of the data. */
  readonly right: { readonly intact: number; readonly now: number; readonly samples: number } | null;
  /** Samples of the data, all in all. */
  readonly population: number;
  readonly noun: string;
}

/** A sample and the classes that it is read as, all by name. */
export interface ReadSample {
  readonly label: string;
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
  if (deleted.length === 0) return 'Nothing deleted yet.';
  if (deleted.length <= mostNames) return `${deleted.join(', ')} deleted.`;
  if (deleted.length === unitCount) return `All ${formatCount(unitCount)} deleted.`;
  return `${formatCount(deleted.length)} of ${formatCount(unitCount)} deleted.`;
}

/** What that does: to the sample that is looked at, and to the answers on the data. */
export function deletionSentence(outcome: DeletionOutcome): string {
  const { deleted, sample, right, noun, population } = outcome;
  if (deleted.length === 0) {
    const read = sample === null ? '' : ` ${capital(intactReading(sample, noun))}.`;
    return `Click units to delete them and watch the output change.${read}`;
  }
  const parts = [
    sample === null ? null : reading(sample, noun),
    right === null ? null : `over ${scope(right.samples, population, noun)} ${change(right)}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : `${capital(parts.join('; '))}.`;
}

/** Which samples a count is of: `all images`, `the first 1,000 of 10,000 images`. */
export function scope(samples: number, population: number, noun: string): string {
  if (samples === population) return population === 1 ? `the one ${noun}` : `all ${noun}s`;
  return `the first ${formatCount(samples)} of ${formatCounted(population, noun)}`;
}

/** `9 images lost`, `2 images gained`, `no image lost on balance`. */
export function lostWords(intact: number, now: number, noun: string): string {
  if (now === intact) return `no ${noun} lost on balance`;
  return `${formatCounted(Math.abs(intact - now), noun)} ${now < intact ? 'lost' : 'gained'}`;
}

function change({ intact, now }: { readonly intact: number; readonly now: number }): string {
  const answers = `right ${intact === 1 ? 'answer' : 'answers'}`;
  if (now === intact) return `as many answers are right as before, ${formatCount(intact)}`;
  if (now > intact) {
    const more = now - intact;
    return `${formatCount(more)} more ${more === 1 ? 'answer is' : 'answers are'} right than the ${formatCount(intact)} before`;
  }
  const lost = intact - now;
  return `${formatCount(lost)} of ${formatCount(intact)} ${answers} ${lost === 1 ? 'is' : 'are'} lost`;
}

function reading({ label, isTrue, before, now }: ReadSample, noun: string): string {
  const it = nameOf({ label, isTrue }, noun);
  if (before === label) {
    return now === label ? `${it} is still read as ${now}` : `${it} is now read as ${now}, wrongly`;
  }
  if (now === label) return `${it}, read as ${before} before, is now read as ${now}, rightly`;
  return now === before
    ? `${it} is still read as ${now}, wrongly`
    : `${it} is now read as ${now}, and was as ${before}, both wrongly`;
}

function intactReading({ label, isTrue, before }: ReadSample, noun: string): string {
  const wrongly = before === label ? '' : ', wrongly';
  return `${nameOf({ label, isTrue }, noun)} is read as ${before}${wrongly}`;
}

/** A label that is not what the sample shows may not name it. */
function nameOf({ label, isTrue }: Pick<ReadSample, 'label' | 'isTrue'>, noun: string): string {
  return isTrue ? `this ${label}` : `this ${noun}, labelled ${label},`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
