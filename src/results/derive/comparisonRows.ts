import * as l10n from '@vscode/l10n';
import { plural } from './nouns.js';
import { formatCount } from './numberFormat.js';
import {
  accuracy,
  accuracyWords,
  areaCell,
  areaWords,
  costliestShare,
  costliestWords,
  costlyWords,
  extremesOf,
  highest,
  meanWords,
  noiseAt,
  noiseWords,
  sharedScale,
  type Extremes,
} from './networkDifferences.js';
import { meanOf, type NetworkFacts } from './networkFacts.js';
import { writeCount, writeFraction, writePart, writePlain, writeShare } from './typographicNumbers.js';

/** What is compared, in a line: each network's number, and their difference in words. */
export interface ComparisonRow {
  readonly label: string;
  /** One a network; a dash where it was not measured. */
  readonly cells: readonly string[];
  /** Empty where nothing is to be said. */
  readonly difference: string;
}

/**
 * The table that a comparison opens with; rows that no network has a number for are left out.
 * @param isOneKind whether the networks' data are of one kind; differences are told only then.
 */
export function comparisonRows(networks: readonly NetworkFacts[], isOneKind: boolean): ComparisonRow[] {
  const row = (
    label: string,
    value: (facts: NetworkFacts) => number | null,
    write: (facts: NetworkFacts) => string,
    difference: (extremes: Extremes) => string,
  ): ComparisonRow[] => {
    const values = networks.map(value);
    if (values.every((one) => one === null)) return [];
    const found = extremesOf(networks, values);
    return [
      {
        label,
        cells: networks.map((facts, i) => (values[i] === null ? '\u2013' : write(facts))),
        difference: isOneKind && found !== null ? difference(found) : '',
      },
    ];
  };
  const { noun } = networks[0].result.dataset;
  const own = networks.some(({ compared }) => compared.labelKind !== networks[0].compared.labelKind);
  const scale = sharedScale(networks);
  return [
    ...row(
      own ? l10n.t('Right on own labels') : l10n.t('Right when intact'),
      accuracy,
      ({ compared }) => writeShare(compared.correct / compared.samples),
      accuracyWords,
    ),
    ...row(
      l10n.t('Area, random deletion'),
      ({ randomCurve }) => randomCurve?.auc?.mean ?? null,
      areaCell,
      areaWords,
    ),
    ...row(
      l10n.t('Costliest unit, {0} lost', plural(noun)),
      costliestShare,
      ({ lost }) => writeCount(highest(lost)),
      costliestWords,
    ),
    ...row(
      l10n.t('Units that cost more than chance'),
      ({ costly }) => (costly === null ? null : costly.units / costly.of),
      ({ costly }) => writePart(formatCount(costly?.units ?? 0), formatCount(costly?.of ?? 0)),
      costlyWords,
    ),
    ...(scale === null
      ? []
      : row(
          l10n.t('Right under noise of {0} s.d.', writePlain(scale)),
          (facts) => noiseAt(facts, scale),
          (facts) => writeShare(noiseAt(facts, scale) ?? 0),
          (found) => noiseWords(found, scale),
        )),
    ...row(
      l10n.t('Mean selectivity'),
      ({ selectivity }) => (selectivity.length === 0 ? null : meanOf(selectivity)),
      ({ selectivity }) => writeFraction(meanOf(selectivity)),
      (found) =>
        meanWords(found, 'selectivity', (high, low) => l10n.t('{0} is more selective than {1}', high, low)),
    ),
    ...row(
      l10n.t('Mean information, bits'),
      ({ information }) => (information.length === 0 ? null : meanOf(information)),
      ({ information }) => writeFraction(meanOf(information)),
      (found) =>
        meanWords(found, 'information', (high, low) =>
          l10n.t('{0} tells more of the class than {1}', high, low),
        ),
    ),
    ...row(
      l10n.t('Dead units'),
      ({ compared }) => compared.dead,
      ({ compared }) => writePart(formatCount(compared.dead ?? 0), formatCount(compared.units)),
      () => '',
    ),
  ];
}
