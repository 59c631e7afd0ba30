import { sizeOf } from '../../tensor.js';

/** A part of an array: where it begins and ends along each axis. */
export type Piece = readonly (readonly [start: number, end: number])[];

/**
 * Cuts an array into parts, in the order in which its numbers lie one behind the other.
 * @param most numbers in a part; one at least.
 * @returns null alone, for all of it, where it needs no cut.
 */
export function piecesOf(dims: readonly number[], most: number): Iterable<Piece | null> {
  return sizeOf(dims) <= most ? [null] : cut(dims, Math.max(1, most), []);
}

function* cut(dims: readonly number[], most: number, outer: Piece): Generator<Piece> {
  const axis = outer.length;
  const inner = dims.slice(axis + 1);
  const step = Math.max(1, Math.floor(most / Math.max(1, sizeOf(inner))));
  for (let start = 0; start < dims[axis]; start += step) {
    const own: Piece = [...outer, [start, Math.min(start + step, dims[axis])]];
    if (sizeOf(inner) > most) yield* cut(dims, most, own);
    else yield [...own, ...inner.map((size) => [0, size] as const)];
  }
}
