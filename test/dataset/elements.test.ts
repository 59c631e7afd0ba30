import { describe, expect, it } from 'vitest';
import { decodeNumbers, decodeTexts } from '../../src/dataset/elements.js';

const half = { kind: 'f', size: 2, littleEndian: true } as const;

describe('decoding elements', () => {
  it.each([
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65504],
    [0x0400, 2 ** -14],
    [0x03ff, 2 ** -14 - 2 ** -24],
    [0x3555, 0.333251953125],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x7e00, NaN],
  ])('reads the half float %i', (pattern, value) => {
    expect(decodeNumbers(Uint8Array.of(pattern & 255, pattern >> 8), half)[0]).toBe(value);
  });

  it('reads texts of code points and of bytes, without the zeros behind them', () => {
    const points = [0x63, 0x1f431, 0, 0x64, 0x6f, 0x67];
    const little = new Uint8Array(Uint32Array.from(points).buffer);
    const big = Uint8Array.from(points.flatMap((point) => [0, point >> 16, (point >> 8) & 255, point & 255]));
    expect(decodeTexts(little, { kind: 'U', size: 12, littleEndian: true })).toEqual(['c🐱', 'dog']);
    expect(decodeTexts(big, { kind: 'U', size: 12, littleEndian: false })).toEqual(['c🐱', 'dog']);
    expect(decodeTexts(Buffer.from('cat\0dog\0'), { kind: 'S', size: 4, littleEndian: true })).toEqual([
      'cat',
      'dog',
    ]);
  });
});
