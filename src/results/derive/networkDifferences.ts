import * as l10n from '@vscode/l10n';
import { meanOf, type NetworkFacts } from './networkFacts.js';
import { bandsOverlap } from './spread.js';
import { writeFraction, writeShare } from './typographicNumbers.js';
import { withDecimalMark } from '../../language.js';

/** Two networks that differ most in something. */
export interface Extremes {
  readonly high: NetworkFacts;
  readonly low: NetworkFacts;
}

/** Standard errors at 95 %. */
const sure = 1.959964;

/** `null` with fewer than two numbers. */
export function extremesOf(
  networks: readonly NetworkFacts[],
  values: readonly (number | null)[],
): Extremes | null {
  const told = networks.flatMap((facts, i) => {
    const value = values[i];
    return value === null ? [] : [{ facts, value }];
  });
  if (told.length < 2) return null;
  const sorted = [...told].sort((a, b) => b.value - a.value);
  return { high: sorted[0].facts, low: sorted[sorted.length - 1].facts };
}

export function accuracy({ compared }: NetworkFacts): number | null {
  return compared.samples === 0 ? null : compared.correct / compared.samples;
}

/** Whether two shares differ by more than their sampling explains (two proportions, pooled, at 95 %). */
export function sharesDiffer(a: { hits: number; of: number }, b: { hits: number; of: number }): boolean {
  const pooled = (a.hits + b.hits) / (a.of + b.of);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.of + 1 / b.of));
  return Math.abs(a.hits / a.of - b.hits / b.of) > sure * error;
}

export function accuracyWords({ high, low }: Extremes): string {
  const [a, b] = [high.compared, low.compared];
  const points = withDecimalMark((100 * (a.correct / a.samples - b.correct / b.samples)).toFixed(1));
  if (sharesDiffer({ hits: a.correct, of: a.samples }, { hits: b.correct, of: b.samples })) {
    return l10n.t('{0} ahead of {1} by {2} points', high.letter, low.letter, points);
  }
  return l10n.t('alike, as far as so many samples tell');
}

export function areaCell({ randomCurve }: NetworkFacts): string {
  const auc = randomCurve?.auc;
  if (auc === null || auc === undefined) return '\u2013';
  return auc.count < 2
    ? writeFraction(auc.mean)
    : `${writeFraction(auc.mean)} \u00b1 ${writeFraction(auc.deviation)}`;
}

/** Whether every order of one network lies above every order of the other; never told of single orders. */
export function areasApart({ high, low }: Extremes): boolean {
  const [above, below] = [high.randomCurve?.auc, low.randomCurve?.auc];
  if (!above || !below || above.count < 2 || below.count < 2) return false;
  return above.mean > below.mean && !bandsOverlap(above, below);
}

export function areaWords(found: Extremes): string {
  const [above, below] = [found.high.randomCurve?.auc, found.low.randomCurve?.auc];
  if (!above || !below) return '';
  if (above.count < 2 || below.count < 2) return l10n.t('one order has no spread');
  if (!areasApart(found)) return l10n.t('orders overlap: not told apart');
  const [sooner, later] = [found.low.letter, found.high.letter];
  return above.mean - below.mean > 0.2
    ? l10n.t('{0} breaks far sooner than {1}', sooner, later)
    : l10n.t('{0} breaks sooner than {1}', sooner, later);
}

/** As a share, since numbers of samples may differ. */
export function costliestShare({ lost, result }: NetworkFacts): number | null {
  return lost.length === 0 || result.partial === true || result.dataset.samples === 0
    ? null
    : highest(lost) / result.dataset.samples;
}

export function highest(counts: readonly number[]): number {
  return counts.reduce((most, count) => Math.max(most, count), 0);
}

export function costliestWords({ high, low }: Extremes): string {
  const [most, least] = [costliestShare(high) ?? 0, costliestShare(low) ?? 0];
  if (most === 0) return '';
  if (least === 0) return l10n.t('only {0} has one that costs any', high.letter);
  const ratio = most / least;
  return ratio < 1.5
    ? l10n.t('about as many')
    : l10n.t(
        '{0} times as many in {1} as in {2}',
        withDecimalMark(String(Number(ratio.toPrecision(2)))),
        high.letter,
        low.letter,
      );
}

export function costlyWords(found: Extremes): string {
  const { high, low } = found;
  if (high.costly === null || low.costly === null) return '';
  if (!moreCostly(found)) return l10n.t('no clear difference');
  const share = writeShare(high.costly.units / high.costly.of);
  return l10n.t(
    '{0} of {1}’s units, {2} of {3}’s',
    share,
    high.letter,
    writeShare(low.costly.units / low.costly.of),
    low.letter,
  );
}

/** Whether clearly more of one network's units cost more than chance explains. */
export function moreCostly({ high, low }: Extremes): boolean {
  const [a, b] = [high.costly, low.costly];
  if (a === null || b === null || a.units / a.of <= b.units / b.of) return false;
  return sharesDiffer({ hits: a.units, of: a.of }, { hits: b.units, of: b.of });
}

/** The scale nearest to half a standard deviation that all who have noise share. */
export function sharedScale(networks: readonly NetworkFacts[]): number | null {
  const own = networks
    .map(({ compared }) =>
      compared.noise.filter(({ scope }) => scope === 'network').map(({ scale }) => scale),
    )
    .filter((scales) => scales.length > 0);
  const shared = (own[0] ?? []).filter((scale) => own.every((scales) => scales.includes(scale)));
  return shared.length === 0
    ? null
    : shared.reduce((best, scale) => (Math.abs(scale - 0.5) < Math.abs(best - 0.5) ? scale : best));
}

export function noiseAt({ compared }: NetworkFacts, wanted: number): number | null {
  const level = compared.noise.find(({ scope, scale }) => scope === 'network' && scale === wanted);
  return level?.accuracy.mean ?? null;
}

export function noiseWords({ high, low }: Extremes, scale: number): string {
  const cost = (facts: NetworkFacts): number => (accuracy(facts) ?? 0) - (noiseAt(facts, scale) ?? 0);
  const [more, less] = cost(high) > cost(low) ? [high, low] : [low, high];
  if (cost(more) - cost(less) < 0.05) return l10n.t('noise costs them about the same');
  return l10n.t(
    'noise costs {0} {1} points, {2} {3}',
    more.letter,
    points(cost(more)),
    less.letter,
    points(cost(less)),
  );
}

function points(share: number): string {
  const written = withDecimalMark((100 * share).toFixed(1));
  return written.replace('-', '\u2212');
}

/** Differences below this are told by no one's eye, however many units there are. */
const tellingMean = 0.05;

export function meanWords(
  { high, low }: Extremes,
  measure: 'selectivity' | 'information',
  words: (high: string, low: string) => string,
): string {
  const [a, b] = [high[measure], low[measure]];
  const difference = meanOf(a) - meanOf(b);
  const error = Math.sqrt(varianceOf(a) / a.length + varianceOf(b) / b.length);
  const isClear = difference >= tellingMean && difference > sure * error;
  return isClear ? words(high.letter, low.letter) : l10n.t('no clear difference');
}

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.length < 2 ? 0 : values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
}
