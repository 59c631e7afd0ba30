import type { SampleValues } from '../unitDetail.js';
import { writeMeasure } from './typographicNumbers.js';

/** Samples of more values are drawn. */
export const mostWritten = 6;

/** A sample of few values in numbers: `5.1 3.5 1.4 .2`. */
export function writtenValues({ values }: Pick<SampleValues, 'values'>): string {
  return Array.from(values, writeMeasure).join(' ');
}
