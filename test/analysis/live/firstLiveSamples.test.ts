import { describe, expect, it } from 'vitest';
import { firstLiveSamples } from '../../../src/analysis/live/firstLiveSamples.js';

describe('the samples that are answered at first', () => {
  it.each([
    ['all that were asked for, of a quick network', 1000, 1e-6, 1000],
    ['as many as take no longer than a blink', 1000, 1e-4, 500],
    ['a round number', 1000, 0.00017, 200],
    ['not more than were asked for', 120, 0.0005, 100],
    ['fifty of a slow network', 1000, 1, 50],
    ['all of few, however slow', 20, 1, 20],
    ['all where no time was told', 1000, 0, 1000],
  ])('are %s', (_, asked, pass, count) => {
    expect(firstLiveSamples(asked, pass)).toBe(count);
  });
});
