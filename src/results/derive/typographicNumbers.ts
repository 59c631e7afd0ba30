import { formatCount } from './numberFormat.js';

/** The panel's numbers: with a real minus, and bounded measures without a leading zero. */
const minus = '\u2212';
/** Between a number and its unit; the line is not broken there. */
const thin = '\u202f';

/** `14`, `−1,203` */
export function writeCount(count: number): string {
  return count < 0 ? minus + formatCount(-count) : formatCount(count);
}

/** A measure of which the size is known to be about one, or less: `.72`, `−.14`, `1.00`, `.0513`. */
export function writeFraction(value: number, decimals = 2): string {
  const digits = Math.abs(value).toFixed(decimals);
  const sign = value < 0 && Number(digits) !== 0 ? minus : '';
  return sign + digits.replace(/^0(?=\.)/, '');
}

/** `−.26 to −.02` */
export function writeInterval(low: number, high: number): string {
  return `${writeFraction(low)} to ${writeFraction(high)}`;
}

/**
 * A share in per cent: one decimal, or as many as keep what is less than all from being rounded up to 100 %, and what
 * is more than nothing from 0 %: `79.2 %`, `99.95 %`, `100 %`.
 */
export function writeShare(share: number): string {
  const percent = 100 * share;
  if (percent === 0 || percent === 100) return `${percent}${thin}%`;
  const isShown = (digits: string): boolean => !['0', '100'].includes(String(Math.abs(Number(digits))));
  const decimals = [1, 2, 3].find((places) => isShown(percent.toFixed(places))) ?? 4;
  return `${percent.toFixed(decimals).replace('-', minus)}${thin}%`;
}

/** A measure of any size, such as an activity, to about three digits: `1,203`, `14.3`, `2.96`, `.25`, `.0031`, `0`. */
export function writeMeasure(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-4 || size >= 1e6) return value.toExponential(1).replaceAll('-', minus);
  if (size >= 99.95) return writeCount(Math.round(value));
  if (size >= 9.995) return writeFraction(value, 1);
  return writeFraction(value, size >= 0.0995 ? 2 : 1 - Math.floor(Math.log10(size)));
}

/** Words that a person wrote of the data, with a per cent sign kept beside its number: `shuffled 100 %`. */
export function writeWords(words: string): string {
  return words.replaceAll(/(?<=\d) %/g, `${thin}%`);
}

/** A probability of a test: `.0013`, `< .0001`, `1`. */
export function writeP(p: number): string {
  if (p < 1e-4) return '< .0001';
  return String(Number(p.toPrecision(2))).replace(/^0(?=\.)/, '');
}
