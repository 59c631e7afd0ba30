import { sizeOf } from '../../tensor.js';
import { contiguousStrides, elementBytes, type StoredTensor } from './storedTensor.js';

/** As much of a tensor as is handed out at once, in bytes; a multiple of every element's. */
const pieceBytes = 2 ** 22;
/** The stretch that elements lie in which are out of order is held whole; a longer one is not. */
const mostStretchBytes = 2 ** 30;
/** A few bytes may stand for any number of elements by strides of 0. */
const mostSpreadBytes = 2 ** 32;

/** Whether a tensor's elements can be handed out in row-major order. */
export function isReadable(tensor: StoredTensor): boolean {
  return (
    isContiguous(tensor) ||
    (stretchOf(tensor) <= mostStretchBytes &&
      sizeOf(tensor.shape) * elementBytes[tensor.type] <= mostSpreadBytes)
  );
}

/** The bytes of a tensor's elements in row-major order, a piece at a time. The tensor has to be readable. */
export async function* rowMajorPieces(tensor: StoredTensor): AsyncGenerator<Uint8Array> {
  const { type, shape, strides, storage, offset } = tensor;
  const width = elementBytes[type];
  const total = sizeOf(shape) * width;
  if (total === 0) return;
  if (isContiguous(tensor)) {
    for (let at = 0; at < total; at += pieceBytes) {
      yield await storage.read(offset + at, Math.min(pieceBytes, total - at));
    }
    return;
  }
  const stretch = await storage.read(offset, stretchOf(tensor));
  const index = new Array<number>(shape.length).fill(0);
  let place = 0;
  for (let at = 0; at < total; at += pieceBytes) {
    const piece = new Uint8Array(Math.min(pieceBytes, total - at));
    for (let filled = 0; filled < piece.length; filled += width) {
      piece.set(stretch.subarray(place * width, (place + 1) * width), filled);
      // The next element, as an odometer counts.
      for (let i = shape.length - 1; i >= 0; i--) {
        place += strides[i];
        if (++index[i] < shape[i]) break;
        place -= shape[i] * strides[i];
        index[i] = 0;
      }
    }
    yield piece;
  }
}

function isContiguous({ shape, strides }: StoredTensor): boolean {
  const expected = contiguousStrides(shape);
  return shape.every((size, i) => size <= 1 || strides[i] === expected[i]);
}

/** Bytes from the first element to the end of the last. */
function stretchOf({ shape, strides, type }: StoredTensor): number {
  const last = shape.reduce((sum, size, i) => sum + Math.max(0, size - 1) * strides[i], 0);
  return (last + 1) * elementBytes[type];
}
