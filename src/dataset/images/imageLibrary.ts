import type sharp from 'sharp';
import { InputError } from '../../inputError.js';

type Sharp = typeof sharp;

let library: Promise<Sharp> | null = null;

/**
 * sharp, loaded when the first image is decoded.
 * @throws InputError where it is not there, or has no binary for this platform.
 */
export function imageLibrary(): Promise<Sharp> {
  library ??= load();
  return library;
}

async function load(): Promise<Sharp> {
  try {
    const { default: loaded } = await import('sharp');
    // An image is read once; what libvips would keep of it is memory lost to the analysis.
    loaded.cache(false);
    return loaded;
  } catch (error) {
    throw new InputError(
      `Images can't be read, since the package sharp does not load on ${process.platform}-${process.arch}; install it beside ` +
        `Unit Importance (npm install sharp), or convert the images with numpy.savez.`,
      { cause: error },
    );
  }
}
