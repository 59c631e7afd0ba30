import type { Dots, Figure, Mark, Path, Picture, Rect, Text } from './figure.js';
import { resolvePaint, type Paint, type Palette } from './paint.js';
import { pngOf } from './png.js';

/** How a figure's colours and letters are written. */
export interface SvgLook {
  readonly paint: (paint: Paint) => string;
  readonly fonts: Palette['fonts'];
}

/** A figure as an SVG document that stands by itself: attributes alone, no style sheet, no script. */
export function figureToSvg(figure: Figure, palette: Palette): string {
  return writeSvg(figure, { paint: (paint) => resolvePaint(paint, palette), fonts: palette.fonts });
}

/** The same in colours that are written otherwise, as custom properties of the page that it is part of. */
export function writeSvg(figure: Figure, look: SvgLook): string {
  const { width, height, label, marks } = figure;
  const head = attributes({
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${number(width)} ${number(height)}`,
    width,
    height,
    role: 'img',
    'aria-label': label,
    'font-family': look.fonts.interface,
    'font-size': 11,
  });
  const ground = `<rect width="100%" height="100%" fill="${look.paint('background')}"/>`;
  return `<svg${head}><title>${escaped(label)}</title>${ground}${marks.map((mark) => written(mark, look)).join('')}</svg>`;
}

function written(mark: Mark, svg: SvgLook): string {
  switch (mark.kind) {
    case 'rect':
      return rect(mark, svg);
    case 'dots':
      return dots(mark, svg);
    case 'path':
      return path(mark, svg);
    case 'text':
      return text(mark, svg);
    case 'picture':
      return picture(mark);
  }
}

function rect(mark: Rect, svg: SvgLook): string {
  const { x, y, width, height, fill, stroke, strokeWidth, opacity, radius } = mark;
  const look = { ...painted({ fill, stroke }, svg), 'stroke-width': strokeWidth, opacity, rx: radius };
  return `<rect${attributes({ x, y, width: Math.max(0, width), height: Math.max(0, height), ...look })}/>`;
}

function dots({ x, y, shape, radius, ...look }: Dots, svg: SvgLook): string {
  const outlines: string[] = [];
  for (let i = 0; i < x.length; i++) outlines.push(outline(shape, x[i], y[i], radius));
  const paints = painted({ fill: look.fill, stroke: look.stroke }, svg);
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

function path(mark: Path, svg: SvgLook): string {
  const { d, fill, stroke, strokeWidth = 1, opacity, dash, halo } = mark;
  const rim =
    halo === undefined
      ? ''
      : `<path${attributes({ d, fill: 'none', stroke: svg.paint('background'), 'stroke-width': strokeWidth + 2 * halo, 'stroke-linejoin': 'round' })}/>`;
  const width = stroke === undefined ? undefined : strokeWidth;
  const look = { 'stroke-width': width, opacity, 'stroke-dasharray': dash?.join(' ') };
  return `${rim}<path${attributes({ d, ...painted({ fill, stroke }, svg), ...look, 'stroke-linejoin': 'round' })}/>`;
}

function text(mark: Text, svg: SvgLook): string {
  const { x, y, align, weight, size, font, halo } = mark;
  const rim =
    halo === true
      ? {
          stroke: svg.paint('background'),
          'stroke-width': 3,
          'stroke-linejoin': 'round',
          'paint-order': 'stroke',
        }
      : {};
  const look = {
    fill: svg.paint(mark.fill ?? 'text'),
    'text-anchor': align === 'start' ? undefined : align,
    'font-weight': weight === 600 ? 600 : undefined,
    'font-size': size,
    'font-family': font === 'code' ? svg.fonts.code : undefined,
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
  svg: SvgLook,
): { fill: string; stroke: string | undefined } {
  return {
    fill: fill === undefined ? 'none' : svg.paint(fill),
    stroke: stroke === undefined ? undefined : svg.paint(stroke),
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
