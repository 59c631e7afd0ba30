import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MemoryBytes } from '../../src/dataset/byteSource.js';
import { DecompressedBytes } from '../../src/dataset/decompressedBytes.js';
import { randomNumbers } from './randomNumbers.js';

/** Counts how often the compressed bytes are read from their beginning. */
class CountedBytes extends MemoryBytes {
  starts = 0;

  override read(position: number, into: Uint8Array): Promise<number> {
    if (position === 0) this.starts++;
    return super.read(position, into);
  }
}

function randomBytes(count: number, seed: number): Uint8Array {
  const draw = randomNumbers(seed);
  return Uint8Array.from({ length: count }, () => draw(7));
}

async function expectSame(
  source: DecompressedBytes,
  whole: Uint8Array,
  position: number,
  length: number,
): Promise<void> {
  const into = new Uint8Array(length);
  const count = await source.read(position, into);
  const expected = whole.subarray(position, position + length);
  expect(count).toBe(expected.length);
  expect(Buffer.compare(into.subarray(0, count), expected)).toBe(0);
}

describe('decompressed bytes', () => {
  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateRawSync],
  ] as const)('are those that were compressed, wherever they are read (%s)', async (method, compress) => {
    const whole = randomBytes(3_000_000, 1);
    const source = new DecompressedBytes(new MemoryBytes(compress(whole)), method, 'x');
    const draw = randomNumbers(2);
    for (let i = 0; i < 100; i++) await expectSame(source, whole, draw(3_100_000), draw(200_000));
    await source.release();
    await expectSame(source, whole, 1_000_000, 100);
    await expectSame(source, whole, 2_999_990, 100);
    await source.release();
  });

  it('are decompressed once when they are read forwards, in steps that overlap', async () => {
    const whole = randomBytes(5_000_000, 3);
    const compressed = new CountedBytes(gzipSync(whole));
    const source = new DecompressedBytes(compressed, 'gzip', 'x');
    for (let position = 0; position < whole.length; position += 30_000) {
      await expectSame(source, whole, position, 60_000);
    }
    expect(compressed.starts).toBe(1);
    await source.release();
  });

  it('are decompressed again when a read goes back beyond the window', async () => {
    const whole = new Uint8Array(65 * 2 ** 20).map((_, i) => (i >> 12) % 251);
    const compressed = new CountedBytes(gzipSync(whole, { level: 1 }));
    const source = new DecompressedBytes(compressed, 'gzip', 'x');
    await expectSame(source, whole, whole.length - 1000, 1000);
    await expectSame(source, whole, whole.length - 2 ** 20, 1000);
    expect(compressed.starts).toBe(1);
    await expectSame(source, whole, 5000, 1000);
    expect(compressed.starts).toBe(2);
    await source.release();
  });

  it('are decompressed once where they are few enough to be kept', async () => {
    const whole = new Uint8Array(20 * 2 ** 20).map((_, i) => (i >> 12) % 251);
    const compressed = new CountedBytes(gzipSync(whole, { level: 1 }));
    const source = new DecompressedBytes(compressed, 'gzip', 'x');
    for (let pass = 0; pass < 2; pass++) {
      for (let position = 0; position < whole.length; position += 2 ** 22) {
        await expectSame(source, whole, position, 1000);
      }
    }
    expect(compressed.starts).toBe(1);
    await source.release();
  });

  it('may come in several members, as gzip files do', async () => {
    const whole = randomBytes(100_000, 4);
    const members = Buffer.concat([gzipSync(whole.subarray(0, 40_000)), gzipSync(whole.subarray(40_000))]);
    await expectSame(new DecompressedBytes(new MemoryBytes(members), 'gzip', 'x'), whole, 0, 100_000);
  });
});
