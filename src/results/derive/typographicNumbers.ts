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

/** A measure of any size, such as an activity, to about three digits: `1,203`, `14.3`, `2.96`, `.25`, `.0031`, `0`. */
export function writeMeasure(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-4 || size >= 1e6) return value.toExponential(1).replaceAll('-', minus);
  if (size >= 99.95) return writeCount(Math.round(value));
  if (size >= 9.995) return writeFraction(value, 1);
  return writeFraction(value, size >= 0.0995 ? 2 : 1 - Math.floor(Math.log10(size)));
}

/** A part of counted things, with one decimal, or as many as it takes not to claim all or none: `61.2\u202f%`, `99.95\u202f%`. */
export function writeShare(count: number, total: number): string {
  const per = total === 0 ? 0 : (100 * count) / total;
  const claims = (decimals: number): boolean =>
    ['0', '100'].includes(String(Number(per.toFixed(decimals)))) && count !== 0 && count !== total;
  let decimals = Number.isInteger(per) ? 0 : 1;
  while (claims(decimals) && decimals < 6) decimals++;
  return `${per.toFixed(decimals)}\u202f%`;
}

/** A probability of a test: `.0013`, `< .0001`, `1`. */
export function writeP(p: number): string {
  if (p < 1e-4) return '< .0001';
  return String(Number(p.toPrecision(2))).replace(/^0(?=\.)/, '');
}
