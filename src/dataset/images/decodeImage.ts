import type { Metadata, Sharp } from 'sharp';
import { InputError } from '../../inputError.js';
import { decodeBmp } from './bmp.js';
import { checkPixels, mostImageBytes, mostPixels } from './imageBounds.js';
import { imageLibrary } from './imageLibrary.js';
import { imageTypeOf } from './imageType.js';
import type { Resize } from './resize.js';
import { resizePixels, type Pixels } from './resizePixels.js';

/** What images are made into: pixels of red, green and blue, perhaps opacity, or grey. */
export interface ImageForm {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  readonly resize: Resize;
}

const largePixels = 8_000_000;

/**
 * Decodes a PNG, JPEG, WebP, BMP or GIF picture (of several the first) and brings it to the form asked for: turned as its EXIF
 * data say, laid over black where it is transparent (unless opacity is a channel), resized with bilinear weights, and where grey is
 * asked for, weighted by ITU-R 601 as Pillow's `convert('L')` does. Colour profiles are passed over, as training code does.
 * @param name what messages call it
 * @returns [height x width x channels], row by row from the top
 * @throws InputError where it is no such picture, damaged, or larger than any that is decoded.
 */
export async function decodeImage(bytes: Uint8Array, form: ImageForm, name: string): Promise<Uint8Array> {
  const { picture, pixels } = await openPicture(bytes, name);
  const decode = async (): Promise<Uint8Array> =>
    fitted(await decodePixels(picture, form.channels, name), form);
  return pixels > largePixels ? inTurn(decode) : decode();
}

async function decodePixels(picture: Sharp, channels: number, name: string): Promise<Pixels> {
  const upright = picture.autoOrient().toColourspace('srgb');
  const coloured = channels === 4 ? upright.ensureAlpha() : upright.flatten({ background: 'black' });
  const { data, info } = await coloured
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw undecodable(error, name);
    });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** Grey is made first: it is a third of the work to resize. */
function fitted(picture: Pixels, { width, height, channels, resize }: ImageForm): Uint8Array {
  const toned = channels === 1 ? { ...picture, channels, data: greyOf(picture.data) } : picture;
  return resizePixels(toned, width, height, resize);
}

/** Settles when the last large picture is decoded. */
let turn: Promise<unknown> = Promise.resolve();

/** Large pictures are decoded one at a time: several at once would take hundreds of megabytes. */
function inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
  const result = turn.then(task);
  turn = result.catch(() => undefined);
  return result;
}

/**
 * The size of a picture as it is seen, turned as its EXIF data say, and whether it has colours.
 * @throws InputError as `decodeImage` does, but for damage behind the header.
 */
export async function imageSize(
  bytes: Uint8Array,
  name: string,
): Promise<{ readonly width: number; readonly height: number; readonly isGrey: boolean }> {
  const { picture } = await openPicture(bytes, name);
  const { autoOrient, space } = await metadataOf(picture, name);
  return {
    width: autoOrient.width,
    height: autoOrient.height,
    isGrey: space === 'b-w' || space === 'grey16',
  };
}

async function openPicture(
  bytes: Uint8Array,
  name: string,
): Promise<{ readonly picture: Sharp; readonly pixels: number }> {
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
    return { picture: sharp(pixels, { raw }), pixels: raw.width * raw.height };
  }
  const options = {
    failOn: 'error',
    limitInputPixels: mostPixels,
    sequentialRead: true,
    ignoreIcc: true,
  } as const;
  const { width, height } = await metadataOf(sharp(bytes, { ...options, limitInputPixels: false }), name);
  checkPixels(width, height, name);
  return { picture: sharp(bytes, options), pixels: width * height };
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
