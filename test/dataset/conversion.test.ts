import { describe, expect, it } from 'vitest';
import { convertSamples, findNotFinite, normalisationOf } from '../../src/dataset/conversion.js';
import { arrange } from '../../src/dataset/layout.js';
import { MemoryBytes } from '../../src/dataset/byteSource.js';
import { contiguousArray } from '../../src/dataset/storedArray.js';
import { modelTaking } from './opened.js';
import { randomNumbers } from './randomNumbers.js';

const byte = { kind: 'u', size: 1, littleEndian: true } as const;
const word = { kind: 'u', size: 2, littleEndian: true } as const;
const [N, H, W, C] = [3, 4, 5, 3];
const normalisation = { scale: 1 / 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

type Order = 'NCHW' | 'NHWC';

/** Position of an element in an array of this order. */
function position(order: Order, n: number, h: number, w: number, c: number): number {
  return order === 'NCHW' ? ((n * C + c) * H + h) * W + w : ((n * H + h) * W + w) * C + c;
}

describe('converting samples', () => {
  const draw = randomNumbers(5);
  const stored = Uint8Array.from({ length: N * H * W * C }, () => draw(256));

  for (const from of ['NCHW', 'NHWC'] as const) {
    for (const to of ['NCHW', 'NHWC'] as const) {
      it.each([
        ['bytes', [H * W * C], byte, stored],
        ['bytes', null, byte, stored],
        ['wider numbers', null, word, Uint16Array.from(stored)],
      ] as const)(
        `turns ${from} into ${to}, channel by channel (%s, flat: %j)`,
        (_, flat, element, numbers) => {
          const shape = from === 'NCHW' ? [N, C, H, W] : [N, H, W, C];
          const modelShape = to === 'NCHW' ? [C, H, W] : [H, W, C];
          const arrangement = arrange(
            contiguousArray('x', shape, element, new MemoryBytes(stored), 0),
            { layout: from, modelLayout: to },
            modelTaking(flat ?? modelShape),
          );
          const into = new Float32Array(stored.length);
          const normalised = normalisationOf(normalisation, { element, name: 'x' }, C);
          convertSamples(numbers, H * W * C, N, arrangement, normalised, into, 0);

          const expected = new Float32Array(stored.length);
          for (let n = 0; n < N; n++)
            for (let h = 0; h < H; h++)
              for (let w = 0; w < W; w++)
                for (let c = 0; c < C; c++) {
                  const value = stored[position(from, n, h, w, c)] * normalisation.scale;
                  expected[position(to, n, h, w, c)] = Math.fround(
                    (value - normalisation.mean[c]) / normalisation.std[c],
                  );
                }
          expect(into).toEqual(expected);
        },
      );
    }
  }

  it('rounds once, from float64 to float32', () => {
    const arrangement = arrange(
      contiguousArray('x', [1, 1], byte, new MemoryBytes(stored), 0),
      { layout: null, modelLayout: null },
      modelTaking([1]),
    );
    const into = new Float32Array(1);
    // In float32 arithmetic the difference of 1/3 and its rounded self would vanish.
    const third = Math.fround(1 / 3);
    convertSamples(
      Uint8Array.of(1),
      1,
      1,
      arrangement,
      normalisationOf({ scale: 1 / 3, mean: third, std: 1 }, { element: byte, name: 'x' }, 1),
      into,
      0,
    );
    expect(into[0]).toBe(Math.fround(1 / 3 - third));
    expect(into[0]).not.toBe(0);
  });

  it('tells a column of a table by its own mean and std', () => {
    const arrangement = arrange(
      contiguousArray('x', [2, 2], byte, new MemoryBytes(stored), 0),
      { layout: null, modelLayout: null },
      modelTaking([2]),
    );
    const into = new Float32Array(4);
    const columns = normalisationOf(
      { scale: 1, mean: [1, 2], std: [2, 4] },
      { element: byte, name: 'x' },
      arrangement.channels,
    );
    convertSamples(Uint8Array.of(3, 10, 5, 2), 2, 2, arrangement, columns, into, 0);
    expect([...into]).toEqual([1, 2, 2, 0]);
  });

  it('takes one mean and std for all columns, or a mean for each and one std', () => {
    const columns = 100;
    const table = Uint8Array.from({ length: columns }, (_, i) => i);
    const arrangement = arrange(
      contiguousArray('x', [1, columns], byte, new MemoryBytes(table), 0),
      { layout: null, modelLayout: null },
      modelTaking([columns]),
    );
    const into = new Float32Array(columns);
    const one = normalisationOf({ scale: 1, mean: 1, std: 2 }, { element: byte, name: 'x' }, columns);
    convertSamples(table, columns, 1, arrangement, one, into, 0);
    expect([...into]).toEqual(Array.from(table, (value) => (value - 1) / 2));
    const mean = Array.from(table, (value) => value * 3);
    const each = normalisationOf({ scale: 1, mean, std: 2 }, { element: byte, name: 'x' }, columns);
    convertSamples(table, columns, 1, arrangement, each, into, 0);
    expect([...into]).toEqual(Array.from(table, (value) => 0 - value));
  });

  it('refuses means and stds that are not one per channel', () => {
    expect(() =>
      normalisationOf({ scale: 1, mean: [1, 2, 3], std: 1 }, { element: byte, name: 'x.npy' }, 1),
    ).toThrow('x.npy has 1 channel, but `mean` has 3 values; give one per channel, or a single number.');
    expect(() =>
      normalisationOf({ scale: 1, mean: 0, std: [1] }, { element: byte, name: 'x.npy' }, 3),
    ).toThrow('x.npy has 3 channels, but `std` has 1 value;');
    expect(() =>
      normalisationOf({ scale: 1, mean: 0, std: [1, 2] }, { element: byte, name: 'x.npy' }, null),
    ).toThrow('x.npy has no channels');
  });
});

describe('looking for numbers that are not finite', () => {
  it('finds the first of them, and none where all are finite', () => {
    expect(findNotFinite(Float32Array.of(1, -0, 3e38))).toBe(-1);
    expect(findNotFinite(Float32Array.of(1, NaN, Infinity))).toBe(1);
    expect(findNotFinite(Float32Array.of(1, 2, -Infinity))).toBe(2);
    expect(findNotFinite(new Float32Array())).toBe(-1);
  });
});
