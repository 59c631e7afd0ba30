import type { Metadata, Sharp } from 'sharp';
import { InputError } from '../../inputError.js';
import { decodeBmp } from './bmp.js';
import { checkPixels, mostImageBytes, mostPixels } from './imageBounds.js';
import { imageLibrary } from './imageLibrary.js';
import { imageTypeOf } from './imageType.js';
import type { Resize } from './resize.js';

/** What images are made into: pixels of red, green and blue, perhaps opacity, or grey. */
export interface ImageForm {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  readonly resize: Resize;
}

const black = { r: 0, g: 0, b: 0, alpha: 1 };
const fits = { cover: 'cover', contain: 'contain', stretch: 'fill' } as const;

/**
 * Decodes a PNG, JPEG, WebP, BMP or GIF picture (of several the first) and brings it to the form asked for: turned as its EXIF
 * data say, laid over black where it is transparent (unless opacity is a channel), resized by `form.resize` with bilinear weights
 * over all pixels that fall together, and where grey is asked for, weighted by ITU-R 601 as Pillow's `convert('L')` does. Colour
 * profiles are passed over, as training code does.
 * @param name what messages call it
 * @returns [height x width x channels], row by row from the top
 * @throws InputError where it is no such picture, damaged, or larger than any that is decoded.
 */
export async function decodeImage(bytes: Uint8Array, form: ImageForm, name: string): Promise<Uint8Array> {
  const { width, height, channels, resize } = form;
  const picture = await openPicture(bytes, name);
  const placed = picture
    .autoOrient()
    .resize({
      width,
      height,
      fit: fits[resize],
      kernel: 'linear',
      background: black,
      fastShrinkOnLoad: false,
    })
    .toColourspace('srgb');
  const coloured = channels === 4 ? placed.ensureAlpha() : placed.flatten({ background: black });
  const { data, info } = await coloured
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw undecodable(error, name);
    });
  if (info.width !== width || info.height !== height || info.channels !== (channels === 4 ? 4 : 3)) {
    throw new Error(`${name} was decoded to ${info.width} x ${info.height} x ${info.channels}`);
  }
  return channels === 1 ? greyOf(data) : data;
}

/**
 * The size of a picture as it is seen, turned as its EXIF data say, and whether it has colours.
 * @throws InputError as `decodeImage` does, but for damage behind the header.
 */
export async function imageSize(
  bytes: Uint8Array,
  name: string,
): Promise<{ readonly width: number; readonly height: number; readonly isGrey: boolean }> {
  const picture = await openPicture(bytes, name);
  const { autoOrient, space } = await metadataOf(picture, name);
  return {
    width: autoOrient.width,
    height: autoOrient.height,
    isGrey: space === 'b-w' || space === 'grey16',
  };
}

async function openPicture(bytes: Uint8Array, name: string): Promise<Sharp> {
  const type = imageTypeOf(bytes);
  if (type === null) {
    throw new InputError(
      `${name} is no PNG, JPEG, WebP, BMP or GIF picture; convert it to one, or take it out.`,
    );
  }
  if (bytes.length > mostImageBytes) {
    throw new InputError(
      `${name} has ${bytes.length} bytes, and images of at most ${mostImageBytes} are read; scale it down, or take it out.`,
    );
  }
  const sharp = await imageLibrary();
  if (type === 'BMP') {
    const { pixels, ...raw } = decodeBmp(bytes, name);
    return sharp(pixels, { raw });
  }
  const options = {
    failOn: 'error',
    limitInputPixels: mostPixels,
    sequentialRead: true,
    ignoreIcc: true,
  } as const;
  const { width, height } = await metadataOf(sharp(bytes, { ...options, limitInputPixels: false }), name);
  checkPixels(width, height, name);
  return sharp(bytes, options);
}

function metadataOf(picture: Sharp, name: string): Promise<Metadata> {
  return picture.metadata().catch((error: unknown) => {
    throw undecodable(error, name);
  });
}

function undecodable(error: unknown, name: string): InputError {
  const [reason] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  return new InputError(`${name} can't be decoded (${reason}); fetch or write it again, or take it out.`, {
    cause: error,
  });
}

/** Luma of ITU-R 601, in the whole numbers that Pillow uses: 0.299 red + 0.587 green + 0.114 blue, rounded. */
function greyOf(pixels: Uint8Array): Uint8Array {
  const grey = new Uint8Array(pixels.length / 3);
  for (let i = 0, at = 0; i < grey.length; i++, at += 3) {
    grey[i] = (19595 * pixels[at] + 38470 * pixels[at + 1] + 7471 * pixels[at + 2] + 32768) >> 16;
  }
  return grey;
}
