import type { Dots, Mark, Path, Picture, Rect, Text } from '../../src/figures/figure.js';
import { resolvePaint, type Palette } from '../../src/figures/paint.js';
import { paintAllDots } from './paintDots.js';

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

/**
 * Paints marks in the order given.
 * @param isRough whether crowds of dots may be coarse, as while a figure moves.
 */
export function paintMarks(
  context: CanvasRenderingContext2D,
  marks: readonly Mark[],
  palette: Palette,
  isRough = false,
): void {
  context.lineJoin = 'round';
  for (let i = 0; i < marks.length;) {
    const mark = marks[i];
    context.save();
    if (mark.kind === 'dots') {
      const dots = dotsFrom(marks, i);
      paintAllDots(context, dots, palette, isRough);
      i += dots.length;
    } else {
      paintMark(context, mark, palette);
      i++;
    }
    context.restore();
  }
}

/** The dots that come one after the other from a place on. */
function dotsFrom(marks: readonly Mark[], from: number): Dots[] {
  const dots: Dots[] = [];
  for (let i = from; i < marks.length; i++) {
    const mark = marks[i];
    if (mark.kind !== 'dots') break;
    dots.push(mark);
  }
  return dots;
}

function paintMark(context: CanvasRenderingContext2D, mark: Exclude<Mark, Dots>, palette: Palette): void {
  switch (mark.kind) {
    case 'rect':
      paintRect(context, mark, palette);
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
