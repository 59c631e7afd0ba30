import type { Dots, Mark, Path, Picture, Rect, Text } from '../../src/figures/figure.js';
import { resolvePaint, type Palette } from '../../src/figures/paint.js';
import { colouredPixels, coverageOf, stampOf } from './crowd.js';

/** From so many dots of one look on, where within a pixel each lies can't be seen. */
const crowd = 3000;

/** The canvas at the screen's own resolution, cleared; drawing goes on in CSS pixels. */
export function sizedCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  ratio = window.devicePixelRatio,
): CanvasRenderingContext2D {
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser has no canvas.');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** Paints marks in the order given. */
export function paintMarks(
  context: CanvasRenderingContext2D,
  marks: readonly Mark[],
  palette: Palette,
): void {
  context.lineJoin = 'round';
  for (const mark of marks) {
    context.save();
    switch (mark.kind) {
      case 'rect':
        paintRect(context, mark, palette);
        break;
      case 'dots':
        paintDots(context, mark, palette);
        break;
      case 'path':
        paintPath(context, mark, palette);
        break;
      case 'text':
        paintText(context, mark, palette);
        break;
      case 'picture':
        paintPicture(context, mark);
        break;
    }
    context.restore();
  }
}

/** A font as `Text` names it. */
export function fontOf(
  { weight = 400, size = 11, font = 'interface' }: Pick<Text, 'size' | 'weight' | 'font'>,
  palette: Palette,
): string {
  return `${weight} ${size}px ${palette.fonts[font]}`;
}

function paintRect(context: CanvasRenderingContext2D, mark: Rect, palette: Palette): void {
  const { x, y, width, height, fill, stroke, strokeWidth = 1, opacity = 1, radius } = mark;
  context.globalAlpha = opacity;
  if (radius === undefined && stroke === undefined) {
    if (fill !== undefined) context.fillStyle = resolvePaint(fill, palette);
    if (fill !== undefined) context.fillRect(x, y, width, height);
    return;
  }
  context.beginPath();
  context.roundRect(x, y, Math.max(0, width), Math.max(0, height), radius ?? 0);
  if (fill !== undefined) {
    context.fillStyle = resolvePaint(fill, palette);
    context.fill();
  }
  if (stroke !== undefined) {
    context.strokeStyle = resolvePaint(stroke, palette);
    context.lineWidth = strokeWidth;
    context.stroke();
  }
}

function paintDots(context: CanvasRenderingContext2D, mark: Dots, palette: Palette): void {
  const { x, y, radius, fill, fillOpacity = 1, stroke, strokeOpacity = 1 } = mark;
  const half = Math.ceil(radius + 1);
  const size = 2 * half;
  // One dot is drawn, and then stamped: a path of its own each would take ten times as long.
  const scale = context.getTransform().a;
  const stamp = new OffscreenCanvas(Math.ceil(size * scale), Math.ceil(size * scale));
  const ink = stamp.getContext('2d');
  if (ink === null) return;
  ink.scale(scale, scale);
  trace(ink, mark.shape, half, radius);
  if (fill !== undefined) {
    ink.globalAlpha = fillOpacity;
    ink.fillStyle = resolvePaint(fill, palette);
    ink.fill();
  }
  if (stroke !== undefined) {
    ink.globalAlpha = strokeOpacity;
    ink.strokeStyle = resolvePaint(stroke, palette);
    ink.stroke();
  }
  if (x.length > crowd && fill !== undefined && fill === (stroke ?? fill)) {
    paintCrowd(context, mark, ink, stamp.width);
    return;
  }
  const side = stamp.width / scale;
  for (let i = 0; i < x.length; i++) context.drawImage(stamp, x[i] - half, y[i] - half, side, side);
}

/** Dots in one colour, all at once: see `coverageOf`. */
function paintCrowd(
  context: CanvasRenderingContext2D,
  dots: Dots,
  ink: OffscreenCanvasRenderingContext2D,
  side: number,
): void {
  const coverage = coverageOf(dots, stampOf(ink.getImageData(0, 0, side, side)), context.getTransform().a);
  if (coverage === null) return;
  // The colour itself, free of any opacity.
  ink.globalAlpha = 1;
  ink.fillRect(0, 0, side, side);
  const [red, green, blue] = ink.getImageData(0, 0, 1, 1).data;
  const layer = new OffscreenCanvas(coverage.width, coverage.height);
  layer.getContext('2d')?.putImageData(colouredPixels(coverage, [red, green, blue]), 0, 0);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(layer, coverage.left, coverage.top);
}

function trace(
  context: OffscreenCanvasRenderingContext2D,
  shape: Dots['shape'],
  at: number,
  radius: number,
): void {
  context.beginPath();
  if (shape === 'circle') {
    context.arc(at, at, radius, 0, 2 * Math.PI);
    return;
  }
  context.moveTo(at, at - radius);
  context.lineTo(at + radius, at);
  context.lineTo(at, at + radius);
  context.lineTo(at - radius, at);
  context.closePath();
}

function paintPath(context: CanvasRenderingContext2D, mark: Path, palette: Palette): void {
  const { fill, stroke, strokeWidth = 1, opacity = 1, dash, halo } = mark;
  const path = new Path2D(mark.d);
  if (halo !== undefined) {
    context.strokeStyle = palette.theme.background;
    context.lineWidth = strokeWidth + 2 * halo;
    context.stroke(path);
  }
  context.globalAlpha = opacity;
  if (fill !== undefined) {
    context.fillStyle = resolvePaint(fill, palette);
    context.fill(path);
  }
  if (stroke !== undefined) {
    context.strokeStyle = resolvePaint(stroke, palette);
    context.lineWidth = strokeWidth;
    if (dash !== undefined) context.setLineDash([...dash]);
    context.stroke(path);
  }
}

const canvasAlign = { start: 'left', middle: 'center', end: 'right' } as const;

function paintText(context: CanvasRenderingContext2D, mark: Text, palette: Palette): void {
  const { x, y, text, fill = 'text', align = 'start', halo } = mark;
  context.font = fontOf(mark, palette);
  context.textAlign = canvasAlign[align];
  if (halo === true) {
    context.lineWidth = 3;
    context.strokeStyle = palette.theme.background;
    context.strokeText(text, x, y);
  }
  context.fillStyle = resolvePaint(fill, palette);
  context.fillText(text, x, y);
}

function paintPicture(
  context: CanvasRenderingContext2D,
  { x, y, width, height, pixels, opacity = 1 }: Picture,
): void {
  const image = new OffscreenCanvas(pixels.width, pixels.height);
  const data = new ImageData(new Uint8ClampedArray(pixels.rgba), pixels.width, pixels.height);
  image.getContext('2d')?.putImageData(data, 0, 0);
  context.globalAlpha = opacity;
  context.imageSmoothingEnabled = width < pixels.width;
  context.drawImage(image, x, y, width, height);
}
