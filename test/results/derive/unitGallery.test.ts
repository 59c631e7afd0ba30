import { describe, expect, it } from 'vitest';
import { unitGallery } from '../../../src/results/derive/unitGallery.js';
import { someDetail } from '../someDetail.js';

describe('the samples to show of a unit', () => {
  it('are those whose answer turns, most confidence changed first, then in the order of the data', () => {
    const detail = someDetail([0, 0, 0, 0, 0, 0, 0, 0], {
      labels: Int32Array.of(1, 1, 2, 2, 0, 0, 1, 2),
      before: Int32Array.of(1, 1, 2, 0, 1, 1, 2, 2),
      after: Int32Array.of(0, 2, 1, 2, 0, 2, 1, 2),
      confidenceBefore: Float32Array.of(0.75, 1, 0.75, 0.25, 0, 0.5, 0.25, 1),
      confidenceAfter: Float32Array.of(0.5, 0, 0.5, 0.5, 0.75, 0.25, 0.5, 0),
    });
    const { turnedWrong, turnedRight } = unitGallery(detail, 3, 0);
    expect(turnedWrong).toEqual([
      { sample: 1, label: 1, before: 1, after: 2, confidenceLost: 1 },
      { sample: 0, label: 1, before: 1, after: 0, confidenceLost: 0.25 },
      { sample: 2, label: 2, before: 2, after: 1, confidenceLost: 0.25 },
    ]);
    // From one wrong answer to another, as sample 5, turns nothing; nor does lost confidence alone, as in sample 7.
    expect(turnedRight).toEqual([
      { sample: 4, label: 0, before: 1, after: 0, confidenceLost: -0.75 },
      { sample: 3, label: 2, before: 0, after: 2, confidenceLost: -0.25 },
      { sample: 6, label: 1, before: 2, after: 1, confidenceLost: -0.25 },
    ]);
  });

  it.each([
    {
      what: 'activities that all differ',
      activity: [5, 1, 9, 3, 7, 2, 8, 4, 6, 0],
      mostExciting: [2, 6],
      // Of ten ranks the third and two thirds of the last: 3 and 6.
      acrossRange: [3, 8],
      aboveLowest: 10,
      least: [9, 1],
      drawnFrom: null,
    },
    {
      what: 'equal activities, which go by the order of the data',
      activity: [1, 2, 2, 2, 1, 3],
      mostExciting: [5, 1],
      acrossRange: [1, 2],
      aboveLowest: 6,
      least: [0, 4],
      drawnFrom: null,
    },
    {
      what: 'as many at the lowest as are shown',
      activity: [0, 4, 0, 5],
      mostExciting: [3, 1],
      acrossRange: [2, 1],
      aboveLowest: 4,
      least: [0, 2],
      drawnFrom: null,
    },
    {
      what: 'negative activities',
      activity: [-1, -3, -2],
      mostExciting: [0, 2],
      acrossRange: [2],
      aboveLowest: 3,
      least: [1, 2],
      drawnFrom: null,
    },
    {
      what: 'fewer samples than are asked for',
      activity: [7],
      mostExciting: [0],
      acrossRange: [],
      aboveLowest: 1,
      least: [0],
      drawnFrom: null,
    },
  ])('follow from $what', ({ activity, mostExciting, acrossRange, aboveLowest, least, drawnFrom }) => {
    const expected = { mostExciting, acrossRange, aboveLowest, least, drawnFrom };
    expect(unitGallery(someDetail(activity), 2, 0)).toMatchObject(expected);
  });

  it('are drawn among many that tie at the lowest activity, which the range then leaves out', () => {
    const activity = Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? i + 1 : 0));
    const gallery = unitGallery(someDetail(activity), 4, 1);
    expect(gallery).toMatchObject({
      mostExciting: [90, 80, 70, 60],
      // Ten ranks, in five equal steps of 1.8 each.
      acrossRange: [20, 40, 50, 70],
      aboveLowest: 10,
      drawnFrom: 90,
    });
    expect(new Set(gallery.least).size).toBe(4);
    expect(gallery.least.every((sample) => activity[sample] === 0)).toBe(true);
    expect(gallery.least).toEqual([...gallery.least].sort((a, b) => a - b));
    expect(unitGallery(someDetail(activity), 4, 1)).toEqual(gallery);
    expect(unitGallery(someDetail(activity), 4, 2).least).not.toEqual(gallery.least);
  });

  it('are drawn with equal chances', () => {
    const counts = new Array<number>(20).fill(0);
    const draws = 2000;
    for (let seed = 0; seed < draws; seed++) {
      for (const sample of unitGallery(someDetail(new Array<number>(20).fill(0)), 5, seed).least)
        counts[sample]++;
    }
    // Each is drawn a quarter of the time: five standard deviations are 5 * sqrt(2000 * 1/4 * 3/4) = 97.
    for (const count of counts) expect(Math.abs(count - draws / 4)).toBeLessThan(97);
  });

  it('of a dead unit excite it no more than others do, and none lie across a range', () => {
    const gallery = unitGallery(someDetail(new Array<number>(9).fill(0)), 2, 0);
    expect(gallery).toMatchObject({ mostExciting: [0, 1], acrossRange: [], aboveLowest: 0, drawnFrom: 9 });
  });
});
