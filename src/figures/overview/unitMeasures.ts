import * as l10n from '@vscode/l10n';
import { statisticsSamples } from '../../results/derive/exactness.js';
import { measuredValue } from '../../results/derive/flatUnits.js';
import { basisOf, costsSamples, lostCount, lostRange } from '../../results/derive/lostSamples.js';
import { capitalPlural, plural } from '../../results/derive/nouns.js';
import { formatCount } from '../../results/derive/numberFormat.js';
import { writeDecimal, writeFraction } from '../../results/derive/typographicNumbers.js';
import type { UnitRow } from '../../results/derive/unitRows.js';
import type { ResultFile } from '../../results/schema.js';
import type { RampPaint } from '../paint.js';

export const unitMeasureIds = ['lost', 'selectivity', 'information', 'activity'] as const;
/** What a unit's cell is shaded by. */
export type UnitMeasureId = (typeof unitMeasureIds)[number];

/** A measure over all units, and how it is shaded. */
export interface UnitMeasure {
  readonly id: UnitMeasureId;
  /** `Images lost` */
  readonly name: string;
  /** `Every unit by images lost` */
  readonly title: string;
  /** `null` where it was not measured, or is undefined. */
  readonly valueOf: (row: UnitRow) => number | null;
  /** `null` where there is no value. */
  readonly paintOf: (row: UnitRow) => RampPaint | null;
  /** The scale from end to end, as evenly spaced paints. */
  readonly scale: readonly RampPaint[];
  /** What its ends mean. */
  readonly ends: readonly [string, string];
}

/** Shades that a scale is drawn in: more could not be told apart. */
const shades = 48;
/** Of the scale, for changes that chance explains. */
const withinChance = 0.6;
/** A cell that changes the count by one sample is told from one that changes nothing. */
const least = 0.05;
/** Nearly linear: with a root, noise would light up like a signal. */
const exponent = 0.8;
/** The few units above are drawn like the one here: one loud unit must not make all others look silent. */
const activityQuantile = 0.98;

/** The measures that the result holds, in the order offered. */
export function unitMeasures(result: ResultFile, rows: readonly UnitRow[]): UnitMeasure[] {
  const found = [
    lostMeasure(result, rows),
    selectivityMeasure(rows),
    informationMeasure(rows),
    activityMeasure(result, rows),
  ];
  return found.filter((measure) => measure !== null);
}

function lostMeasure(result: ResultFile, rows: readonly UnitRow[]): UnitMeasure | null {
  const [low, high] = extent(rows.map(lostCount));
  if (low > high && result.partial !== true) return null;
  const most = Math.max(1, -low, high);
  const paint = (lost: number, quiet: boolean): RampPaint => {
    const size = lost === 0 ? 0 : least + (1 - least) * Math.min(1, Math.abs(lost) / most) ** exponent;
    return shade(lost < 0 ? 'gained' : 'lost', size * (quiet ? withinChance : 1));
  };
  const gains = low < 0 && low <= high;
  const isEstimate = basisOf(rows) === 'estimate';
  const about = (change: string): string =>
    isEstimate ? l10n.t({ message: 'about {0}', args: [change], comment: 'an estimate' }) : change;
  const from = gains ? low : 0;
  return {
    id: 'lost',
    name: l10n.t('{0} lost', capitalPlural(result.dataset.noun)),
    title: l10n.t('Every unit by {0} lost', plural(result.dataset.noun)),
    valueOf: lostCount,
    paintOf(row) {
      const lost = lostCount(row);
      return lost === null ? null : paint(lost, !standsOut(row));
    },
    scale: evenly((share) => paint(from + share * (Math.max(0, high) - from), false)),
    ends: [
      gains ? about(l10n.t('{0} gained', formatCount(-low))) : l10n.t('{0} lost', '0'),
      about(l10n.t('{0} lost', formatCount(Math.max(0, high === -Infinity ? 0 : high)))),
    ],
  };
}

/** Beyond chance where all was counted; of an estimate, where its interval leaves out zero; else not yet. */
function standsOut({ lost, beyondChance }: UnitRow): boolean {
  if (lost?.basis?.kind !== 'estimate') return beyondChance;
  return costsSamples(lost) || lostRange(lost).high < 0;
}

function selectivityMeasure(rows: readonly UnitRow[]): UnitMeasure | null {
  if (rows.every(({ selectivity }) => selectivity === null)) return null;
  const names = { name: l10n.t('Selectivity'), title: l10n.t('Every unit by selectivity') };
  return plain('selectivity', names, 'selectivity', ({ selectivity }) => selectivity, 0, 1, ['0', '1']);
}

function informationMeasure(rows: readonly UnitRow[]): UnitMeasure | null {
  const [low, high] = extent(rows.map(({ information }) => information));
  if (low > high) return null;
  const most = high > 0 ? high : 1;
  const ends = ['0', l10n.t('{0} bits', writeFraction(most))] as const;
  const names = { name: l10n.t('Information'), title: l10n.t('Every unit by information') };
  return plain('information', names, 'information', ({ information }) => information, 0, most, ends);
}

function activityMeasure(result: ResultFile, rows: readonly UnitRow[]): UnitMeasure | null {
  const meanOf = ({ unit }: UnitRow): number | null => measuredValue(unit, 'mean');
  const means = rows.flatMap((row) => meanOf(row) ?? []).sort((a, b) => a - b);
  if (means.length === 0 || statisticsSamples(result) === 0) return null;
  const at = (share: number): number => means[Math.round(share * (means.length - 1))];
  const low = Math.min(0, at(1 - activityQuantile));
  const high = Math.max(low + Number.MIN_VALUE, at(activityQuantile));
  // Where activities lie on both sides of zero, the least active unit is not a silent one.
  const ends =
    low < 0 ? ([brief(low), brief(high)] as const) : ([l10n.t('silent'), l10n.t('active')] as const);
  const names = { name: l10n.t('Mean activity'), title: l10n.t('Every unit by mean activity') };
  return plain('activity', names, 'activity', meanOf, low, high, ends);
}

function plain(
  id: UnitMeasureId,
  names: Pick<UnitMeasure, 'name' | 'title'>,
  ramp: RampPaint['ramp'],
  valueOf: UnitMeasure['valueOf'],
  low: number,
  high: number,
  ends: UnitMeasure['ends'],
): UnitMeasure {
  return {
    id,
    ...names,
    valueOf,
    paintOf(row) {
      const value = valueOf(row);
      return value === null ? null : shade(ramp, Math.max(0, (value - low) / (high - low)));
    },
    scale: evenly((share) => shade(ramp, share)),
    ends,
  };
}

function shade(ramp: RampPaint['ramp'], at: number): RampPaint {
  return { ramp, at: Math.round(Math.min(1, at) * shades) / shades };
}

function evenly(paint: (share: number) => RampPaint): RampPaint[] {
  return Array.from({ length: 25 }, (_, i) => paint(i / 24));
}

/** The lowest and the highest value; the wrong way round where there is none. */
function extent(values: readonly (number | null)[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

function brief(value: number): string {
  return writeDecimal(Number(value.toPrecision(2))).replace('-', '\u2212');
}
