import { endianness } from 'node:os';

/**
 * How one element of an array is stored: `u` and `i` are whole numbers (a boolean is a `u` of one byte),
 * `f` IEEE floats, `U` text of 4-byte code points, `S` text of bytes. `size` is bytes an element.
 */
export interface ElementType {
  readonly kind: 'u' | 'i' | 'f' | 'U' | 'S';
  readonly size: number;
  readonly littleEndian: boolean;
}

export type Numbers =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

export const hostIsLittleEndian = endianness() === 'LE';

export function isText(type: ElementType): boolean {
  return type.kind === 'U' || type.kind === 'S';
}

/**
 * The numbers that `bytes` stores: a view of them where that is possible. Numbers of 8 bytes that are
 * whole become the nearest float64.
 * @param bytes a whole number of elements, at the beginning of their buffer; put in the host's byte order
 * in place.
 */
export function decodeNumbers(bytes: Uint8Array, type: ElementType): Numbers {
  const { buffer, length } = bytes;
  const count = length / type.size;
  if (type.littleEndian !== hostIsLittleEndian) swapBytes(bytes, type.size);
  switch (`${type.kind}${type.size}`) {
    case 'u1':
      return bytes;
    case 'i1':
      return new Int8Array(buffer, 0, count);
    case 'u2':
      return new Uint16Array(buffer, 0, count);
    case 'i2':
      return new Int16Array(buffer, 0, count);
    case 'u4':
      return new Uint32Array(buffer, 0, count);
    case 'i4':
      return new Int32Array(buffer, 0, count);
    case 'f4':
      return new Float32Array(buffer, 0, count);
    case 'f8':
      return new Float64Array(buffer, 0, count);
    case 'u8':
      return decodeWhole(new BigUint64Array(buffer, 0, count));
    case 'i8':
      return decodeWhole(new BigInt64Array(buffer, 0, count));
    case 'f2':
      return decodeHalves(new Uint16Array(buffer, 0, count));
    default:
      throw new Error(`no numbers are stored as ${type.kind}${type.size}`);
  }
}

/** The texts that `bytes` stores, without the zeros that fill them up. */
export function decodeTexts(bytes: Uint8Array, type: ElementType): string[] {
  const texts: string[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += type.size) {
    if (type.kind === 'S') {
      texts.push(new TextDecoder().decode(bytes.subarray(at, at + type.size)).replace(/\0+$/, ''));
      continue;
    }
    let text = '';
    for (let i = 0; i < type.size; i += 4) {
      const point = view.getUint32(at + i, type.littleEndian);
      text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    }
    texts.push(text.replace(/\0+$/, ''));
  }
  return texts;
}

function swapBytes(bytes: Uint8Array, size: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (size === 2) buffer.swap16();
  if (size === 4) buffer.swap32();
  if (size === 8) buffer.swap64();
}

function decodeWhole(whole: BigUint64Array | BigInt64Array): Float64Array {
  const numbers = new Float64Array(whole.length);
  for (let i = 0; i < whole.length; i++) numbers[i] = Number(whole[i]);
  return numbers;
}

let halves: Float32Array | null = null;

function decodeHalves(bits: Uint16Array): Float32Array {
  halves ??= Float32Array.from({ length: 2 ** 16 }, (_, pattern) => halfToNumber(pattern));
  const table = halves;
  const numbers = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) numbers[i] = table[bits[i]];
  return numbers;
}

/** IEEE 754 binary16: 1 bit sign, 5 bits exponent, 10 bits fraction. */
function halfToNumber(pattern: number): number {
  const sign = pattern & 0x8000 ? -1 : 1;
  const exponent = (pattern >> 10) & 0x1f;
  const fraction = pattern & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
