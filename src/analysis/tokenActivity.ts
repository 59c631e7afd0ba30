import type { UnitLayer } from './unitLayers.js';

/** Which positions of samples hold tokens, and not padding: [samples x positions], 1 where they do. */
export interface ValidPositions {
  readonly positions: number;
  readonly isValid: Uint8Array;
}

/** @param inputs [samples x positions], numbers of tokens. */
export function validPositions(inputs: Float32Array, positions: number, padding: number): ValidPositions {
  return { positions, isValid: Uint8Array.from(inputs, (token) => (token === padding ? 0 : 1)) };
}

/** The layer's depth at one position: of a head the length of its output, else 1. */
export function depthOf({ kind, shape }: UnitLayer): number {
  return kind === 'head' ? (shape.at(-1) ?? 1) : 1;
}

/** Whether a unit's activity on a sample is another than the mean of all its outputs. */
export function isTokenWise(layer: UnitLayer, valid: ValidPositions | null): boolean {
  return layer.kind === 'head' || (valid !== null && positionsOf(layer) === valid.positions);
}

/** Positions of a unit in one sample, each of the layer's depth. */
function positionsOf(layer: UnitLayer): number {
  return (layer.outer * layer.inner) / depthOf(layer);
}

/** Places of a unit's outputs at the valid positions of a sample, a first one and how many follow for each position. */
export function* validPlaces(
  layer: UnitLayer,
  unit: number,
  sample: number,
  valid: ValidPositions | null,
): Generator<number> {
  const { outer, inner, unitCount } = layer;
  const depth = depthOf(layer);
  const positions = positionsOf(layer);
  const perRow = inner / depth;
  const told = valid?.positions === positions ? valid.isValid : null;
  for (let position = 0; position < positions; position++) {
    if (told?.[sample * positions + position] === 0) continue;
    const row = sample * outer + Math.floor(position / perRow);
    yield (row * unitCount + unit) * inner + (position % perRow) * depth;
  }
}

/**
 * A unit's activity on a sample: the mean over valid positions of its output there, of a head the L2 norm of its output; 0
 * where no position is valid.
 * @param values [samples x outer x units x inner] of the layer.
 */
export function tokenActivity(
  layer: UnitLayer,
  unit: number,
  values: Float32Array,
  sample: number,
  valid: ValidPositions | null,
): number {
  const depth = depthOf(layer);
  let [sum, count] = [0, 0];
  for (const place of validPlaces(layer, unit, sample, valid)) {
    sum += layer.kind === 'head' ? norm(values, place, depth) : values[place];
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

export function norm(values: Float32Array, from: number, length: number): number {
  let squares = 0;
  for (let i = from; i < from + length; i++) squares += values[i] * values[i];
  return Math.sqrt(squares);
}
