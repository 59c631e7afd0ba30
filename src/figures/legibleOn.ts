import { interpolateRgb } from 'd3-interpolate';
import { resolvePaint, type Paint, type Palette } from './paint.js';
import { rgb } from './pixels.js';

/** Of the theme's text and ground the one that stands out more from a paint (WCAG 2.1, contrast ratio). */
export function legibleOn(paint: Paint, palette: Palette): 'text' | 'background' {
  const under = luminance(paint, palette);
  const contrast = (over: Paint): number => {
    const other = luminance(over, palette);
    return (Math.max(under, other) + 0.05) / (Math.min(under, other) + 0.05);
  };
  return contrast('text') >= contrast('background') ? 'text' : 'background';
}

/** Relative luminance, 0 to 1. */
function luminance(paint: Paint, palette: Palette): number {
  const colour = resolvePaint(paint, palette);
  // Mixed with itself, it is written as numbers, however the theme writes it.
  const [r, g, b] = rgb(interpolateRgb(colour, colour)(0));
  const linear = (channel: number): number => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
