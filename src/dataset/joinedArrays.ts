import { InputError } from '../inputError.js';
import { decodeNumbers, hostIsLittleEndian, isText, type ElementType } from './elements.js';
import { LoadedRows } from './loadedRows.js';
import {
  contiguousArray,
  readRows,
  rowLength,
  rowsBytes,
  shapeText,
  type StoredArray,
} from './storedArray.js';

const double: ElementType = { kind: 'f', size: 8, littleEndian: hostIsLittleEndian };

/**
 * Arrays of several files as one, their rows one after another.
 * @param name what messages call it
 * @throws InputError where their samples differ in shape, or text and numbers are mixed.
 */
export function joinedArrays(name: string, arrays: readonly StoredArray[]): StoredArray {
  const [first] = arrays;
  const other = arrays.find(
    (each) =>
      each.shape.slice(1).join() !== first.shape.slice(1).join() ||
      isText(each.element) !== isText(first.element),
  );
  if (other !== undefined) {
    throw new InputError(
      `${other.name} holds samples of another kind (${shapeText(other.shape)}) than ${first.name} (${shapeText(first.shape)}); name files ` +
        `that belong together.`,
    );
  }
  const element = commonElement(arrays);
  const rowBytes = rowLength(first.shape) * element.size;
  const starts = [0];
  for (const { shape } of arrays) starts.push(starts[starts.length - 1] + shape[0]);
  const load = async (from: number, count: number): Promise<Uint8Array> => {
    const rows = new Uint8Array(count * rowBytes);
    for (const [i, array] of arrays.entries()) {
      const begin = Math.max(from, starts[i]);
      const end = Math.min(from + count, starts[i + 1]);
      if (begin >= end) continue;
      const found = await contiguousRows(array, begin - starts[i], end - begin, element);
      rows.set(found, (begin - from) * rowBytes);
    }
    return rows;
  };
  const total = starts[arrays.length];
  const rows = new LoadedRows(total, rowBytes, load);
  const joined = contiguousArray(name, [total, ...first.shape.slice(1)], element, rows, 0);
  const sameLayout = arrays.every(({ layout }) => layout === first.layout);
  return sameLayout ? { ...joined, layout: first.layout } : joined;
}

/** The type that holds the elements of all: the common one, the longest text, or float64. */
function commonElement(arrays: readonly StoredArray[]): ElementType {
  const [{ element: first }] = arrays;
  const elements = arrays.map(({ element }) => element);
  const sameKind = elements.every(
    ({ kind, littleEndian }) => kind === first.kind && littleEndian === first.littleEndian,
  );
  if (sameKind && elements.every(({ size }) => size === first.size)) return first;
  if (!isText(first)) return double;
  if (sameKind) return { ...first, size: Math.max(...elements.map(({ size }) => size)) };
  throw new InputError(
    `${arrays[0].name} and the files beside it hold text in different ways; write them alike.`,
  );
}

async function contiguousRows(
  array: StoredArray,
  first: number,
  count: number,
  element: ElementType,
): Promise<Uint8Array> {
  const stored = await readRows(array, first, count, new Uint8Array(rowsBytes(array, count)));
  const { stride } = array;
  const size = rowLength(array.shape) * array.element.size;
  const rows = new Uint8Array(count * size);
  for (let i = 0; i < count; i++) rows.set(stored.subarray(i * stride, i * stride + size), i * size);
  const { kind, size: elementSize, littleEndian } = array.element;
  const isSame =
    kind === element.kind && elementSize === element.size && littleEndian === element.littleEndian;
  if (isSame) return rows;
  if (!isText(element)) return new Uint8Array(Float64Array.from(decodeNumbers(rows, array.element)).buffer);
  const padded = new Uint8Array((rows.length / array.element.size) * element.size);
  for (let from = 0, to = 0; from < rows.length; from += array.element.size, to += element.size) {
    padded.set(rows.subarray(from, from + array.element.size), to);
  }
  return padded;
}
