import type { ResultFile } from '../schema.js';
import { largestClassShare, type CurveFamily } from './curveFamilies.js';
import type { Opening } from './importanceSentence.js';
import type { Spread } from './spread.js';
import { writeFraction, writeShare } from './typographicNumbers.js';
import { wordList } from './wordList.js';

/** A network with its random orders in the scope that is shown. */
export interface NetworkCurves {
  readonly name: string;
  readonly result: ResultFile;
  readonly random: CurveFamily;
}

interface KnownNetwork extends NetworkCurves {
  readonly auc: Spread;
}

/**
 * Which of several networks breaks sooner under random deletion: by areas, and only where the bands over orders lie
 * apart. Where some were scored on labels that are not true and know them, whether memorising is what tells them
 * apart (Morcos et al. 2018).
 * @returns `null` with fewer than two networks whose areas are known.
 */
export function networksOpening(networks: readonly NetworkCurves[]): Opening | null {
  const known = networks.flatMap((network): KnownNetwork[] =>
    network.random.auc === null || network.result.partial === true
      ? []
      : [{ ...network, auc: network.random.auc }],
  );
  if (known.length < 2) return null;
  known.sort((a, b) => b.auc.mean - a.auc.mean);
  const lone = known.filter(({ auc }) => auc.count < 2);
  const evidence = [
    `Area under the mean curve: ${known.map(areaPhrase).join('; ')}.`,
    `Intact they are ${wordList(known.map(intactShare))} right, each on its own data.`,
  ];
  if (lone.length > 0) {
    const names = wordList(lone.map(({ name }) => name));
    return {
      answer: 'One order each does not tell networks apart',
      evidence: [`Of ${names} one order was measured, which has no spread.`, ...evidence].join(' '),
    };
  }
  return { answer: verdict(known), evidence: evidence.join(' ') };
}

/** @param known from the largest area down. */
function verdict(known: readonly KnownNetwork[]): string {
  const memorised = known.filter(hasMemorised);
  const clean = known.filter(({ result }) => result.dataset.labelKind === 'true');
  if (memorised.length > 0 && memorised.length + clean.length === known.length && clean.length > 0) {
    if (memorised.every((one) => clean.every((other) => below(one, other)))) {
      return memorised.length === 1
        ? 'The network that memorised its labels breaks sooner'
        : 'Networks that memorised break sooner';
    }
  }
  const [first, last] = [known[0], known[known.length - 1]];
  if (known.length === 2) {
    return below(last, first)
      ? `${last.name} breaks sooner`
      : 'These orders do not tell the two networks apart';
  }
  const isFirst = known.slice(1).every((other) => below(other, first));
  const isLast = known.slice(0, -1).every((other) => below(last, other));
  if (isFirst && isLast) return `${last.name} breaks soonest, ${first.name} holds out longest`;
  if (isLast) return `${last.name} breaks soonest`;
  if (isFirst) return `${first.name} holds out longest`;
  return below(last, first)
    ? `${last.name} breaks sooner than ${first.name}; of the rest, neighbours can\u2019t all be told apart`
    : 'These orders do not tell the networks apart';
}

/** Whether every order of one lies under every order of the other. */
function below(one: KnownNetwork, other: KnownNetwork): boolean {
  return one.auc.highest < other.auc.lowest;
}

/** Only a network that is right on labels that are not true can have learnt them by heart. */
function hasMemorised({ result, random }: NetworkCurves): boolean {
  const floor = largestClassShare(result);
  return result.dataset.labelKind !== 'true' && accuracy(result, random) > (1 + floor) / 2;
}

function accuracy(result: ResultFile, { points }: CurveFamily): number {
  return points[0].correct.mean / result.dataset.samples;
}

function intactShare({ result, random }: NetworkCurves): string {
  return writeShare(accuracy(result, random));
}

function areaPhrase({ name, auc, result }: KnownNetwork): string {
  const labels = result.dataset.labelKind === 'true' ? '' : `, labels ${result.dataset.labelKind}`;
  const band = auc.count < 2 ? '' : ` (${writeFraction(auc.lowest)} to ${writeFraction(auc.highest)})`;
  return `${name}${labels}: ${writeFraction(auc.mean)}${band}`;
}
