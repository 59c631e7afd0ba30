import { describe, expect, it } from 'vitest';
import { foldClasses } from '../../../src/results/derive/foldedClasses.js';

const response = (classIndex: number, mean: number | null, lost: number | null) => ({
  classIndex,
  name: String(classIndex),
  samples: 10,
  mean,
  lost,
});

describe('classes that a card has room for', () => {
  it('are all, up to twelve', () => {
    const twelve = Array.from({ length: 12 }, (_, c) => response(c, c, 0));
    expect(foldClasses(twelve)).toEqual({ shown: twelve, folded: [] });
  });

  it('are otherwise the favourite, the one hurt most and those next to them, in their places', () => {
    const many = Array.from({ length: 100 }, (_, c) =>
      response(c, 100 - Math.abs(c - 40), c === 90 ? 7 : c === 80 ? -5 : 0),
    );
    const { shown, folded } = foldClasses(many);
    expect(shown).toHaveLength(11);
    expect(folded).toHaveLength(89);
    const indexes = shown.map(({ classIndex }) => classIndex);
    expect(indexes).toEqual([...indexes].sort((a, b) => a - b));
    expect(indexes).toEqual(expect.arrayContaining([40, 39, 41, 80, 90]));
  });

  it('are chosen where nothing is known too', () => {
    const unknown = Array.from({ length: 20 }, (_, c) => response(c, null, null));
    expect(foldClasses(unknown).shown).toHaveLength(11);
  });
});
