import { InputError } from '../../inputError.js';
import { MemoryBytes, type ByteSource } from '../byteSource.js';
import { checkExtent, contiguousArray, readRows, rowsBytes, type StoredArray } from '../storedArray.js';
import type { DataFormat } from './dataFormat.js';
import { isNpy, readNpyHeader } from './npyHeader.js';
import { singleArray } from './singleArray.js';

/** Up to here an array in Fortran order is put in order in memory; its rows lie scattered over the file. */
const largestReordered = 64 * 2 ** 20;

/** NumPy's format of one array. */
export const npy: DataFormat = {
  title: '.npy',
  recognises: ({ head }) => isNpy(head),
  open: async ({ name, bytes }) => singleArray(await openNpyArray(name, bytes)),
};

/**
 * The array that the bytes of a `.npy` file store.
 * @throws InputError where they are damaged, or in Fortran order and large.
 */
export async function openNpyArray(name: string, bytes: ByteSource): Promise<StoredArray> {
  const { element, fortranOrder, shape, length } = await readNpyHeader(name, bytes);
  const array = contiguousArray(name, shape, element, bytes, length);
  return inOrder(array, fortranOrder);
}

/**
 * An array whose last dimension varies fastest, as it lies in the file, or in memory where it was in Fortran order.
 * @throws InputError where it is empty, cut short, or in Fortran order and large.
 */
export async function inOrder(array: StoredArray, fortranOrder: boolean): Promise<StoredArray> {
  checkExtent(array);
  return fortranOrder && array.shape.length > 1 ? reordered(array) : array;
}

/** The same array, in memory, its last dimension varying fastest instead of its first. */
async function reordered(array: StoredArray): Promise<StoredArray> {
  const { name, shape, element } = array;
  const total = rowsBytes(array, shape[0]);
  if (total > largestReordered) {
    throw new InputError(
      `${name} is stored in Fortran order, which cannot be read in pieces; save it with numpy.ascontiguousarray.`,
    );
  }
  const stored = await readRows(array, 0, shape[0], new Uint8Array(total));
  const ordered = new Uint8Array(total);
  const index = shape.map(() => 0);
  const steps = shape.map((_, axis) =>
    shape.slice(0, axis).reduce((product, size) => product * size, element.size),
  );
  for (let at = 0; at < total; at += element.size) {
    let from = 0;
    for (let axis = 0; axis < index.length; axis++) from += index[axis] * steps[axis];
    for (let i = 0; i < element.size; i++) ordered[at + i] = stored[from + i];
    for (let axis = index.length - 1; axis >= 0 && ++index[axis] === shape[axis]; axis--) index[axis] = 0;
  }
  return contiguousArray(name, shape, element, new MemoryBytes(ordered), 0);
}
