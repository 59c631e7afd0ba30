import { writeMeasure } from './typographicNumbers.js';

/** Of more numbers only the first are written. */
const mostWritten = 3;

/** The numbers of one sample, in short. @param values [samples x width] */
export function writeNumbers(values: ArrayLike<number>, sample: number, width: number): string {
  const shown = Array.from({ length: Math.min(width, mostWritten) }, (_, k) =>
    writeMeasure(values[sample * width + k]),
  );
  return [...shown, ...(width > mostWritten ? ['…'] : [])].join(' ');
}
