import { InputError } from '../../inputError.js';
import type { ByteSource } from '../byteSource.js';
import type { ElementType } from '../elements.js';

export interface NpyHeader {
  readonly element: ElementType;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Bytes before the first element. */
  readonly length: number;
}

/** NumPy itself writes less than 200 bytes; this bounds what a damaged length can make us read. */
const longestHeader = 64 * 1024;

export function isNpy(head: Uint8Array): boolean {
  return head[0] === 0x93 && String.fromCharCode(...head.subarray(1, 6)) === 'NUMPY';
}

/**
 * Reads the header of NumPy's `.npy` format: magic, version, length, then a Python dictionary with the keys
 * `descr`, `fortran_order` and `shape`.
 * @throws InputError where it is damaged, or the element type is none that can be read.
 */
export async function readNpyHeader(name: string, bytes: ByteSource): Promise<NpyHeader> {
  const prefix = new Uint8Array(12);
  const found = await bytes.read(0, prefix);
  if (found < 10 || !isNpy(prefix)) throw damaged(name);
  const major = prefix[6];
  const view = new DataView(prefix.buffer);
  const start = major === 1 ? 10 : 12;
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (major < 1 || major > 3) {
    throw new InputError(
      `${name} has version ${major} of the .npy format, which is not known; save it with a common NumPy.`,
    );
  }
  if (length > longestHeader) throw damaged(name);
  const header = new Uint8Array(length);
  const got = await bytes.read(start, header);
  if (got < length) {
    throw new InputError(
      `${name} is cut short: its header needs ${start + length} bytes, but there are only ${start + got}; ` +
        `fetch or write the file again.`,
    );
  }
  return { ...parseDictionary(name, new TextDecoder().decode(header)), length: start + length };
}

function parseDictionary(name: string, text: string): Omit<NpyHeader, 'length'> {
  const order = /['"]fortran_order['"]\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /['"]shape['"]\s*:\s*\(([\dL,\s]*)\)/.exec(text)?.[1];
  const descr = /['"]descr['"]\s*:\s*(['"])(.*?)\1/.exec(text)?.[2];
  if (order === undefined || shape === undefined || !text.includes('descr')) throw damaged(name);
  if (descr === undefined) {
    throw new InputError(`${name} holds records of several fields; save each field as an array of its own.`);
  }
  return {
    element: elementType(name, descr),
    fortranOrder: order === 'True',
    shape: shape
      .split(',')
      .map((size) => size.replace('L', '').trim())
      .filter((size) => size !== '')
      .map(Number),
  };
}

/**
 * An element type from NumPy's description of it, as `<f4`.
 * @throws InputError where it is none of numbers or text.
 */
export function elementType(name: string, descr: string): ElementType {
  const match = /^([<>|=]?)(?:(b1|[ui][1248]|f[248])|([US])(\d+))$/.exec(descr);
  if (match !== null) {
    const [, order, number, text, width] = match;
    const littleEndian = order !== '>';
    if (number !== undefined) {
      const kind = number.startsWith('b') ? 'u' : (number[0] as 'u' | 'i' | 'f');
      return { kind, size: Number(number[1]), littleEndian };
    }
    const size = Number(width) * (text === 'U' ? 4 : 1);
    if (size > 0) return { kind: text as 'U' | 'S', size, littleEndian };
  }
  if (descr.includes('O')) {
    throw new InputError(
      `${name} holds Python objects, which are never unpickled; save it as an array of numbers.`,
    );
  }
  throw new InputError(
    `${name} holds elements of type \`${descr}\`, which is not known; save it as whole numbers or floats of ` +
      `1 to 8 bytes.`,
  );
}

function damaged(name: string): InputError {
  return new InputError(`${name} does not have the header of a .npy array; fetch or write the file again.`);
}
