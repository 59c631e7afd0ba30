import type { Dots, Figure, Mark, Path, Picture, Rect, Text } from './figure.js';
import { resolvePaint, type Paint, type Palette } from './paint.js';
import { pngOf } from './png.js';

/** A figure as an SVG document that stands by itself: attributes alone, no style sheet, no script. */
export function figureToSvg(figure: Figure, palette: Palette): string {
  const { width, height, label, marks } = figure;
  const head = attributes({
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${number(width)} ${number(height)}`,
    width,
    height,
    role: 'img',
    'aria-label': label,
    'font-family': palette.fonts.interface,
    'font-size': 11,
  });
  const ground = `<rect width="100%" height="100%" fill="${palette.theme.background}"/>`;
  return `<svg${head}><title>${escaped(label)}</title>${ground}${marks.map((mark) => written(mark, palette)).join('')}</svg>`;
}

function written(mark: Mark, palette: Palette): string {
  switch (mark.kind) {
    case 'rect':
      return rect(mark, palette);
    case 'dots':
      return dots(mark, palette);
    case 'path':
      return path(mark, palette);
    case 'text':
      return text(mark, palette);
    case 'picture':
      return picture(mark);
  }
}

function rect(mark: Rect, palette: Palette): string {
  const { x, y, width, height, fill, stroke, strokeWidth, opacity, radius } = mark;
  const look = { ...painted({ fill, stroke }, palette), 'stroke-width': strokeWidth, opacity, rx: radius };
  return `<rect${attributes({ x, y, width: Math.max(0, width), height: Math.max(0, height), ...look })}/>`;
}

function dots({ x, y, shape, radius, ...look }: Dots, palette: Palette): string {
  const outlines: string[] = [];
  for (let i = 0; i < x.length; i++) outlines.push(outline(shape, x[i], y[i], radius));
  const paints = painted({ fill: look.fill, stroke: look.stroke }, palette);
  const opacities = { 'fill-opacity': look.fillOpacity, 'stroke-opacity': look.strokeOpacity };
  // One path each: where dots overlap, they shine through.
  return `<g${attributes({ ...paints, ...opacities })}>${outlines.map((d) => `<path d="${d}"/>`).join('')}</g>`;
}

function outline(shape: Dots['shape'], x: number, y: number, r: number): string {
  const [cx, cy, radius] = [number(x), number(y), number(r)];
  if (shape === 'diamond') {
    return `M${cx},${number(y - r)}L${number(x + r)},${cy}L${cx},${number(y + r)}L${number(x - r)},${cy}Z`;
  }
  const half = `a${radius},${radius},0,1,1,`;
  return `M${number(x - r)},${cy}${half}${number(2 * r)},0${half}${number(-2 * r)},0Z`;
}

function path(mark: Path, palette: Palette): string {
  const { d, fill, stroke, strokeWidth = 1, opacity, dash, halo } = mark;
  const rim =
    halo === undefined
      ? ''
      : `<path${attributes({ d, fill: 'none', stroke: palette.theme.background, 'stroke-width': strokeWidth + 2 * halo, 'stroke-linejoin': 'round' })}/>`;
  const width = stroke === undefined ? undefined : strokeWidth;
  const look = { 'stroke-width': width, opacity, 'stroke-dasharray': dash?.join(' ') };
  return `${rim}<path${attributes({ d, ...painted({ fill, stroke }, palette), ...look, 'stroke-linejoin': 'round' })}/>`;
}

function text(mark: Text, palette: Palette): string {
  const { x, y, align, weight, size, font, halo } = mark;
  const rim =
    halo === true
      ? {
          stroke: palette.theme.background,
          'stroke-width': 3,
          'stroke-linejoin': 'round',
          'paint-order': 'stroke',
        }
      : {};
  const look = {
    fill: resolvePaint(mark.fill ?? 'text', palette),
    'text-anchor': align === 'start' ? undefined : align,
    'font-weight': weight === 600 ? 600 : undefined,
    'font-size': size,
    'font-family': font === 'code' ? palette.fonts.code : undefined,
    ...rim,
  };
  return `<text${attributes({ x, y, ...look })}>${escaped(mark.text)}</text>`;
}

function picture({ x, y, width, height, pixels, opacity }: Picture): string {
  const rendering = width > pixels.width ? 'pixelated' : undefined;
  return `<image${attributes({ x, y, width, height, opacity, 'image-rendering': rendering, preserveAspectRatio: 'none', href: pngOf(pixels) })}/>`;
}

function painted(
  { fill, stroke }: { readonly fill: Paint | undefined; readonly stroke: Paint | undefined },
  palette: Palette,
): { fill: string; stroke: string | undefined } {
  return {
    fill: fill === undefined ? 'none' : resolvePaint(fill, palette),
    stroke: stroke === undefined ? undefined : resolvePaint(stroke, palette),
  };
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => {
      if (value === undefined) return '';
      return ` ${name}="${typeof value === 'number' ? number(value) : escaped(value)}"`;
    })
    .join('');
}

/** Hundredths of a pixel are enough. */
function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
