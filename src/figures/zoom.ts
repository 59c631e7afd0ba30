/** Part of a figure, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How far a reader has zoomed into a figure's ground: a place p of the whole is shown at `factor * p + x`, or `+ y`. */
export interface Zoom {
  readonly factor: number;
  readonly x: number;
  readonly y: number;
}

/** The whole is shown. */
export const unzoomed: Zoom = { factor: 1, x: 0, y: 0 };

const mostFactor = 64;

/** Zooms by a factor around the place (x, y) of the figure as it is shown. */
export function zoomAround(zoom: Zoom, by: number, x: number, y: number, ground: Box): Zoom {
  const factor = Math.min(mostFactor, Math.max(1, zoom.factor * by));
  const change = factor / zoom.factor;
  return within({ factor, x: x - change * (x - zoom.x), y: y - change * (y - zoom.y) }, ground);
}

/** Moves what is shown by so many pixels. */
export function panned(zoom: Zoom, across: number, down: number, ground: Box): Zoom {
  return within({ ...zoom, x: zoom.x + across, y: zoom.y + down }, ground);
}

/** Moves what is shown no further than needed for the place (x, y), as it is shown, to lie within the ground. */
export function pannedTo(zoom: Zoom, x: number, y: number, ground: Box): Zoom {
  const inset = 12;
  const shift = (at: number, from: number, length: number): number =>
    Math.max(0, from + inset - at) - Math.max(0, at - (from + length - inset));
  return panned(zoom, shift(x, ground.x, ground.width), shift(y, ground.y, ground.height), ground);
}

/** Where a place of the figure as it is shown lies in the whole. */
export function unzoomedPlace({ factor, x, y }: Zoom, place: { readonly x: number; readonly y: number }) {
  return { x: (place.x - x) / factor, y: (place.y - y) / factor };
}

/** Whether a place lies within a box, edges included. */
export function isWithin(box: Box, x: number, y: number): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/** The ground stays covered: nothing beyond the whole is shown. */
function within({ factor, x, y }: Zoom, ground: Box): Zoom {
  const clamp = (shift: number, from: number, length: number): number =>
    Math.min(from * (1 - factor), Math.max((from + length) * (1 - factor), shift));
  return factor === 1
    ? unzoomed
    : { factor, x: clamp(x, ground.x, ground.width), y: clamp(y, ground.y, ground.height) };
}
