import { readFile, stat } from 'node:fs/promises';
import { InputError } from '../../inputError.js';
import { asInputError } from '../dataFile.js';
import { mostImageBytes } from './imageBounds.js';

/**
 * The bytes of a picture's file, of which no more is read than is decoded.
 * @throws InputError where it is missing, may not be read, or is too large.
 */
export async function readImageFile(path: string, name: string): Promise<Uint8Array> {
  const refuse = (error: unknown): never => {
    throw asInputError(error, name);
  };
  const { size } = await stat(path).catch(refuse);
  if (size > mostImageBytes) {
    throw new InputError(
      `${name} has ${size} bytes, and images of at most ${mostImageBytes} are read; scale it down, or take it out.`,
    );
  }
  return readFile(path).catch(refuse);
}
