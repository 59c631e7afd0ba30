import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { largestClassShare, type CurveFamily } from './curveFamilies.js';
import { labelKindName } from './dataWords.js';
import type { Opening } from './importanceSentence.js';
import type { Spread } from './spread.js';
import { writeFraction, writeInterval, writeShare } from './typographicNumbers.js';
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
    l10n.t('Area under the mean curve: {0}.', known.map(areaPhrase).join('; ')),
    l10n.t('Intact they are {0} right, each on its own data.', wordList(known.map(intactShare))),
  ];
  if (lone.length > 0) {
    const names = wordList(lone.map(({ name }) => name));
    return {
      answer: l10n.t('One order each does not tell networks apart'),
      evidence: [l10n.t('Of {0} one order was measured, which has no spread.', names), ...evidence].join(' '),
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
        ? l10n.t('The network that memorised its labels breaks sooner')
        : l10n.t('Networks that memorised break sooner');
    }
  }
  const [first, last] = [known[0], known[known.length - 1]];
  if (known.length === 2) {
    return below(last, first)
      ? l10n.t('{0} breaks sooner', last.name)
      : l10n.t('These orders do not tell the two networks apart');
  }
  const isFirst = known.slice(1).every((other) => below(other, first));
  const isLast = known.slice(0, -1).every((other) => below(last, other));
  if (isFirst && isLast) return l10n.t('{0} breaks soonest, {1} holds out longest', last.name, first.name);
  if (isLast) return l10n.t('{0} breaks soonest', last.name);
  if (isFirst) return l10n.t('{0} holds out longest', first.name);
  return below(last, first)
    ? l10n.t(
        '{0} breaks sooner than {1}; of the rest, neighbours can’t all be told apart',
        last.name,
        first.name,
      )
    : l10n.t('These orders do not tell the networks apart');
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
  const { labelKind } = result.dataset;
  const network = labelKind === 'true' ? name : l10n.t('{0}, labels {1}', name, labelKindName(labelKind));
  const band = auc.count < 2 ? '' : ` (${writeInterval(auc.lowest, auc.highest)})`;
  return `${network}: ${writeFraction(auc.mean)}${band}`;
}
