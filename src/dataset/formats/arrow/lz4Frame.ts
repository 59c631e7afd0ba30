/** What a frame begins with; one that begins with `skippable` holds nothing of the content. */
const magic = 0x184d2204;
const skippable = 0x184d2a5;
/** The shortest match that is written. */
const leastMatch = 4;
/** A byte of a length stands for so many bytes at most. */
const largestExpansion = 255;

/**
 * Decompresses LZ4 frames (LZ4 Frame Format Description 1.6, LZ4 Block Format Description), the one behind the other.
 * Blocks may refer to those before them. Checksums are passed over.
 * @param length of what comes out, in bytes; no more is written.
 * @throws RangeError where they are no such frames, or hold more or less than that.
 */
export function decompressLz4(frames: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(frames.buffer, frames.byteOffset, frames.length);
  if (length > largestExpansion * frames.length) throw new RangeError('more than LZ4 frames can hold');
  const output = new Uint8Array(length);
  let [at, written] = [0, 0];
  while (at < frames.length) {
    const kind = view.getUint32(at, true);
    if (kind >>> 4 === skippable) {
      at += 8 + view.getUint32(at + 4, true);
      continue;
    }
    if (kind !== magic) throw new RangeError('no LZ4 frame');
    const flags = view.getUint8(at + 4);
    const has = (bit: number): boolean => (flags & (1 << bit)) !== 0;
    if (flags >>> 6 !== 1 || has(0))
      throw new RangeError('an LZ4 frame of another version, or with a dictionary');
    const [hasBlockChecksums, hasSize, hasChecksum] = [has(4), has(3), has(2)];
    // Magic, flags, block size and the header's checksum.
    at += 7 + (hasSize ? 8 : 0);
    for (;;) {
      const block = view.getUint32(at, true);
      at += 4;
      if (block === 0) break;
      const size = block & 0x7fffffff;
      if (at + size > frames.length) throw new RangeError('an LZ4 block beyond the end');
      const bytes = frames.subarray(at, at + size);
      if (block >>> 31 === 0) {
        written = decompressBlock(bytes, output, written);
      } else {
        output.set(bytes, written);
        written += size;
      }
      at += size + (hasBlockChecksums ? 4 : 0);
    }
    at += hasChecksum ? 4 : 0;
  }
  if (written !== length) throw new RangeError('LZ4 frames of another length');
  return output;
}

/**
 * Writes what a block holds behind what is there already, to which it may refer.
 * @returns where it ends in `output`.
 */
function decompressBlock(block: Uint8Array, output: Uint8Array, start: number): number {
  let [at, written] = [0, start];
  /** A length of 15 or more goes on in further bytes, until one is below 255. */
  const whole = (short: number): number => {
    let [length, byte] = [short, 255];
    while (short === 15 && byte === 255) {
      if (at >= block.length) throw new RangeError('an LZ4 block that is cut short');
      byte = block[at++];
      length += byte;
    }
    return length;
  };
  while (at < block.length) {
    const token = block[at++];
    const literals = whole(token >>> 4);
    if (at + literals > block.length) throw new RangeError('an LZ4 block that is cut short');
    output.set(block.subarray(at, at + literals), written);
    at += literals;
    written += literals;
    // The last sequence has no match.
    if (at === block.length) break;
    if (at + 2 > block.length) throw new RangeError('an LZ4 block that is cut short');
    const offset = block[at] | (block[at + 1] << 8);
    at += 2;
    const end = written + leastMatch + whole(token & 15);
    if (offset === 0 || offset > written || end > output.length)
      throw new RangeError('an LZ4 match beyond the content');
    // A match may reach into itself, so bytes are copied one by one.
    for (; written < end; written++) output[written] = output[written - offset];
  }
  return written;
}
