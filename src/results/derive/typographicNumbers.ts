import { formatCount } from './numberFormat.js';

/** The panel's numbers: with a real minus, and bounded measures without a leading zero. */
const minus = '\u2212';

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
 * A share in per cent with one decimal, and as many more as keep it from 0 % and 100 % where it is neither:
 * `94.3 %`, `99.95 %`.
 */
export function writeShare(share: number): string {
  let decimals = 1;
  const written = (): number => Number((100 * share).toFixed(decimals));
  while (decimals < 12 && ((share < 1 && written() >= 100) || (share > 0 && written() <= 0))) decimals++;
  return `${(100 * share).toFixed(decimals)}\u202f%`;
}
