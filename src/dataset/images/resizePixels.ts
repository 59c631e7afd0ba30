import { mostPixels } from './imageBounds.js';
import type { Resize } from './resize.js';

/** Pixels of one byte a channel: [height x width x channels]. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** A part of one axis of a picture that fills a part of the same axis of the result. */
interface Span {
  readonly from: number;
  readonly length: number;
  readonly at: number;
  readonly extent: number;
}

/** For each pixel of a result's axis: the first pixel that it is made of, and the weights from there on. */
interface Weights {
  readonly first: number;
  readonly weights: Float64Array;
}

/**
 * Brings a picture to another size, with bilinear weights: a triangle around the middle of each pixel of the result, as wide as the
 * step between them where the picture shrinks, so that all its pixels count (as Pillow's `resize` with BILINEAR does, and
 * torchvision on its pictures). First along rows, then along columns (unless pictures are very tall), rounded to bytes after each.
 * @returns [height x width x channels]; what `contain` leaves free is black, and opaque where the fourth channel is opacity
 */
export function resizePixels(picture: Pixels, width: number, height: number, resize: Resize): Uint8Array {
  const { channels } = picture;
  if (picture.width === width && picture.height === height) return picture.data;
  const ratios = [width / picture.width, height / picture.height];
  const scale = resize === 'cover' ? Math.max(...ratios) : Math.min(...ratios);
  const stretches = resize === 'stretch';
  const across = spanOf(picture.width, width, stretches ? ratios[0] : scale);
  const down = spanOf(picture.height, height, stretches ? ratios[1] : scale);
  const columns = weightsOf(across, picture.width);
  const rows = weightsOf(down, picture.height);
  // A tall line of pixels would become huge in between.
  const rowsFirst = columns.length * picture.height <= mostPixels;
  const { data } = rowsFirst
    ? resizeColumns(resizeRows(picture, columns), rows)
    : resizeRows(resizeColumns(picture, rows), columns);
  if (across.extent === width && down.extent === height) return data;
  const framed = new Uint8Array(width * height * channels);
  if (channels === 4) for (let at = 3; at < framed.length; at += 4) framed[at] = 255;
  const rowBytes = across.extent * channels;
  for (let y = 0; y < down.extent; y++) {
    framed.set(
      data.subarray(y * rowBytes, (y + 1) * rowBytes),
      ((down.at + y) * width + across.at) * channels,
    );
  }
  return framed;
}

/** Where a picture's axis comes to lie, scaled by `scale` and put in the middle. */
function spanOf(size: number, wanted: number, scale: number): Span {
  const extent = Math.min(wanted, Math.max(1, Math.round(size * scale)));
  const length = Math.min(size, wanted / scale);
  return { from: (size - length) / 2, length, at: Math.floor((wanted - extent) / 2), extent };
}

function weightsOf({ from, length, extent }: Span, size: number): Weights[] {
  const step = length / extent;
  const reach = Math.max(1, step);
  return Array.from({ length: extent }, (_, i) => {
    const middle = from + (i + 0.5) * step;
    const first = Math.max(0, Math.floor(middle - reach + 0.5));
    const end = Math.min(size, Math.floor(middle + reach + 0.5));
    const weights = Float64Array.from({ length: end - first }, (_w, k) =>
      Math.max(0, 1 - Math.abs(first + k + 0.5 - middle) / reach),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

function resizeRows({ width, height, channels, data }: Pixels, columns: readonly Weights[]): Pixels {
  const into = new Uint8Array(columns.length * height * channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (const { first, weights } of columns) {
      const from = (y * width + first) * channels;
      for (let c = 0; c < channels; c++) into[at++] = weighted(data, from + c, channels, weights);
    }
  }
  return { width: columns.length, height, channels, data: into };
}

function resizeColumns({ width, channels, data }: Pixels, rows: readonly Weights[]): Pixels {
  const rowBytes = width * channels;
  const into = new Uint8Array(rows.length * rowBytes);
  let at = 0;
  for (const { first, weights } of rows) {
    for (let i = 0; i < rowBytes; i++) into[at++] = weighted(data, first * rowBytes + i, rowBytes, weights);
  }
  return { width, height: rows.length, channels, data: into };
}

function weighted(data: Uint8Array, from: number, step: number, weights: Float64Array): number {
  let sum = 0.5;
  for (let k = 0, at = from; k < weights.length; k++, at += step) sum += data[at] * weights[k];
  return Math.floor(sum);
}
