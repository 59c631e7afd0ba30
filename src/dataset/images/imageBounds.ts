import { InputError } from '../../inputError.js';

/** An image of more pixels is taken for a mistake or an attack: most cameras take less. */
export const mostPixels = 64_000_000;

/** A file of more bytes is not read. */
export const mostImageBytes = 128 * 2 ** 20;

/** @throws InputError where an image says that it is larger than any that is decoded, or has no pixels. */
export function checkPixels(width: number, height: number, name: string): void {
  if (width > 0 && height > 0 && width * height <= mostPixels) return;
  throw new InputError(
    `${name} says that it is ${width} x ${height} pixels, and images of 1 to ${mostPixels / 1e6} million are read; scale it ` +
      `down, or take it out.`,
  );
}
