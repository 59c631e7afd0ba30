import { numberStyle, withDecimalMark } from '../../language.js';
import { obliquePlural, plural, singular } from './nouns.js';

/** `27,000` */
export function formatCount(count: number): string {
  return numberStyle().count.format(count);
}

/** `1 image`, `27 images` */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${count === 1 ? singular(noun) : plural(noun)}`;
}

/** The same behind a preposition, as in `14 of 27 images`: some languages bend nouns there. */
export function formatCountedOblique(count: number, noun: string): string {
  return `${formatCount(count)} ${count === 1 ? singular(noun) : obliquePlural(noun)}`;
}

/**
 * A share in per cent with as many decimals as tell one sample more or less apart, and no more: `97.2 %` of
 * 360, `95.30 %` of 2,000. So 0 % and 100 % are shown only where they are true.
 */
export function formatShare(count: number, total: number): string {
  return total === 0 ? '-' : `${withDecimalMark(((100 * count) / total).toFixed(decimalsOfShare(total)))} %`;
}

/** A change of a share in percentage points, signed, with the decimals of `formatShare`: `-1.15`. */
export function formatPoints(change: number, total: number): string {
  return total === 0 ? '-' : signed((100 * change) / total, decimalsOfShare(total));
}

function decimalsOfShare(total: number): number {
  return Math.max(0, Math.ceil(Math.log10(total / 100)));
}

/** A mean cross-entropy in nats: `0.1713`. */
export function formatLoss(loss: number): string {
  return withDecimalMark(loss.toFixed(4));
}

/** A rise in mean cross-entropy in nats: `+0.0312`, `-0.0004`. */
export function formatLossRise(rise: number): string {
  return signed(rise, 4);
}

/** A selectivity index or a correlation: `0.71`, `-0.05`. */
export function formatIndex(value: number): string {
  return withDecimalMark(positiveZero(value.toFixed(2)));
}

/** An area under a curve: `0.605`. */
export function formatArea(area: number): string {
  return withDecimalMark(area.toFixed(3));
}

/** `p = 0.0012`, `p < 1e-6` */
export function formatP(p: number): string {
  if (p < 1e-6) return 'p < 1e-6';
  return p < 1e-4 ? `p = ${p.toExponential(0)}` : `p = ${withDecimalMark(String(Number(p.toPrecision(2))))}`;
}

/** `0.4 s`, `42 s`, `3 min 12 s`, `2 h 5 min` */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${withDecimalMark(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${formatCount(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** `512 MB`, `1.5 GB` */
export function formatBytes(bytes: number): string {
  return bytes < 999.5e6
    ? `${Math.round(bytes / 1e6)} MB`
    : `${withDecimalMark(String(Number((bytes / 1e9).toPrecision(3))))} GB`;
}

function signed(value: number, decimals: number): string {
  const text = positiveZero(value.toFixed(decimals));
  return withDecimalMark(Number(text) > 0 ? `+${text}` : text);
}

/** `-0.00` says less than nothing. */
function positiveZero(text: string): string {
  return Number(text) === 0 ? text.replace('-', '') : text;
}
