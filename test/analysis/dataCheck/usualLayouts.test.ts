import { describe, expect, it } from 'vitest';
import { usualLayouts } from '../../../src/analysis/dataCheck/usualLayouts.js';
import { storedPart } from './storedPart.js';

const zeros = (count: number): number[] => new Array<number>(count).fill(0);
const model = (shape: readonly number[]) => ({ shape, layout: null, classCount: 2 });

describe('the usual layouts', () => {
  it('of a grey picture are one: all orders are the same', () => {
    const { array } = storedPart([2, 2], zeros(4), [0]);
    expect(usualLayouts(array, {}, model([4]))).toHaveLength(1);
  });

  it('of colours for a flat input are the stored order and the other one', () => {
    const { array } = storedPart([2, 2, 3], zeros(12), [0]);
    const found = usualLayouts(array, { layout: 'NHWC' }, model([12]));
    expect(found.map(({ layouts }) => layouts)).toEqual([
      { layout: 'NHWC' },
      { layout: 'NHWC', modelLayout: 'NCHW' },
      // Taken for channels first, the same numbers make another picture.
      { layout: 'NCHW', modelLayout: 'NHWC' },
    ]);
  });

  it('leave out those in which the samples would not fit', () => {
    const { array } = storedPart([8, 8, 3], zeros(192), [0]);
    expect(usualLayouts(array, {}, model([3, 8, 8])).map(({ layouts }) => layouts)).toEqual([{}]);
  });
});
