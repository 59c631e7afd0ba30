import { describe, expect, it } from 'vitest';
import { orderChart } from '../../../src/figures/curves/orderChart.js';
import type { Mark, Text } from '../../../src/figures/figure.js';
import { crosshairMarks, pointsBeside } from '../../../src/figures/lines/crosshair.js';
import { lineFigure } from '../../../src/figures/lines/lineFigure.js';
import { lineLayout } from '../../../src/figures/lines/lineLayout.js';
import { lineTable } from '../../../src/figures/lines/lineTable.js';
import { pointAfterKey, pointUnder } from '../../../src/figures/lines/pointMoves.js';
import { chosenFamilies } from '../../../src/results/derive/curveChoices.js';
import { curvedResult } from '../../results/curvedResult.js';

const result = curvedResult();
const families = chosenFamilies(result, { scope: 'network', mode: 'remove', replacement: 'zero' });
const chart = orderChart(result, families, { quantity: 'accuracy', axis: 'share' });
const measure = (text: string) => 6 * text.length;
const layout = lineLayout(chart, { width: 800, measure });
const figure = lineFigure(layout);
const texts = (marks: readonly Mark[]) => marks.filter((mark): mark is Text => mark.kind === 'text');
const written = texts(figure.marks).map(({ text }) => text);

describe('a chart of lines', () => {
  it('has a target for every point, where the line passes', () => {
    expect(figure.targets).toHaveLength(15);
    // Random orders with half gone: 140 of 200.
    expect(figure.targets[2].x).toBeCloseTo((layout.plot.left + layout.plot.right) / 2, 9);
    const share = (layout.plot.foot - figure.targets[2].y) / (layout.plot.foot - layout.plot.top);
    expect(share).toBeCloseTo(0.7, 9);
  });

  it('draws a band of what spreads, and none of a single order', () => {
    const bands = figure.marks.filter((mark) => mark.kind === 'path' && mark.opacity === 0.17);
    expect(bands).toHaveLength(1);
  });

  it('writes each name beside its area, apart from the others', () => {
    for (const name of ['at random', 'most selective first', 'least selective first']) {
      expect(written).toContain(name);
    }
    const heights = layout.names.map(({ y }) => y).sort((a, b) => a - b);
    heights.slice(1).forEach((y, i) => expect(y - heights[i]).toBeGreaterThanOrEqual(15 - 1e-9));
    // The area is the mean height.
    const area = families[0].auc?.mean ?? NaN;
    expect(layout.names[0].at).toBeCloseTo(layout.y(area), 9);
  });

  it('always draws what the largest class gives', () => {
    expect(written).toContain('always the largest class, 40.0\u202f%');
  });

  it.each([300, 340, 700, 1180, 3840])('keeps all words within %d pixels', (width) => {
    const drawn = lineFigure(lineLayout(chart, { width, measure }));
    for (const { x, text, align } of texts(drawn.marks)) {
      const from = align === 'end' ? x - measure(text) : align === 'middle' ? x - measure(text) / 2 : x;
      expect(from, text).toBeGreaterThanOrEqual(0);
      expect(from + measure(text), text).toBeLessThanOrEqual(width + 0.5);
    }
  });

  it('is also a table of its points', () => {
    const { columns, rows } = lineTable(chart, 'Order', { name: chart.x.title });
    expect(columns.map(({ name }) => name)).toEqual([
      'Order',
      'share of units deleted',
      'Mean accuracy',
      'Lowest',
      'Highest',
    ]);
    expect(rows).toHaveLength(15);
    expect(rows[2]).toEqual(['at random', 0.5, 0.7, 0.65, 0.75]);
  });
});

describe('a crosshair', () => {
  it('marks every line where it stands, and writes their values once it is set', () => {
    expect(pointsBeside(layout, 2).map(({ line, point }) => [line, point])).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
    expect(texts(crosshairMarks(layout, 2, true)).map(({ text }) => text)).toEqual([
      '70.0\u202f%',
      '42.5\u202f%',
      '70.0\u202f%',
      '7 deleted',
    ]);
    expect(texts(crosshairMarks(layout, 2, false)).map(({ text }) => text)).toEqual(['7 deleted']);
  });

  it('stands at the point in the pointer’s column, whatever its height', () => {
    const { x, y } = layout.points[8];
    expect(pointUnder(layout, x + 3, y + 2)).toBe(8);
    expect(pointUnder(layout, x + 3, layout.plot.foot)).toBe(8);
    expect(pointUnder(layout, layout.plot.right + 60, y)).toBeNull();
  });

  it('walks along a line, from line to line, and to its ends', () => {
    expect(pointAfterKey(layout, 'ArrowRight', null)).toBe(0);
    expect(pointAfterKey(layout, 'ArrowRight', 0)).toBe(1);
    expect(pointAfterKey(layout, 'ArrowRight', 4)).toBe(4);
    expect(pointAfterKey(layout, 'End', 1)).toBe(4);
    expect(pointAfterKey(layout, 'Home', 3)).toBe(0);
    // With three quarters gone random orders are at 50 %, as the least selective first; the most selective at 40 %.
    expect(pointAfterKey(layout, 'ArrowDown', 3)).toBe(13);
    expect(pointAfterKey(layout, 'ArrowDown', 13)).toBe(8);
    expect(pointAfterKey(layout, 'ArrowDown', 8)).toBe(8);
    expect(pointAfterKey(layout, 'ArrowUp', 8)).toBe(13);
    expect(pointAfterKey(layout, 'a', 8)).toBeNull();
  });
});
