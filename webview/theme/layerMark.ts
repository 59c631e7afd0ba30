import { element } from '../dom/element.js';
import { layerShape } from '../plots/markShape.js';

/**
 * A layer's colour as a CSS value: its place on the way from input to output, in Lab between the design's four
 * hues. Two layers use the first part of the way alone, where hues lie further apart.
 */
export function layerColour(layerIndex: number, layers: number): string {
  const way = layers < 2 ? 0 : (layerIndex / (layers - 1)) * (layers === 2 ? 0.72 : 1);
  const from = Math.min(2, Math.floor(way * 3));
  const share = Math.round((way * 3 - from) * 1000) / 10;
  if (share === 0) return `var(--ui-layer-${from + 1})`;
  return `color-mix(in lab, var(--ui-layer-${from + 2}) ${share}%, var(--ui-layer-${from + 1}))`;
}

/** The sign of a layer beside its name. */
export function layerMark(layerIndex: number, layers: number): HTMLElement {
  const mark = element('i', { class: `layer-mark ${layerShape(layerIndex)}` });
  mark.style.setProperty('--mark', layerColour(layerIndex, layers));
  return mark;
}
