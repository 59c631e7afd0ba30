import type { ResultFile } from '../schema.js';
import { largestClassShare } from './curveFamilies.js';
import type { Opening } from './importanceSentence.js';
import {
  layerCurves,
  noiseCurves,
  pointsAt,
  tellingScale,
  type NoiseCurve,
  type NoisePoint,
} from './noiseCurves.js';
import type { NamedResult } from './comparison.js';
import { formatCounted } from './numberFormat.js';
import { nearChanceHint } from './sentences.js';
import { bandsOverlap } from './spread.js';
import { writeShare } from './typographicNumbers.js';
import { wordList } from './wordList.js';

export const noiseQuestion = 'How much noise does it stand?';

/**
 * How much noise a network stands in one scope, and which layer suffers most from it.
 * @param scope one that noise was added in.
 * @param networks those that stand on the same axes, this one among them.
 */
export function noiseOpening(
  result: ResultFile,
  scope: string,
  networks: readonly NamedResult[] = [],
): Opening {
  if (result.partial === true) {
    return { answer: noiseQuestion, evidence: 'That is told when all is in.' };
  }
  const curves = noiseCurves(result);
  const curve = curves.find((one) => one.scope === scope) ?? curves[0];
  const evidence = [
    largestSentence(result, curve),
    firstSentence(curve),
    networksSentence(networks, scope),
    layerSentence(layerCurves(curves)),
  ];
  return {
    answer: verdict(result, curve),
    evidence: evidence.filter((sentence) => sentence !== null).join(' '),
  };
}

/** Noise of which size takes half of what lies above always naming the largest class: of the sizes tried. */
function verdict(result: ResultFile, { scope, points }: NoiseCurve): string {
  const [intact, ...noisy] = points;
  const floor = largestClassShare(result);
  if (nearChanceHint(result) !== null || intact.accuracy.mean <= floor) {
    return 'The intact network is near chance: noise has little to take from it';
  }
  const where = scope === 'network' ? '' : ` in ${scope}`;
  const half = (intact.accuracy.mean + floor) / 2;
  const broken = noisy.find(({ accuracy }) => accuracy.mean <= half);
  if (broken !== undefined) {
    return `Noise of ${scaleWords(broken.scale)}${where} takes half of its lead over guessing, or more`;
  }
  const last = noisy[noisy.length - 1];
  return `Under noise of up to ${scaleWords(last.scale)}${where} it keeps more than half of its lead over guessing`;
}

function largestSentence(result: ResultFile, { points }: NoiseCurve): string {
  const [intact, ...noisy] = points;
  const levels = noisy.map(({ scale, accuracy }) => `${writeShare(accuracy.mean)} at ${scale}`);
  return (
    `Intact it is ${writeShare(intact.accuracy.mean)} right; with noise ${wordList(levels)}. ` +
    `Always naming the largest class gives ${writeShare(largestClassShare(result))}.`
  );
}

/** Below the intact network in every draw: a draw or two alone may be luck. */
function firstSentence({ points }: NoiseCurve): string | null {
  const [intact, ...noisy] = points;
  const draws = Math.min(...noisy.map(({ accuracy }) => accuracy.count));
  if (draws < 2) return 'One draw each has no spread to judge by.';
  const costs = noisy.find(({ accuracy }) => accuracy.highest < intact.accuracy.mean);
  if (costs === undefined) return 'At no size do all draws fall below the intact network.';
  return `From ${costs.scale} on, all ${formatCounted(costs.accuracy.count, 'draw')} fall below the intact network.`;
}

/** Several networks under the noise that tells them apart best; those whose draws overlap are not told apart. */
function networksSentence(networks: readonly NamedResult[], scope: string): string | null {
  const curves = networks.flatMap(({ name, result }) => {
    const curve = noiseCurves(result).find((one) => one.scope === scope);
    return curve === undefined ? [] : [{ ...curve, name }];
  });
  const scale = tellingScale(curves);
  if (scale === null) return null;
  const known = pointsAt(curves, scale).sort((a, b) => b.point.accuracy.mean - a.point.accuracy.mean);
  const levels = known.map(({ curve, point }) => `${curve.name} is ${writeShare(point.accuracy.mean)} right`);
  const isApart = known.every(
    ({ point }, i) => i === 0 || !bandsOverlap(point.accuracy, known[i - 1].point.accuracy),
  );
  return `At ${scale}, ${wordList(levels)}${isApart ? '' : '; not all draws lie apart'}.`;
}

/** The layer that suffers most where layers differ most; those whose draws overlap with its own stand beside it. */
function layerSentence(curves: readonly NoiseCurve[]): string | null {
  const scale = tellingScale(curves);
  if (scale === null) return null;
  const layers = pointsAt(curves, scale).sort((a, b) => a.point.accuracy.mean - b.point.accuracy.mean);
  if (layers.some(({ point }) => point.accuracy.count < 2)) return null;
  const [worst, ...others] = layers;
  const level = (point: NoisePoint): string => writeShare(point.accuracy.mean);
  const alike = others.filter(({ point }) => bandsOverlap(point.accuracy, worst.point.accuracy));
  const at = `With ${scale} in one layer alone`;
  if (alike.length === others.length) return `${at}, the draws do not tell which layer suffers most.`;
  if (alike.length > 0) {
    const names = wordList([worst, ...alike].map(({ curve: { scope } }) => scope));
    return `${at}, ${names} suffer most (${level(worst.point)} in ${worst.curve.scope}); their draws overlap.`;
  }
  return `${at}, ${worst.curve.scope} suffers most: ${level(worst.point)}, every draw below those of all others.`;
}

/** `0.5 standard deviations` */
export function scaleWords(scale: number): string {
  return `${scale} standard ${scale === 1 ? 'deviation' : 'deviations'}`;
}
