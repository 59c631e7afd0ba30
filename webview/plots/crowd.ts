/** A dot as it was drawn once: how much each of its pixels covers, 0 to 1, row by row. */
export interface Stamp {
  readonly side: number;
  readonly cover: Float32Array;
}

/** Reads a stamp's coverage from the pixels of its drawing. */
export function stampOf({ data, width }: ImageData): Stamp {
  const cover = new Float32Array(width * width);
  for (let i = 0; i < cover.length; i++) cover[i] = data[4 * i + 3] / 255;
  return { side: width, cover };
}

/** Dots of one look. */
export interface CrowdLook {
  /** Of the dots' middles, in pixels of the figure. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly stamp: Stamp;
  /** Red, green and blue, 0 to 255. */
  readonly colour: readonly [number, number, number];
}

/** A box of the canvas, in its own pixels. */
interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What a crowd looks like. */
export interface CrowdPixels {
  /** Where the image's upper left corner lies, in pixels of the canvas. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity, row by row; written over by the next crowd. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * Lays a stamp of its look's colour down wherever a dot is, to the nearest pixel, and the looks over each other. What
 * shines through n stamps of one look is the product of what shines through each, whatever their order; so a
 * look comes to the picture at once, and many thousands of dots are painted many times faster than one by one.
 * @returns a function from looks, the lowest first, and from pixels of the canvas in one of the figure's, to pixels;
 * `null` where there is no dot. It keeps its memory from one crowd to the next.
 */
export function createCrowdPixels(): (looks: readonly CrowdLook[], scale: number) => CrowdPixels | null {
  let through = new Float32Array(0);
  /** Red, green and blue times the opacity, and the opacity, 0 to 1. */
  let mixed = new Float32Array(0);
  let written = new Uint32Array(0);
  return (looks, scale) => {
    const box = boxOf(looks, scale);
    if (box === null) return null;
    const pixels = box.width * box.height;
    if (through.length < pixels) {
      through = new Float32Array(pixels);
      mixed = new Float32Array(4 * pixels);
      written = new Uint32Array(pixels);
    }
    // Nothing lies there yet.
    mixed.fill(0, 0, 4 * pixels);
    for (const look of looks) {
      if (look.x.length === 0) continue;
      through.fill(1, 0, pixels);
      stampAll(look, scale, box, through);
      layOver(mixed, through, look.colour, pixels);
    }
    writePixels(mixed, written, pixels);
    return { ...box, rgba: new Uint8ClampedArray(written.buffer, 0, 4 * pixels) };
  };
}

/** The upper left corner of a stamp, in pixels of the canvas. */
function cornerOf(place: number, scale: number, side: number): number {
  return Math.floor(place * scale - side / 2 + 0.5);
}

function boxOf(looks: readonly CrowdLook[], scale: number): PixelBox | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, stamp } of looks) {
    let [least, most, highest, lowest] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < x.length; i++) {
      if (x[i] < least) least = x[i];
      if (x[i] > most) most = x[i];
      if (y[i] < highest) highest = y[i];
      if (y[i] > lowest) lowest = y[i];
    }
    left = Math.min(left, cornerOf(least, scale, stamp.side));
    top = Math.min(top, cornerOf(highest, scale, stamp.side));
    right = Math.max(right, cornerOf(most, scale, stamp.side) + stamp.side);
    bottom = Math.max(bottom, cornerOf(lowest, scale, stamp.side) + stamp.side);
  }
  return left === Infinity ? null : { left, top, width: right - left, height: bottom - top };
}

function stampAll({ x, y, stamp }: CrowdLook, scale: number, box: PixelBox, through: Float32Array): void {
  const { side } = stamp;
  const { offsets, passing } = inkedPixels(stamp, box.width);
  const inked = offsets.length;
  for (let i = 0; i < x.length; i++) {
    const row = cornerOf(y[i], scale, side) - box.top;
    const at = row * box.width + cornerOf(x[i], scale, side) - box.left;
    for (let k = 0; k < inked; k++) through[at + offsets[k]] *= passing[k];
  }
}

/** The stamp's pixels that cover anything, by how far they lie from its corner. */
function inkedPixels({ cover, side }: Stamp, width: number): { offsets: Int32Array; passing: Float32Array } {
  const places = [...cover.keys()].filter((i) => cover[i] > 0);
  return {
    offsets: Int32Array.from(places, (i) => Math.floor(i / side) * width + (i % side)),
    passing: Float32Array.from(places, (i) => 1 - cover[i]),
  };
}

/** A look over those below: colours times opacity, so that they add up. */
function layOver(
  mixed: Float32Array,
  through: Float32Array,
  [red, green, blue]: CrowdLook['colour'],
  pixels: number,
): void {
  for (let i = 0; i < pixels; i++) {
    const passing = through[i];
    if (passing === 1) continue;
    const cover = 1 - passing;
    const at = 4 * i;
    mixed[at] = mixed[at] * passing + red * cover;
    mixed[at + 1] = mixed[at + 1] * passing + green * cover;
    mixed[at + 2] = mixed[at + 2] * passing + blue * cover;
    mixed[at + 3] = mixed[at + 3] * passing + cover;
  }
}

function writePixels(mixed: Float32Array, written: Uint32Array, pixels: number): void {
  for (let i = 0; i < pixels; i++) {
    const at = 4 * i;
    const opacity = mixed[at + 3];
    if (opacity === 0) {
      written[i] = 0;
      continue;
    }
    const red = (mixed[at] / opacity + 0.5) | 0;
    const green = (mixed[at + 1] / opacity + 0.5) | 0;
    const blue = (mixed[at + 2] / opacity + 0.5) | 0;
    // Little-endian, as every machine that runs the editor.
    written[i] = (((255 * opacity + 0.5) | 0) << 24) | (blue << 16) | (green << 8) | red;
  }
}
