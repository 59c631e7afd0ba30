import { describe, expect, it } from 'vitest';
import { piecesOf, type Piece } from '../../../../src/model/formats/keras/arrayPieces.js';

/** The places of a piece's numbers in the array, in order. */
function placesIn(piece: Piece, dims: readonly number[]): number[] {
  return piece.reduce<number[]>(
    (outer, [start, end], axis) =>
      outer.flatMap((place) => Array.from({ length: end - start }, (_, i) => place * dims[axis] + start + i)),
    [0],
  );
}

describe('pieces of an array', () => {
  it.each([
    [[7], 3],
    [[5, 4], 8],
    [[5, 4], 3],
    [[1, 1, 9], 4],
    [[3, 2, 5, 2], 1],
    [[3, 2, 5, 2], 11],
    [[2, 3], 2.5],
  ])('of the dimensions %j hold every number once and in order, at most %f each', (dims, most) => {
    const places = [...piecesOf(dims, most)].map((piece) => placesIn(piece!, dims));
    const size = dims.reduce((product, dim) => product * dim, 1);
    expect(places.flat()).toEqual(Array.from({ length: size }, (_, i) => i));
    expect(Math.max(...places.map(({ length }) => length))).toBeLessThanOrEqual(most);
  });

  it('are the whole of an array that needs no cut', () => {
    expect([...piecesOf([5, 4], 20), ...piecesOf([], 1)]).toEqual([null, null]);
  });
});
