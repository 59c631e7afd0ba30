import { PickleFault } from './pickleFault.js';

/** Whole numbers of more bytes are no data, and take long to read. */
const longestWhole = 128;

/** A pickle's bytes, read from front to end. */
export class PickleBytes {
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes read so far. */
  get position(): number {
    return this.at;
  }

  /** A view of the next bytes. @throws PickleFault where there are not so many. */
  take(count: number): Uint8Array {
    return this.bytes.subarray(this.move(count), this.at);
  }

  byte(): number {
    return this.view.getUint8(this.move(1));
  }

  uint16(): number {
    return this.view.getUint16(this.move(2), true);
  }

  uint32(): number {
    return this.view.getUint32(this.move(4), true);
  }

  int32(): number {
    return this.view.getInt32(this.move(4), true);
  }

  /** A length of 8 bytes; one that no file can have is told when it is taken. */
  length64(): number {
    return Number(this.view.getBigUint64(this.move(8), true));
  }

  /** Big-endian, unlike everything else. */
  float64(): number {
    return this.view.getFloat64(this.move(8), false);
  }

  /** A whole number in two's complement, little-endian. */
  whole(count: number): number | bigint {
    const bytes = this.take(count);
    if (count > longestWhole) throw new PickleFault('holds a whole number beyond all measure');
    let value = 0n;
    for (let i = count - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
    return narrowed(BigInt.asIntN(8 * count, value));
  }

  /** The text up to the end of the line, byte by byte. */
  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0) this.move(Infinity);
    const text = latin1(this.bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }

  private move(count: number): number {
    const start = this.at;
    if (start + count > this.bytes.length) throw new PickleFault('is cut short in the middle of a value');
    this.at += count;
    return start;
  }
}

/** A number where it is exact as one. */
export function narrowed(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Text of one character a byte (ISO 8859-1; `TextDecoder` means Windows-1252 by that name). */
export function latin1(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return pieces.join('');
}
