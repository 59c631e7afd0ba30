import { interpolateRgb } from 'd3-interpolate';

/** Of two colours the one that stands out more from what is under it (WCAG 2.1, contrast ratio); as CSS writes them. */
export function moreLegible(under: string, one: string, other: string): string {
  const ground = luminance(under);
  const contrast = (colour: string): number => {
    const over = luminance(colour);
    return (Math.max(ground, over) + 0.05) / (Math.min(ground, over) + 0.05);
  };
  return contrast(one) >= contrast(other) ? one : other;
}

/** Relative luminance, 0 to 1. */
function luminance(colour: string): number {
  // Mixed with itself, it is written as numbers, however the theme writes it.
  const [r, g, b] = rgb(interpolateRgb(colour, colour)(0));
  const linear = (channel: number): number => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Of a colour as `resolvePaint` writes mixed ones: `rgb(1, 2, 3)`. */
export function rgb(colour: string): readonly [number, number, number] {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b];
}
