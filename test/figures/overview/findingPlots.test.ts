import { describe, expect, it } from 'vitest';
import type { Dots, Path, Rect } from '../../../src/figures/figure.js';
import { findingHeight, findingPlot } from '../../../src/figures/overview/findingPlots.js';
import type { FindingPlot } from '../../../src/results/derive/findings/finding.js';

const width = 132;
const marksOf = (plot: FindingPlot) => findingPlot(plot, width, 'a drawing').marks;
const paths = (plot: FindingPlot) => marksOf(plot).filter((mark): mark is Path => mark.kind === 'path');

describe('the small drawing of a finding', () => {
  it('has its costs above the line and its gains below', () => {
    const [costs, gains, line] = paths({ kind: 'sorted', lost: [40, 2, 0, -3] });
    const base = Number(/M0,([\d.]+)H/.exec(line.d)?.[1]);
    const heights = (d: string) => [...d.matchAll(/V([\d.]+)h/g)].map(([, y]) => Number(y));
    // A quarter of the width each, in columns of half a pixel.
    expect(heights(costs.d)).toHaveLength(width);
    expect(heights(gains.d)).toHaveLength(width / 2);
    expect(Math.max(...heights(costs.d))).toBeLessThan(base);
    expect(Math.min(...heights(gains.d))).toBeGreaterThan(base);
  });

  it('is a line where nothing changes', () => {
    const [costs, gains] = paths({ kind: 'sorted', lost: [0, 0] });
    expect([costs.d, gains.d]).toEqual(['', '']);
  });

  it('keeps its dots within the frame, and their number within what can be seen', () => {
    const points = Array.from({ length: 9000 }, (_, i) => ({
      selectivity: (i % 100) / 100,
      lost: (i % 37) - 5,
      layerIndex: i % 3,
    }));
    const dots = marksOf({ kind: 'cloud', points, layers: 3 }).filter(
      (mark): mark is Dots => mark.kind === 'dots',
    );
    expect(dots).toHaveLength(3);
    expect(dots.reduce((sum, { x }) => sum + x.length, 0)).toBeLessThanOrEqual(2000);
    for (const { x, y } of dots) {
      expect(Math.min(...Array.from(x))).toBeGreaterThanOrEqual(0);
      expect(Math.max(...Array.from(x))).toBeLessThanOrEqual(width);
      expect(Math.min(...Array.from(y))).toBeGreaterThanOrEqual(0);
      expect(Math.max(...Array.from(y))).toBeLessThanOrEqual(findingHeight);
    }
  });

  it('marks the bar that stands out', () => {
    const bars = marksOf({ kind: 'bars', heights: [1, 8, 2], marked: [1] }).filter(
      (mark): mark is Rect => mark.kind === 'rect',
    );
    expect(bars.map(({ fill }) => fill)).toEqual(['bar', 'lost', 'bar']);
    expect(bars[1].height / bars[0].height).toBeCloseTo(8, 1);
  });

  it('leaves out a layer without a mean, and keeps the place of the others', () => {
    const dots = marksOf({ kind: 'steps', means: [0.1, null, 0.4] }).filter(
      (mark): mark is Dots => mark.kind === 'dots',
    );
    expect(dots.map(({ x }) => x[0])).toEqual([5, width - 5]);
  });
});
