import * as l10n from '@vscode/l10n';
import { withDecimalMark } from '../../language.js';
import { comparisonNotes } from './comparisonNotes.js';
import type { ComparisonRow } from './comparisonRows.js';
import { comparedFractions, type ComparedNetwork } from './comparison.js';
import { extremesOf, sharedScale } from './networkDifferences.js';
import type { NetworkFacts } from './networkFacts.js';
import { unmatchedSentence, type NetworkComparison } from './networksBeside.js';
import { formatCount, formatLoss } from './numberFormat.js';
import { writePart, writePlain } from './typographicNumbers.js';
import { unitCost } from './unitCost.js';
import { unitRows } from './unitRows.js';
import { wordList } from './wordList.js';

/** From here on one error is said to be larger than another; nothing tells whether that can be chance. */
const tellingRatio = 1.05;

/** What is told of regressions side by side: errors, since no answer is right or wrong. */
export function errorComparison(
  networks: readonly NetworkFacts[],
  compared: readonly ComparedNetwork[],
): NetworkComparison {
  return {
    networks,
    isOneKind: true,
    opening: {
      answer: answerOf(networks),
      evidence: l10n.t(
        'A regression has no right and wrong answers: networks are compared by the mean squared error, in the square of the targets’ own unit.',
      ),
    },
    rows: errorRows(networks),
    notes: [
      ...comparisonNotes(compared),
      l10n.t(
        'Errors compare where the targets are the same numbers; on other data they are on another scale.',
      ),
      unmatchedSentence(),
    ],
  };
}

function answerOf(networks: readonly NetworkFacts[]): string {
  const found = extremesOf(networks, networks.map(errorOf));
  const letters = wordList(networks.map(({ letter }) => letter));
  if (found === null) return l10n.t('{0} side by side, without losses', letters);
  const [most, least] = [errorOf(found.high) ?? 0, errorOf(found.low) ?? 0];
  return most > tellingRatio * least
    ? l10n.t('{0} errs less than {1}', found.low.letter, found.high.letter)
    : l10n.t('{0} err alike', letters);
}

function errorRows(networks: readonly NetworkFacts[]): ComparisonRow[] {
  const row = (label: string, value: (facts: NetworkFacts) => number | null): ComparisonRow[] => {
    const values = networks.map(value);
    if (values.every((one) => one === null)) return [];
    return [
      {
        label,
        cells: values.map((one) => (one === null ? '\u2013' : formatLoss(one))),
        difference: ratioWords(networks, values),
      },
    ];
  };
  const scale = sharedScale(networks);
  const half = comparedFractions.indexOf(0.5);
  const dead = networks.map(({ compared }) => compared.dead);
  return [
    ...row(l10n.t('Mean squared error when intact'), errorOf),
    ...row(l10n.t('Costliest unit, error added'), costliestRise),
    ...row(
      l10n.t('Mean squared error, half of the units deleted at random'),
      ({ randomCurve }) => randomCurve?.loss[half]?.mean ?? null,
    ),
    ...(scale === null
      ? []
      : row(
          l10n.t('Mean squared error under noise of {0} s.d.', writePlain(scale)),
          ({ compared }) =>
            compared.noise.find((level) => level.scope === 'network' && level.scale === scale)?.loss?.mean ??
            null,
        )),
    ...(dead.every((count) => count === null)
      ? []
      : [
          {
            label: l10n.t('Dead units'),
            cells: networks.map(({ compared }) =>
              compared.dead === null
                ? '\u2013'
                : writePart(formatCount(compared.dead), formatCount(compared.units)),
            ),
            difference: '',
          },
        ]),
  ];
}

function errorOf({ compared }: NetworkFacts): number | null {
  return compared.loss;
}

function costliestRise({ result, replacement }: NetworkFacts): number | null {
  if (result.partial === true) return null;
  const rises = unitRows(result, replacement).flatMap((row) => unitCost(row) ?? []);
  return rises.length === 0 ? null : rises.reduce((most, rise) => Math.max(most, rise), 0);
}

function ratioWords(networks: readonly NetworkFacts[], values: readonly (number | null)[]): string {
  const found = extremesOf(networks, values);
  if (found === null) return '';
  const [most, least] = [found.high, found.low].map((facts) => values[networks.indexOf(facts)] ?? 0);
  if (most <= 0) return '';
  if (least <= 0) return l10n.t('only {0} has any', found.high.letter);
  if (most <= tellingRatio * least) return l10n.t('about as much');
  return l10n.t(
    '{0} times as much in {1} as in {2}',
    withDecimalMark(String(Number((most / least).toPrecision(2)))),
    found.high.letter,
    found.low.letter,
  );
}
