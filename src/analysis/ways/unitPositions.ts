import type { UnitsLie } from '../../model/reach.js';
import type { UnitLayer } from '../unitLayers.js';

/** Where the values of one unit stand among those of one sample. */
export interface UnitPositions {
  readonly start: number;
  /** So many groups of values, each `groupStride` behind the one before. */
  readonly groups: number;
  readonly groupStride: number;
  /** Values of a group, each `stride` behind the one before. */
  readonly length: number;
  readonly stride: number;
}

/** Values of a tensor, one row a sample. */
export interface Rows {
  readonly values: Float32Array;
  /** Values of one sample. */
  readonly width: number;
}

/** Where a unit stands in its layer's own tensor. */
export function positionsInLayer({ outer, unitCount, inner }: UnitLayer, unit: number): UnitPositions {
  return {
    start: unit * inner,
    groups: outer,
    groupStride: unitCount * inner,
    length: inner,
    stride: 1,
  };
}

/**
 * Where a unit stands in a tensor behind its layer.
 * @param inner values of one map.
 */
export function positionsBehind(lies: UnitsLie, unit: number, inner: number): UnitPositions {
  const one = { groups: 1, groupStride: 0 };
  return lies.kind === 'maps'
    ? { ...one, start: (lies.offset + unit) * inner, length: inner, stride: 1 }
    : {
        ...one,
        start: lies.offset + unit * lies.unitStride,
        length: lies.positions,
        stride: lies.positionStride,
      };
}

/** Copies a unit's values on some samples, one sample behind the other. */
export function takeUnit(
  { values, width }: Rows,
  samples: Int32Array,
  { start, groups, groupStride, length, stride }: UnitPositions,
  into: Float32Array,
): void {
  let to = 0;
  for (const sample of samples) {
    for (let group = 0; group < groups; group++) {
      let from = sample * width + start + group * groupStride;
      for (let i = 0; i < length; i++, from += stride) into[to++] = values[from];
    }
  }
}

/** Writes a unit's values, given one sample behind the other, into the first rows. */
export function putUnit(
  { values, width }: Rows,
  samples: number,
  { start, groups, groupStride, length, stride }: UnitPositions,
  given: Float32Array,
): void {
  let from = 0;
  for (let sample = 0; sample < samples; sample++) {
    for (let group = 0; group < groups; group++) {
      let to = sample * width + start + group * groupStride;
      for (let i = 0; i < length; i++, to += stride) values[to] = given[from++];
    }
  }
}

/**
 * The samples on which a unit's values are others than those that replace them.
 * @param replacement a constant, or values in the same places.
 */
export function samplesThatDiffer(
  { values, width }: Rows,
  samples: number,
  { start, groups, groupStride, length, stride }: UnitPositions,
  replacement: number | Float32Array,
): Int32Array {
  const differing = new Int32Array(samples);
  let count = 0;
  for (let sample = 0; sample < samples; sample++) {
    let differs = false;
    for (let group = 0; group < groups && !differs; group++) {
      let at = sample * width + start + group * groupStride;
      for (let i = 0; i < length && !differs; i++, at += stride) {
        differs = values[at] !== (typeof replacement === 'number' ? replacement : replacement[at]);
      }
    }
    if (differs) differing[count++] = sample;
  }
  return differing.subarray(0, count);
}

/** Rows of some samples, one behind the other. */
export function takeRows({ values, width }: Rows, samples: Int32Array, into: Float32Array): void {
  for (let k = 0; k < samples.length; k++) {
    into.set(values.subarray(samples[k] * width, (samples[k] + 1) * width), k * width);
  }
}
