import type { ResultFile } from '../schema.js';
import { largestClassShare, type CurveFamily } from './curveFamilies.js';
import { randomOrders } from './curveChoices.js';
import type { Opening } from './importanceSentence.js';
import { formatCounted } from './numberFormat.js';
import { orderAreasSentence } from './orderAreas.js';
import { halfGoneAt, meanAccuracyAt } from './robustness.js';
import { nearChanceHint } from './sentences.js';
import { writeFraction, writeShare } from './typographicNumbers.js';

export const curvesQuestion = 'How much can be deleted before it breaks?';

/** Half of the lead over guessing is gone with more of the units than this: many; with less than that: few. */
const many = 0.6;
const few = 0.3;

/**
 * How robust a network is against deletion in one scope, and which orders break it sooner than chance.
 * @param families of the choice that is shown, random orders first.
 */
export function curveOpening(result: ResultFile, families: readonly CurveFamily[]): Opening {
  if (result.partial === true) {
    return { answer: curvesQuestion, evidence: 'That is told when all curves are in.' };
  }
  const random = randomOrders(families);
  const orders = orderAreasSentence(families, result.dataset.noun);
  if (random === null) {
    const without = 'No random orders were measured here, against which others could be judged.';
    return { answer: curvesQuestion, evidence: joined([without, orders]) };
  }
  const evidence = [levelsSentence(result, random), halfSentence(result, random), areaSentence(random)];
  return { answer: verdict(result, random), evidence: joined([...evidence, orders]) };
}

function verdict(result: ResultFile, random: CurveFamily): string {
  if (nearChanceHint(result) !== null || lead(result, random) <= 0) {
    return 'The intact network is near chance: deletion has little to take from it';
  }
  const { scope } = random;
  const isLayer = scope !== 'network';
  if (random.auc === null) return curvesQuestion;
  const half = halfGone(result, random);
  if (half === null) {
    return isLayer
      ? `Even without ${scope} it keeps more than half of its lead over guessing`
      : 'It keeps more than half of its lead over guessing to the end';
  }
  const where = isLayer ? ` in ${scope}` : '';
  if (half >= many) return `It takes many deletions${where} to break it`;
  return half < few ? `A small part gone${where} breaks it` : `It breaks bit by bit as units${where} go`;
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
  const units = random.scope === 'network' ? 'the units' : `the units of ${random.scope}`;
  return (
    `Intact it is ${intact} right; with half of ${units} gone at random ${half}, with three quarters gone ${quarter}. ` +
    `Always naming the largest class gives ${writeShare(largestClassShare(result))}.`
  );
}

function halfSentence(result: ResultFile, random: CurveFamily): string | null {
  const half = halfGone(result, random);
  if (half === null) return null;
  return `Half of its lead over that is lost when ${writeShare(half)} are gone.`;
}

function areaSentence({ auc }: CurveFamily): string | null {
  if (auc === null) return null;
  const area = `The area under the curve is ${writeFraction(auc.mean)}`;
  if (auc.count === 1) return `${area}, of a single order.`;
  const band = `${writeFraction(auc.lowest)} to ${writeFraction(auc.highest)}`;
  return `${area}, ${band} over ${formatCounted(auc.count, 'random order')}.`;
}

function joined(sentences: readonly (string | null)[]): string {
  return sentences.filter((sentence) => sentence !== null).join(' ');
}
