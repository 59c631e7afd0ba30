import type { UnitLayer } from './unitLayers.js';

/** A unit's activity on each of some samples. */
export type ActivityColumn = Float32Array | Float64Array;

/** Room for the activities of a unit of a layer. */
export function activityColumn(layer: UnitLayer, samples: number): ActivityColumn {
  return new (hasSingleOutput(layer) ? Float32Array : Float64Array)(samples);
}

/** Bytes of one activity of any unit of these layers. */
export function activityBytes(layers: readonly UnitLayer[]): number {
  return (layers.every(hasSingleOutput) ? Float32Array : Float64Array).BYTES_PER_ELEMENT;
}

/** An activity is an output of the network then, and float32 as that; a mean over positions is more exact. */
function hasSingleOutput({ kind, outer, inner }: UnitLayer): boolean {
  return outer * inner === 1 && kind !== 'head';
}
