import { InputError } from '../inputError.js';
import type { ByteSource } from './byteSource.js';
import type { ElementType } from './elements.js';

/** An array in a data file, one row a sample; its first dimension counts the samples. */
export interface StoredArray {
  /** What messages call it: `digits.npz#x`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly element: ElementType;
  /** The order of a row's channels and space where the format fixes it. */
  readonly layout: 'NCHW' | 'NHWC' | null;
  readonly bytes: ByteSource;
  /** Bytes before the first row, and from one row's beginning to the next's. */
  readonly offset: number;
  readonly stride: number;
}

/** An array whose rows lie one after another, as in most formats. */
export function contiguousArray(
  name: string,
  shape: readonly number[],
  element: ElementType,
  bytes: ByteSource,
  offset: number,
): StoredArray {
  return { name, shape, element, layout: null, bytes, offset, stride: rowLength(shape) * element.size };
}

/** Elements in one sample of an array of this shape. */
export function rowLength(shape: readonly number[]): number {
  return shape.slice(1).reduce((product, size) => product * size, 1);
}

/** A shape as messages write it: `1 x 28 x 28`, `?` where it is open. */
export function shapeText(shape: readonly (number | null)[]): string {
  return shape.length === 0 ? 'a single number' : shape.map((size) => size ?? '?').join(' x ');
}

/**
 * Makes sure that an array holds samples, and that its file is long enough for them as far as that can be
 * known without reading it.
 * @throws InputError where it is empty or cut short.
 */
export function checkExtent(array: StoredArray): void {
  const { name, shape, bytes } = array;
  if (shape.length === 0) {
    throw new InputError(
      `${name} holds a single number; an array whose first dimension counts samples is needed.`,
    );
  }
  if (shape.some((size) => size === 0)) {
    throw new InputError(
      `${name} is empty (its shape is ${shapeText(shape)}); choose an array that holds samples.`,
    );
  }
  const end = endOfRow(array, shape[0] - 1);
  if (end > bytes.limit) throw cutShort(array, `${bytes.exact ? 'only' : 'at most'} ${bytes.limit}`);
}

/**
 * Reads the bytes of `count` rows from row `first` on into the beginning of `scratch`, and returns them:
 * row i begins at i * stride.
 * @throws InputError where the file ends before them.
 */
export async function readRows(
  array: StoredArray,
  first: number,
  count: number,
  scratch: Uint8Array,
): Promise<Uint8Array> {
  const begin = array.offset + first * array.stride;
  const rows = scratch.subarray(0, endOfRow(array, first + count - 1) - begin);
  const got = await array.bytes.read(begin, rows);
  if (got < rows.length) throw cutShort(array, `only ${begin + got}`);
  return rows;
}

/** How many bytes `readRows` needs for so many rows. */
export function rowsBytes(array: StoredArray, count: number): number {
  return endOfRow(array, count - 1) - array.offset;
}

function endOfRow(array: StoredArray, row: number): number {
  return array.offset + row * array.stride + rowLength(array.shape) * array.element.size;
}

function cutShort(array: StoredArray, found: string): InputError {
  const expected = endOfRow(array, array.shape[0] - 1);
  return new InputError(
    `${array.name} is cut short: its shape ${shapeText(array.shape)} needs ${expected} bytes, but there are ` +
      `${found}; fetch or write the file again.`,
  );
}
