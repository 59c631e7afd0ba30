import { describe, expect, it } from 'vitest';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { jitter } from '../../../webview/plots/jitter.js';
import { markAfterKey } from '../../../webview/plots/moveSelection.js';
import { scatterData } from '../../../webview/plots/scatterData.js';
import { scatterLayout, type Mark } from '../../../webview/plots/scatterLayout.js';
import { estimated } from '../../results/inexactResults.js';
import { sampleResult } from '../../results/sampleResult.js';
import { seededNetwork } from '../seededNetwork.js';

const measure = (text: string): number => 6 * text.length;
const rows = unitRows(seededNetwork([60, 40]), 'zero');
const data = scatterData(rows, new Set(), true);

describe("the plot's data", () => {
  it('sets dead units apart and counts them', () => {
    expect(data.dead).toBe(10);
    expect(data.points).toHaveLength(90);
    expect(data.apart).toBe(0);
  });

  it('sets an undefined selectivity, and one outside 0 to 1, apart too', () => {
    const result = sampleResult();
    result.layers[1].units.selectivity![0] = 1.7;
    result.layers[1].units.selectivity![1] = -0.2;
    result.layers[1].units.selectivity![2] = null;
    const sample = scatterData(unitRows(result, 'zero'), new Set(), true);
    expect(sample).toMatchObject({ dead: 1, apart: 3 });
    expect(sample.points).toHaveLength(10);
  });

  it('keeps the scale when a layer is hidden', () => {
    const hidden = scatterData(rows, new Set([0]), true);
    expect(hidden.points).toHaveLength(36);
    expect(hidden.dead).toBe(4);
    expect([hidden.lowest, hidden.highest, hidden.band]).toEqual([data.lowest, data.highest, data.band]);
  });

  it('tells no relation of estimates, and keeps room for their intervals', () => {
    const result = estimated(sampleResult());
    const scatter = scatterData(unitRows(result, 'zero'), new Set(), result.exact);
    expect([scatter.band, scatter.means]).toEqual([0, []]);
    const { marks, top, bottom } = scatterLayout(scatter, 700, measure);
    for (const { y, interval } of marks) {
      expect(interval?.top).toBeLessThan(y);
      expect(interval?.bottom).toBeGreaterThan(y);
      expect(interval?.top).toBeGreaterThanOrEqual(top);
      expect(interval?.bottom).toBeLessThanOrEqual(bottom);
    }
    expect(scatterLayout(data, 700, measure).marks.every(({ interval }) => interval === null)).toBe(true);
  });
});

describe("the plot's layout", () => {
  for (const width of [320, 700, 1180]) {
    const layout = scatterLayout(data, width, measure);

    it(`has every mark inside at ${width} px, right of the place of units without selectivity`, () => {
      for (const { x, y } of layout.marks) {
        expect(x).toBeGreaterThan(layout.left + 20);
        expect(x).toBeLessThanOrEqual(layout.right);
        expect(y).toBeGreaterThanOrEqual(layout.top);
        expect(y).toBeLessThanOrEqual(layout.bottom);
      }
    });

    it(`puts the higher count higher at ${width} px, whatever the spread`, () => {
      for (const a of layout.marks) {
        for (const b of layout.marks) {
          if (a.point.samplesLost > b.point.samplesLost) expect(a.y).toBeLessThan(b.y);
        }
      }
    });
  }

  it('spreads marks by at most 0.4 samples, the same every time', () => {
    const spread = Array.from({ length: 5000 }, (_, unit) => jitter(unit));
    expect(Math.min(...spread)).toBeGreaterThanOrEqual(-0.4);
    expect(Math.max(...spread)).toBeLessThanOrEqual(0.4);
    const mean = spread.reduce((sum, value) => sum + value, 0) / spread.length;
    // Five standard errors of a uniform draw on -0.4..0.4: 0.8 / sqrt(12 * 5000) * 5.
    expect(Math.abs(mean)).toBeLessThan(0.0163);
    expect(jitter(93)).toBe(jitter(93));
  });

  it('draws the histogram where there is room, each bar as wide as its share of the fullest', () => {
    expect(scatterLayout(data, 500, measure).histogram).toEqual([]);
    const bars = scatterLayout(data, 700, measure).histogram;
    expect(Math.max(...bars.map((bar) => bar.width))).toBe(44);
    expect(bars).toHaveLength(new Set(data.points.map((point) => point.samplesLost)).size);
  });

  it('names the costliest units, inside the plot', () => {
    const { labels, right } = scatterLayout(data, 700, measure);
    expect(labels[0].text).toBe('fc1[0]');
    for (const label of labels) {
      const end = label.align === 'left' ? label.x + measure(label.text) : label.x;
      expect(end).toBeLessThanOrEqual(right);
    }
  });

  it('strikes a stroke for each dead unit', () => {
    expect(scatterLayout(data, 700, measure).deadStrokes).toHaveLength(10);
    expect(scatterLayout(data, 700, measure).apartText.lines).toEqual(['10 dead']);
  });
});

describe('an arrow key in the plot', () => {
  const { marks } = scatterLayout(data, 700, measure);

  it('walks through all marks in the order of selectivity', () => {
    const walked: number[] = [];
    let at: number | null = null;
    while (walked.length < marks.length) {
      const mark: Mark = markAfterKey('ArrowRight', at, marks)!;
      at = mark.point.row.unit.flat;
      walked.push(mark.point.selectivity);
    }
    expect(new Set(walked).size).toBe(new Set(marks.map(({ point }) => point.selectivity)).size);
    expect(walked).toEqual([...walked].sort((a, b) => a - b));
  });

  it('climbs by samples lost', () => {
    const top = markAfterKey('ArrowUp', null, marks);
    let at = top!;
    for (let before = -1; before !== at.point.row.unit.flat;) {
      before = at.point.row.unit.flat;
      at = markAfterKey('ArrowUp', before, marks)!;
    }
    // The first unit costs most.
    expect(at.point.row.unit.flat).toBe(0);
  });

  it('stops at the ends, and leaves other keys alone', () => {
    const last = markAfterKey('End', null, marks)!.point.row.unit.flat;
    expect(markAfterKey('ArrowRight', last, marks)?.point.row.unit.flat).toBe(last);
    expect(markAfterKey('Tab', last, marks)).toBeNull();
    expect(markAfterKey('ArrowRight', null, [])).toBeNull();
  });
});
