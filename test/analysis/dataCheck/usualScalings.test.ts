import { describe, expect, it } from 'vitest';
import { storedFacts, whiteOf } from '../../../src/analysis/dataCheck/storedFacts.js';
import { usualScalings } from '../../../src/analysis/dataCheck/usualScalings.js';
import { arrange } from '../../../src/dataset/layout.js';
import { floats, storedPart } from './storedPart.js';

const asStored = { scale: 1, mean: 0, std: 1 };

function factsOf(sampleShape: readonly number[], values: readonly number[], element?: typeof floats) {
  const size = sampleShape.reduce((product, dim) => product * dim, 1);
  const part = storedPart(sampleShape, values, new Array<number>(values.length / size).fill(0), element);
  const model = { shape: [size], layout: null, classCount: 2 };
  return storedFacts(
    part,
    arrange(part.array, { layout: sampleShape.length === 3 ? 'NHWC' : null, modelLayout: null }, model),
  );
}

const kindsOf = (facts: ReturnType<typeof factsOf>, stated = asStored): string[] =>
  usualScalings(facts, stated).map(({ kind }) => kind);

/** Values from 0 to `white`, evenly. */
const upTo = (white: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.round((white * i) / (count - 1)));

describe('the usual scalings', () => {
  it('of grey bytes go to 0..1, to -1..1 and back, black for white too', () => {
    expect(kindsOf(factsOf([4, 4], upTo(255, 32)))).toEqual([
      ...['stated', 'unit', 'signed', 'standardised', 'inverted', 'invertedSigned', 'invertedBytes'],
    ]);
  });

  it('of pictures as large as those of MNIST and CIFAR-10 take their published numbers too', () => {
    expect(kindsOf(factsOf([28, 28], upTo(255, 784)))).toContain('mnist');
    const cifar = kindsOf(factsOf([32, 32, 3], upTo(255, 3072)));
    expect(cifar).toContain('cifar10');
    expect(cifar).toContain('imageNet');
    expect(kindsOf(factsOf([8, 8, 3], upTo(255, 192)))).not.toContain('cifar10');
  });

  it('of measurements in a few columns standardise them, and nothing else', () => {
    const facts = factsOf([3], [5.1, 3.5, 1.4, 4.9, 3, 1.2], floats);
    expect(kindsOf(facts)).toEqual(['stated', 'standardised']);
  });

  it('are each given once, however the stated one is written', () => {
    const facts = factsOf([4, 4], upTo(255, 32));
    expect(kindsOf(facts, { scale: 1, mean: 127.5, std: 127.5 })).not.toContain('signed');
    expect(kindsOf(facts, { scale: 2 / 255, mean: 1, std: 1 })).not.toContain('signed');
    expect(kindsOf(facts, { scale: 1 / 255, mean: 0.5, std: 0.5 })).not.toContain('signed');
  });

  it('map black and white as they say', () => {
    const expected = {
      unit: [0, 1],
      signed: [-1, 1],
      bytes: [0, 255],
      inverted: [1, 0],
      invertedSigned: [1, -1],
    };
    const stored = [
      { facts: factsOf([4, 4], upTo(255, 32)), ends: [0, 255] },
      { facts: factsOf([4, 4], upTo(16, 32)), ends: [0, 16] },
      { facts: factsOf([4, 4], [-1, ...new Array<number>(14).fill(0.25), 1], floats), ends: [-1, 1] },
    ];
    for (const { facts, ends } of stored) {
      const scalings = usualScalings(facts, { scale: 7, mean: 0, std: 1 });
      for (const [kind, [black, white]] of Object.entries(expected)) {
        const found = scalings.find((one) => one.kind === kind)?.scaling;
        // Bytes are fed as they are already, and so are values from -1 to 1.
        if (found === undefined) continue;
        const fed = ends.map((value) => (value * found.scale - Number(found.mean)) / Number(found.std));
        expect(fed[0]).toBeCloseTo(black, 9);
        expect(fed[1]).toBeCloseTo(white, 9);
      }
    }
  });
});

describe('what stored values tell', () => {
  it('is the white that they are shades of', () => {
    expect(whiteOf(factsOf([4, 4], upTo(255, 16)))).toBe(255);
    expect(whiteOf(factsOf([4, 4], upTo(16, 16)))).toBe(16);
    expect(whiteOf(factsOf([4, 4], [...new Array<number>(15).fill(0.5), 0.9], floats))).toBe(1);
    expect(whiteOf(factsOf([4, 4], [-3, ...new Array<number>(15).fill(1)], floats))).toBe(null);
    expect(whiteOf(factsOf([3], [0, 100, 255]))).toBe(null);
  });

  it('is the mean and the deviation of each channel, that of a channel which never changes being 0', () => {
    // Two pictures of 1 x 2 with 3 channels, the last channel always 9.
    const facts = factsOf([1, 2, 3], [1, 10, 9, 3, 30, 9, 5, 50, 9, 7, 70, 9]);
    expect(facts.means).toEqual([4, 40, 9]);
    // Of 1, 3, 5, 7: the mean square from the mean is (9 + 1 + 1 + 9) / 4 = 5.
    expect(facts.deviations[0]).toBeCloseTo(Math.sqrt(5), 12);
    expect(facts.deviations[1]).toBeCloseTo(10 * Math.sqrt(5), 12);
    expect(facts.deviations[2]).toBe(0);
    const { scaling } = usualScalings(facts, { scale: 7, mean: 0, std: 1 }).find(
      ({ kind }) => kind === 'standardised',
    )!;
    expect((scaling.std as number[])[2]).toBe(1);
  });
});
