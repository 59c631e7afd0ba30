import { describe, expect, it } from 'vitest';
import { placeLabel, placeLabels } from '../../../src/figures/selectivity/labelPlaces.js';

/** Every letter is six pixels wide. */
const measure = (text: string): number => 6 * text.length;
const at = (text: string, x: number, y: number) => ({ text, x, y });

describe('names beside marks', () => {
  it('stand at the right, and at the left where the plot ends', () => {
    const [inner, outer] = placeLabels([at('fc1[0]', 100, 50), at('fc1[1]', 290, 90)], measure, 300);
    expect(inner).toMatchObject({ x: 109, y: 54, align: 'start' });
    expect(outer).toMatchObject({ x: 281, y: 94, align: 'end' });
  });

  it('change the side where another stands', () => {
    const [, second] = placeLabels([at('fc1[0]', 110, 50), at('fc1[1]', 100, 52)], measure, 300);
    expect(second).toMatchObject({ text: 'fc1[1]', align: 'end' });
  });

  it('are left out where both sides are taken', () => {
    const named = [at('fc1[0]', 110, 50), at('fc1[1]', 100, 52), at('fc1[2]', 104, 51)];
    expect(placeLabels(named, measure, 300).map(({ text }) => text)).toEqual(['fc1[0]', 'fc1[1]']);
  });

  it('that have to stand do so even then', () => {
    const standing = placeLabels([at('fc1[0]', 110, 50), at('fc1[1]', 100, 52)], measure, 300);
    expect(placeLabel(at('fc1[2]', 104, 51), measure, 300, standing).text).toBe('fc1[2]');
  });
});
