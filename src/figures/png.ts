import type { Pixels } from './figure.js';

/** How a PNG writes pixels: its number of the type, and which of red, green, blue and opacity it keeps. */
const grey = { type: 0, channels: [0] };
const colour = { type: 2, channels: [0, 1, 2] };
const colourAndOpacity = { type: 6, channels: [0, 1, 2, 3] };

/**
 * Pixels as a PNG in a data URI (PNG specification, third edition; zlib streams of stored blocks, RFC 1950 and 1951:
 * pictures of samples are small), with no more channels than they need.
 */
export function pngOf({ width, height, rgba }: Pixels): string {
  const { type, channels } = neededType(rgba);
  const header = new Uint8Array(13);
  const sizes = new DataView(header.buffer);
  sizes.setUint32(0, width);
  sizes.setUint32(4, height);
  header.set([8, type, 0, 0, 0], 8);
  const rows = new Uint8Array(height * (channels.length * width + 1));
  let at = 0;
  for (let y = 0; y < height; y++) {
    // Each row begins with its filter, which is none.
    at++;
    for (let x = 0; x < width; x++) {
      for (const channel of channels) rows[at++] = rgba[4 * (y * width + x) + channel];
    }
  }
  const bytes = joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', stored(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(text)}`;
}

function neededType(rgba: Uint8ClampedArray): typeof grey {
  let isGrey = true;
  for (let i = 0; i < rgba.length; i += 4) {
    if (rgba[i + 3] < 255) return colourAndOpacity;
    isGrey &&= rgba[i] === rgba[i + 1] && rgba[i] === rgba[i + 2];
  }
  return isGrey ? grey : colour;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

/** The longest block that is stored as it is. */
const longestBlock = 0xffff;

function stored(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let from = 0; from === 0 || from < data.length; from += longestBlock) {
    const block = data.subarray(from, from + longestBlock);
    const head = new DataView(new ArrayBuffer(5));
    head.setUint8(0, from + longestBlock >= data.length ? 1 : 0);
    head.setUint16(1, block.length, true);
    head.setUint16(3, ~block.length & 0xffff, true);
    parts.push(new Uint8Array(head.buffer), block);
  }
  const sum = new DataView(new ArrayBuffer(4));
  sum.setUint32(0, adler(data));
  parts.push(new Uint8Array(sum.buffer));
  return joined(parts);
}

function adler(data: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

const crcOf = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc(data: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of data) value = crcOf[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
