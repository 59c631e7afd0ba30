import type { Dots } from '../../src/figures/figure.js';
import { resolvePaint, type Palette } from '../../src/figures/paint.js';
import { createCrowdPixels, stampOf, type CrowdLook, type Stamp } from './crowd.js';

/** From so many dots on, where within a pixel each lies can't be seen. */
const crowd = 3000;

const crowdPixels = createCrowdPixels();
/** What crowds are laid on before they come to a figure's canvas; kept, since a figure that moves paints many times. */
const crowdCanvas = new OffscreenCanvas(1, 1);
const looks = new Map<string, Omit<CrowdLook, 'x' | 'y'>>();
/** More looks than the figures of a panel have in one theme. */
const mostLooks = 256;

/**
 * Paints dots that lie over each other in the order given.
 * @param isRough whether a crowd may be painted with a pixel of the figure's as its finest.
 */
export function paintAllDots(
  context: CanvasRenderingContext2D,
  all: readonly Dots[],
  palette: Palette,
  isRough: boolean,
): void {
  const count = all.reduce((sum, { x }) => sum + x.length, 0);
  if (count > crowd && all.every(isOneColour)) paintCrowd(context, all, palette, isRough);
  else for (const dots of all) paintDots(context, dots, palette);
}

function isOneColour({ fill, stroke }: Dots): boolean {
  return fill !== undefined && fill === (stroke ?? fill);
}

function paintDots(context: CanvasRenderingContext2D, dots: Dots, palette: Palette): void {
  const { x, y } = dots;
  if (x.length === 0) return;
  // One dot is drawn, and then stamped: a path of its own each would take ten times as long.
  const scale = context.getTransform().a;
  const { canvas } = drawnOnce(dots, palette, scale);
  const side = canvas.width / scale;
  const half = halfOf(dots);
  for (let i = 0; i < x.length; i++) context.drawImage(canvas, x[i] - half, y[i] - half, side, side);
}

/** Dots in one colour each look, all at once. */
function paintCrowd(
  context: CanvasRenderingContext2D,
  all: readonly Dots[],
  palette: Palette,
  isRough: boolean,
): void {
  const own = context.getTransform().a;
  const scale = isRough ? Math.min(1, own) : own;
  const pixels = crowdPixels(
    all.map((dots) => ({ ...lookOf(dots, palette, scale), x: dots.x, y: dots.y })),
    scale,
  );
  if (pixels === null) return;
  const { left, top, width, height, rgba } = pixels;
  if (crowdCanvas.width < width) crowdCanvas.width = width;
  if (crowdCanvas.height < height) crowdCanvas.height = height;
  crowdCanvas.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
  const ratio = own / scale;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.drawImage(crowdCanvas, 0, 0, width, height, left, top, width, height);
}

/** A look's stamp and colour, read back from a drawing once: that is slow where a graphics card draws. */
function lookOf(dots: Dots, palette: Palette, scale: number): { stamp: Stamp; colour: CrowdLook['colour'] } {
  const { shape, radius, fill = 'text', fillOpacity, stroke, strokeOpacity } = dots;
  const paint = resolvePaint(fill, palette);
  const key = [shape, radius, paint, fillOpacity, stroke === undefined, strokeOpacity, scale].join(' ');
  const known = looks.get(key);
  if (known !== undefined) return known;
  const { canvas, ink } = drawnOnce(dots, palette, scale);
  const stamp = stampOf(ink.getImageData(0, 0, canvas.width, canvas.height));
  // The colour itself, free of any opacity.
  ink.globalAlpha = 1;
  ink.fillStyle = paint;
  ink.fillRect(0, 0, canvas.width, canvas.height);
  const [red, green, blue] = ink.getImageData(0, 0, 1, 1).data;
  const look = { stamp, colour: [red, green, blue] as const };
  if (looks.size >= mostLooks) looks.clear();
  looks.set(key, look);
  return look;
}

/** From a stamp's edge to its middle, in the figure's pixels. */
function halfOf({ radius }: Dots): number {
  return Math.ceil(radius + 1);
}

function drawnOnce(
  dots: Dots,
  palette: Palette,
  scale: number,
): { canvas: OffscreenCanvas; ink: OffscreenCanvasRenderingContext2D } {
  const { radius, fill, fillOpacity = 1, stroke, strokeOpacity = 1 } = dots;
  const half = halfOf(dots);
  const side = Math.ceil(2 * half * scale);
  const canvas = new OffscreenCanvas(side, side);
  const ink = canvas.getContext('2d');
  if (ink === null) throw new Error('This browser has no canvas.');
  ink.scale(scale, scale);
  trace(ink, dots.shape, half, radius);
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
  return { canvas, ink };
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
