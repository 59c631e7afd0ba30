import { decompressLz4 } from './lz4Frame.js';
import { FlatBuffer } from './flatBuffer.js';
import { largestBody, tooLarge } from './arrowMessages.js';

/** How the buffers of a message may be compressed (CompressionType in format/Message.fbs). */
const [lz4, zstd] = [0, 1];
/** Before each compressed buffer stands its length when it is not. */
const prefixBytes = 8;
/** In place of that length: the buffer is not compressed. */
const asItIs = -1;
/** Buffers begin at multiples of this. */
const alignment = 8;

/** A buffer in the body of a message: `Buffer { offset: long, length: long }`, and where that is written. */
interface Region {
  readonly written: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * The message as it would be without the compression of its body (`BodyCompression`), itself where it has none. What
 * describes it keeps its place and length; only where its buffers lie is written anew.
 * @throws InputError where its content would not fit into the memory; RangeError where it is damaged.
 */
export async function decompressedMessage(name: string, message: Uint8Array): Promise<Uint8Array> {
  const view = new DataView(message.buffer, message.byteOffset, message.length);
  const start = view.getUint32(0, true) === 0xffffffff ? 8 : 4;
  const bodyStart = start + view.getUint32(start - 4, true);
  const described = message.slice(0, bodyStart);
  const buffer = new FlatBuffer(described.subarray(start));
  const root = buffer.follow(0);
  const batch = batchOf(buffer, root);
  const compression = batch === null ? 0 : buffer.field(batch, 3);
  if (batch === null || compression === 0) return message;
  const decompress = await codecOf(buffer, buffer.follow(compression));
  const body = message.subarray(bodyStart);
  const regions = regionsOf(buffer, batch);
  const lengths = regions.map((region) => contentLength(body, region));
  const bodyLength = lengths.reduce((sum, length) => sum + aligned(length), 0);
  if (bodyLength > largestBody) throw tooLarge(name);
  if (buffer.long(batch, 0) > 8 * bodyLength)
    throw new RangeError('more rows than its buffers have room for');
  const whole = new Uint8Array(bodyStart + bodyLength);
  let at = 0;
  for (const [i, { written, offset, length }] of regions.entries()) {
    if (length > 0) {
      const bytes = body.subarray(offset + prefixBytes, offset + length);
      const content = prefixOf(body, offset) === asItIs ? bytes : decompress(bytes, lengths[i]);
      if (content.length !== lengths[i]) throw new RangeError('a buffer of another length');
      whole.set(content, bodyStart + at);
    }
    buffer.view.setBigInt64(written, BigInt(at), true);
    buffer.view.setBigInt64(written + 8, BigInt(lengths[i]), true);
    at += aligned(lengths[i]);
  }
  buffer.view.setBigInt64(buffer.field(root, 3), BigInt(bodyLength), true);
  buffer.leaveOut(batch, 3);
  whole.set(described);
  return whole;
}

/** Of a message of rows, or of a dictionary's entries, the table that describes them; null of others. */
function batchOf(buffer: FlatBuffer, message: number): number | null {
  const kind = buffer.view.getUint8(buffer.field(message, 1));
  if (kind !== 2 && kind !== 3) return null;
  const header = buffer.follow(buffer.field(message, 2));
  return kind === 2 ? buffer.follow(buffer.field(header, 1)) : header;
}

type Decompress = (bytes: Uint8Array, length: number) => Uint8Array;

/** @throws RangeError where the way is another than the two that the format knows. */
async function codecOf(buffer: FlatBuffer, compression: number): Promise<Decompress> {
  const at = buffer.field(compression, 0);
  const codec = at === 0 ? lz4 : buffer.view.getUint8(at);
  if (codec === lz4) return decompressLz4;
  if (codec !== zstd) throw new RangeError('a compression that is not known');
  const { decompressZstd } = await import('hyparquet-compressors');
  return (bytes, length) => decompressZstd(bytes, new Uint8Array(length));
}

function regionsOf(buffer: FlatBuffer, batch: number): Region[] {
  return buffer.structs(batch, 2, 16).map((written) => ({
    written,
    offset: Number(buffer.view.getBigInt64(written, true)),
    length: Number(buffer.view.getBigInt64(written + 8, true)),
  }));
}

/** How long a buffer is when it is not compressed. */
function contentLength(body: Uint8Array, { offset, length }: Region): number {
  if (length === 0) return 0;
  if (!(offset >= 0) || length < prefixBytes || offset + length > body.length)
    throw new RangeError('a buffer beyond the end');
  const prefix = prefixOf(body, offset);
  if (prefix < asItIs) throw new RangeError('a buffer of less than nothing');
  return prefix === asItIs ? length - prefixBytes : prefix;
}

function prefixOf(body: Uint8Array, offset: number): number {
  return Number(new DataView(body.buffer, body.byteOffset + offset, prefixBytes).getBigInt64(0, true));
}

function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}
