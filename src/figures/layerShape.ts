export type MarkShape = 'circle' | 'diamond';

/** Layers take turns: hues alone don't tell them apart for everyone. */
export function layerShape(layerIndex: number): MarkShape {
  return layerIndex % 2 === 0 ? 'circle' : 'diamond';
}
