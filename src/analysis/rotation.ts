import { seededRandom } from '../results/derive/seededRandom.js';
import { gaussian } from './runNoise.js';

/**
 * A random orthogonal matrix, uniformly distributed: rows of Gaussian numbers made orthonormal by
 * Gram-Schmidt, each row twice, which keeps them orthogonal to rounding (Giraud et al. 2005).
 * @returns [size x size], row by row.
 */
export function randomRotation(size: number, seed: number): Float64Array {
  const draw = gaussian(seededRandom(seed));
  const rows = Array.from({ length: size }, () => Float64Array.from({ length: size }, draw));
  for (const [i, row] of rows.entries()) {
    for (let pass = 0; pass < 2; pass++) {
      for (const earlier of rows.slice(0, i)) subtract(row, earlier, dot(row, earlier));
    }
    const norm = Math.sqrt(dot(row, row));
    for (let k = 0; k < size; k++) row[k] /= norm;
  }
  const matrix = new Float64Array(size * size);
  for (const [i, row] of rows.entries()) matrix.set(row, i * size);
  return matrix;
}

/**
 * The matrix that takes the first axes of a basis out of a vector of units: I - sum of q q^T.
 * @param basis [size x size], one axis a row.
 */
export function removalOfAxes(basis: Float64Array, size: number, axes: number): Float32Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1;
  for (let axis = 0; axis < axes; axis++) {
    const q = basis.subarray(axis * size, (axis + 1) * size);
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < size; k++) matrix[i * size + k] -= q[i] * q[k];
    }
  }
  return Float32Array.from(matrix);
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i] * other[i];
  return sum;
}

function subtract(from: Float64Array, row: Float64Array, times: number): void {
  for (let i = 0; i < from.length; i++) from[i] -= times * row[i];
}
