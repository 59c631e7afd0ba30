import { layerShape } from '../../src/figures/layerShape.js';
import { layerPlace } from '../../src/figures/paint.js';
import { element } from '../dom/element.js';

/**
 * A layer's colour as a CSS value: its place on the way from input to output, in Lab between the design's four
 * hues.
 */
export function layerColour(layerIndex: number, layers: number): string {
  const way = layerPlace(layerIndex, layers);
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
