import * as l10n from '@vscode/l10n';
import { numberStyle, withDecimalMark } from '../../language.js';
import { formatCount, formatLossRise } from './numberFormat.js';

/** The panel's numbers: with a real minus, and in English bounded measures without a leading zero. */
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
  return sign + withoutLeadingZero(digits);
}

/** A rise of the loss, signed: `+0.0213`, `−0.0040`. */
export function writeLossRise(rise: number): string {
  return formatLossRise(rise).replace('-', minus);
}

/** `−.26 to −.02` */
export function writeInterval(low: number, high: number): string {
  return writeRange(writeFraction(low), writeFraction(high));
}

/** From one written number to another: `.18 to .22`. */
export function writeRange(low: string, high: string): string {
  return l10n.t({ message: '{0} to {1}', args: [low, high], comment: 'a range of numbers' });
}

/** Some of all: `14 of 360`. */
export function writePart(some: string, all: string): string {
  return l10n.t({
    message: '{0} of {1}',
    args: [some, all],
    comment: 'some of all, as in "14 of 360 images"',
  });
}

/** A number that somebody chose, in as many digits as it has: `.5`, `2`. */
export function writePlain(value: number): string {
  return withoutLeadingZero(String(value));
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
  return `${withDecimalMark(percent.toFixed(decimals)).replace('-', minus)}${thin}%`;
}

/** A measure of any size, such as an activity, to about three digits: `1,203`, `14.3`, `2.96`, `.25`, `.0031`, `0`. */
export function writeMeasure(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-4 || size >= 1e6) return withDecimalMark(value.toExponential(1)).replaceAll('-', minus);
  if (size >= 99.95) return writeCount(Math.round(value));
  if (size >= 9.995) return writeFraction(value, 1);
  return writeFraction(value, size >= 0.0995 ? 2 : 1 - Math.floor(Math.log10(size)));
}

/** A number as it is, with its leading zero: `0.5`. */
export function writeDecimal(value: number): string {
  return withDecimalMark(String(value));
}

/** Words that a person wrote of the data, with a per cent sign kept beside its number: `shuffled 100 %`. */
export function writeWords(words: string): string {
  return words.replaceAll(/(?<=\d) %/g, `${thin}%`);
}

/** A probability of a test: `.0013`, `< .0001`, `1`. */
export function writeP(p: number): string {
  if (p < 1e-4) return `< ${withoutLeadingZero('0.0001')}`;
  return withoutLeadingZero(String(Number(p.toPrecision(2))));
}

function withoutLeadingZero(digits: string): string {
  return withDecimalMark(numberStyle().dropsLeadingZero ? digits.replace(/^0(?=\.)/, '') : digits);
}
