import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { areOfOneKind, comparisonNotes } from './comparisonNotes.js';
import { labelKindName, replacementName } from './dataWords.js';
import type { Opening } from './importanceSentence.js';
import { bandSentences, memorisationSentence } from './memorisationSentences.js';
import { comparisonRows } from './comparisonRows.js';
import { unmatchedSentence, type NetworkComparison } from './networksBeside.js';
import { areasApart, moreCostly } from './networkDifferences.js';
import { networkFacts, type NetworkFacts } from './networkFacts.js';
import { errorComparison } from './errorComparison.js';
import { formatCountedOblique } from './numberFormat.js';
import { wordList } from './wordList.js';
import { writeFraction } from './typographicNumbers.js';

/**
 * What results say of their networks, beside each other.
 * @param results two or more; the first is the one that the others stand beside.
 * @param replacement the replacement value wanted; a result without it is read under its own first.
 */
export function compareResults(
  results: readonly ResultFile[],
  replacement: string | null,
): NetworkComparison {
  const networks = networkFacts(results, replacement);
  const compared = networks.map((facts) => facts.compared);
  const isOneKind = areOfOneKind(compared);
  const areRegressions = compared.every(({ task }) => task === 'regression');
  if (isOneKind && areRegressions) return errorComparison(networks, compared);
  return {
    networks,
    isOneKind,
    opening: opening(networks, isOneKind),
    rows: comparisonRows(networks, isOneKind),
    notes: [
      ...(isOneKind && networks.some(({ randomCurve }) => randomCurve !== null)
        ? [memorisationSentence]
        : []),
      ...comparisonNotes(compared),
      ...replacementNotes(networks),
      ...labelNote(networks),
      ...informationNotes(networks),
      unmatchedSentence(),
    ],
  };
}

function opening(networks: readonly NetworkFacts[], isOneKind: boolean): Opening {
  const letters = wordList(networks.map(({ letter }) => letter));
  if (!isOneKind) {
    return {
      answer: l10n.t('{0} can’t be compared: their data are of different kinds', letters),
      evidence: l10n.t('Each network’s numbers stand by themselves below; none are laid on one scale.'),
    };
  }
  const score = scoreWords(networks, letters);
  const apart = pairs(networks, areasApart).map(({ low }) => low.letter);
  const single = pairs(networks, moreCostly).map(({ high }) => high.letter);
  const [breaks] = apart;
  const [leans] = single;
  const claims =
    breaks !== undefined && breaks === leans
      ? [l10n.t('{0} breaks sooner and leans on single units', breaks)]
      : [
          ...(breaks === undefined ? [] : [l10n.t('{0} breaks sooner', breaks)]),
          ...(leans === undefined ? [] : [l10n.t('{0} leans on single units', leans)]),
        ];
  // Whoever scores lower is expected to break sooner as well.
  const isExpected = score.low !== null && breaks === score.low;
  const joint = [score.words, claims.join(', ')];
  const answer =
    claims.length === 0
      ? score.words
      : isExpected
        ? l10n.t({ message: '{0}, and {1}', args: joint, comment: 'two statements' })
        : l10n.t({ message: '{0}, but {1}', args: joint, comment: 'two statements' });
  const key = networks.find(({ randomCurve }) => randomCurve !== null)?.randomCurve?.key;
  const bands =
    key === undefined
      ? []
      : bandSentences(
          networks.map(({ compared }) => compared),
          key,
        );
  const evidence =
    bands.length === 0
      ? l10n.t('Without random deletions of two networks or more, nothing is told of which breaks sooner.')
      : l10n.t('Deleting units at random: {0}', bands.join(' '));
  return { answer, evidence };
}

/** From here on a difference in accuracy is told, as where notes speak of it. */
const tellingAccuracy = 0.05;

function scoreWords(
  networks: readonly NetworkFacts[],
  letters: string,
): { readonly words: string; readonly low: string | null } {
  const shares = networks.map(({ compared }) =>
    compared.samples === 0 ? 0 : compared.correct / compared.samples,
  );
  const [most, least] = [Math.max(...shares), Math.min(...shares)];
  if (most - least < tellingAccuracy) return { words: l10n.t('{0} score alike', letters), low: null };
  const [high, low] = [networks[shares.indexOf(most)].letter, networks[shares.indexOf(least)].letter];
  return { words: l10n.t('{0} scores higher than {1}', high, low), low };
}

/** Of all two networks, those for which it holds; the widest apart come first. */
function pairs(
  networks: readonly NetworkFacts[],
  holds: (pair: { readonly high: NetworkFacts; readonly low: NetworkFacts }) => boolean,
): { readonly high: NetworkFacts; readonly low: NetworkFacts }[] {
  const value = ({ randomCurve, costly }: NetworkFacts): number =>
    holds === areasApart ? (randomCurve?.auc?.mean ?? 0) : (costly?.units ?? 0) / (costly?.of ?? 1);
  return networks
    .flatMap((high) => networks.map((low) => ({ high, low })))
    .filter((pair) => pair.high !== pair.low && holds(pair))
    .sort((a, b) => value(b.high) - value(b.low) - (value(a.high) - value(a.low)));
}

function replacementNotes(networks: readonly NetworkFacts[]): string[] {
  const used = new Set(networks.map(({ replacement }) => replacement));
  if (used.size < 2) return [];
  const told = networks
    .map(
      ({ letter, replacement }) =>
        `${letter} ${replacement === null ? l10n.t('nothing') : replacementName(replacement)}`,
    )
    .join(', ');
  return [l10n.t('Deleted units are replaced by different values: {0}.', told)];
}

function labelNote(networks: readonly NetworkFacts[]): string[] {
  const kinds = networks.map(({ compared }) => compared.labelKind);
  if (new Set(kinds).size < 2) return [];
  const told = networks.map(({ letter }, i) => `${letter} ${labelKindName(kinds[i])}`).join(', ');
  return [l10n.t('Each network is measured on its own labels: {0}.', told)];
}

/** Where chance makes up a good part of a network's mean information. */
function informationNotes(networks: readonly NetworkFacts[]): string[] {
  return networks.flatMap(({ letter, information, informationChance, compared }) => {
    if (information.length === 0 || informationChance === null) return [];
    const mean = information.reduce((sum, bits) => sum + bits, 0) / information.length;
    if (informationChance < mean / 4) return [];
    const luck = writeFraction(informationChance);
    return [
      l10n.t(
        'Of {0}’s {1} bits of information, {2} are what chance alone gives with {3}.',
        letter,
        writeFraction(mean),
        luck,
        formatCountedOblique(compared.samples, compared.noun),
      ),
    ];
  });
}
