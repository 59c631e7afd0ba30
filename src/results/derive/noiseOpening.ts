import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { largestClassShare } from './curveFamilies.js';
import { samplesHaveClasses } from './task.js';
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
import { writeDecimal, writeShare } from './typographicNumbers.js';
import { wordList } from './wordList.js';

export const noiseQuestion = l10n.t('How much noise does it stand?');

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
    return { answer: noiseQuestion, evidence: l10n.t('That is told when all is in.') };
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
    return l10n.t('The intact network is near chance: noise has little to take from it');
  }
  const isLayer = scope !== 'network';
  const half = (intact.accuracy.mean + floor) / 2;
  const broken = noisy.find(({ accuracy }) => accuracy.mean <= half);
  if (broken !== undefined) {
    const noise = scaleWords(broken.scale);
    return isLayer
      ? l10n.t('Noise of {0} in {1} takes half of its lead over guessing, or more', noise, scope)
      : l10n.t('Noise of {0} takes half of its lead over guessing, or more', noise);
  }
  const last = noisy[noisy.length - 1];
  const most = scaleWords(last.scale);
  return isLayer
    ? l10n.t('Under noise of up to {0} in {1} it keeps more than half of its lead over guessing', most, scope)
    : l10n.t('Under noise of up to {0} it keeps more than half of its lead over guessing', most);
}

function largestSentence(result: ResultFile, { points }: NoiseCurve): string {
  const [intact, ...noisy] = points;
  const levels = noisy.map(({ scale, accuracy }) =>
    l10n.t({
      message: '{0} at {1}',
      args: [writeShare(accuracy.mean), writeDecimal(scale)],
      comment: 'accuracy at a size of noise',
    }),
  );
  const told = l10n.t(
    'Intact it is {0} right; with noise {1}.',
    writeShare(intact.accuracy.mean),
    wordList(levels),
  );
  if (!samplesHaveClasses(result)) return told;
  return `${told} ${l10n.t('Always naming the largest class gives {0}.', writeShare(largestClassShare(result)))}`;
}

/** Below the intact network in every draw: a draw or two alone may be luck. */
function firstSentence({ points }: NoiseCurve): string | null {
  const [intact, ...noisy] = points;
  const draws = Math.min(...noisy.map(({ accuracy }) => accuracy.count));
  if (draws < 2) return l10n.t('One draw each has no spread to judge by.');
  const costs = noisy.find(({ accuracy }) => accuracy.highest < intact.accuracy.mean);
  if (costs === undefined) return l10n.t('At no size do all draws fall below the intact network.');
  return l10n.t(
    'From {0} on, all {1} fall below the intact network.',
    writeDecimal(costs.scale),
    formatCounted(costs.accuracy.count, 'draw'),
  );
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
  const levels = known.map(({ curve, point }) =>
    l10n.t('{0} is {1} right', curve.name, writeShare(point.accuracy.mean)),
  );
  const isApart = known.every(
    ({ point }, i) => i === 0 || !bandsOverlap(point.accuracy, known[i - 1].point.accuracy),
  );
  return isApart
    ? l10n.t('At {0}, {1}.', writeDecimal(scale), wordList(levels))
    : l10n.t('At {0}, {1}; not all draws lie apart.', writeDecimal(scale), wordList(levels));
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
  const size = writeDecimal(scale);
  if (alike.length === others.length) {
    return l10n.t('With {0} in one layer alone, the draws do not tell which layer suffers most.', size);
  }
  if (alike.length > 0) {
    const names = wordList([worst, ...alike].map(({ curve: { scope } }) => scope));
    return l10n.t(
      'With {0} in one layer alone, {1} suffer most ({2} in {3}); their draws overlap.',
      ...[size, names, level(worst.point), worst.curve.scope],
    );
  }
  return l10n.t(
    'With {0} in one layer alone, {1} suffers most: {2}, every draw below those of all others.',
    ...[size, worst.curve.scope, level(worst.point)],
  );
}

/** `0.5 standard deviations` */
export function scaleWords(scale: number): string {
  return scale === 1
    ? l10n.t('1 standard deviation')
    : l10n.t('{0} standard deviations', writeDecimal(scale));
}
