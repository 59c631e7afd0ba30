import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { largestClassShare, type CurveFamily } from './curveFamilies.js';
import { randomOrders } from './curveChoices.js';
import type { Opening } from './importanceSentence.js';
import { formatCount } from './numberFormat.js';
import { orderAreasSentence } from './orderAreas.js';
import { halfGoneAt, meanAccuracyAt } from './robustness.js';
import { nearChanceHint } from './sentences.js';
import { writeFraction, writeInterval, writeShare } from './typographicNumbers.js';
import { samplesHaveClasses } from './task.js';

export const curvesQuestion = l10n.t('How much can be deleted before it breaks?');

/** Half of the lead over guessing is gone with more of the units than this: many; with less than that: few. */
const many = 0.6;
const few = 0.3;

/**
 * How robust a network is against deletion in one scope, and which orders break it sooner than chance.
 * @param families of the choice that is shown, random orders first.
 */
export function curveOpening(result: ResultFile, families: readonly CurveFamily[]): Opening {
  if (result.partial === true) {
    return { answer: curvesQuestion, evidence: l10n.t('That is told when all curves are in.') };
  }
  const random = randomOrders(families);
  const orders = orderAreasSentence(families, result.dataset.noun);
  if (random === null) {
    const without = l10n.t('No random orders were measured here, against which others could be judged.');
    return { answer: curvesQuestion, evidence: joined([without, orders]) };
  }
  const evidence = [levelsSentence(result, random), halfSentence(result, random), areaSentence(random)];
  return { answer: verdict(result, random), evidence: joined([...evidence, orders]) };
}

function verdict(result: ResultFile, random: CurveFamily): string {
  if (nearChanceHint(result) !== null || lead(result, random) <= 0) {
    return l10n.t('The intact network is near chance: deletion has little to take from it');
  }
  const { scope } = random;
  const isLayer = scope !== 'network';
  if (random.auc === null) return curvesQuestion;
  const half = halfGone(result, random);
  if (half === null) {
    return isLayer
      ? l10n.t('Even without {0} it keeps more than half of its lead over guessing', scope)
      : l10n.t('It keeps more than half of its lead over guessing to the end');
  }
  if (half >= many) {
    return isLayer
      ? l10n.t('It takes many deletions in {0} to break it', scope)
      : l10n.t('It takes many deletions to break it');
  }
  if (half < few) {
    return isLayer
      ? l10n.t('A small part gone in {0} breaks it', scope)
      : l10n.t('A small part gone breaks it');
  }
  return isLayer
    ? l10n.t('It breaks bit by bit as units in {0} go', scope)
    : l10n.t('It breaks bit by bit as units go');
}

/** What the network is right on above always naming the largest class, as a share. */
function lead(result: ResultFile, { points }: CurveFamily): number {
  return points[0].correct.mean / result.dataset.samples - largestClassShare(result);
}

function halfGone(result: ResultFile, random: CurveFamily): number | null {
  return halfGoneAt(random, result.dataset.samples, largestClassShare(result));
}

function levelsSentence(result: ResultFile, random: CurveFamily): string | null {
  const { samples } = result.dataset;
  const at = (fraction: number): string | null => {
    const accuracy = meanAccuracyAt(random, fraction, samples);
    return accuracy === null ? null : writeShare(accuracy);
  };
  const [intact, half, quarter] = [at(0), at(0.5), at(0.75)];
  if (intact === null || half === null || quarter === null) return null;
  const floor = !samplesHaveClasses(result)
    ? ''
    : l10n.t('Always naming the largest class gives {0}.', writeShare(largestClassShare(result)));
  const levels =
    random.scope === 'network'
      ? l10n.t(
          'Intact it is {0} right; with half of the units gone at random {1}, with three quarters gone {2}.',
          ...[intact, half, quarter],
        )
      : l10n.t(
          'Intact it is {0} right; with half of the units of {3} gone at random {1}, with three quarters gone {2}.',
          ...[intact, half, quarter, random.scope],
        );
  return floor === '' ? levels : `${levels} ${floor}`;
}

function halfSentence(result: ResultFile, random: CurveFamily): string | null {
  const half = halfGone(result, random);
  if (half === null) return null;
  return samplesHaveClasses(result)
    ? l10n.t('Half of its lead over that is lost when {0} are gone.', writeShare(half))
    : l10n.t('Half of its right answers are lost when {0} are gone.', writeShare(half));
}

function areaSentence({ auc }: CurveFamily): string | null {
  if (auc === null) return null;
  const area = writeFraction(auc.mean);
  if (auc.count === 1) return l10n.t('The area under the curve is {0}, of a single order.', area);
  return l10n.t(
    'The area under the curve is {0}, {1} over {2} random orders.',
    ...[area, writeInterval(auc.lowest, auc.highest), formatCount(auc.count)],
  );
}

function joined(sentences: readonly (string | null)[]): string {
  return sentences.filter((sentence) => sentence !== null).join(' ');
}
