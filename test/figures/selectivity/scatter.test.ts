import { describe, expect, it } from 'vitest';
import type { Dots, Mark, Rect, Room, Text } from '../../../src/figures/figure.js';
import { jitter } from '../../../src/figures/selectivity/jitter.js';
import { markMover } from '../../../src/figures/selectivity/moveMark.js';
import { scatterData } from '../../../src/figures/selectivity/scatterData.js';
import { scatterDrawing } from '../../../src/figures/selectivity/scatterFigure.js';
import { scatterTable } from '../../../src/figures/selectivity/scatterTable.js';
import { isWithin, unzoomed, zoomAround } from '../../../src/figures/zoom.js';
import { expectationUnder } from '../../../src/results/derive/selectivityHypotheses.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { estimated } from '../../results/inexactResults.js';
import { sampleResult } from '../../results/sampleResult.js';
import { seededNetwork } from '../../webview/seededNetwork.js';

const measure = (text: string): number => 6 * text.length;
const room = (width: number): Room => ({ width, measure });
const words = { vertical: 'images lost when deleted', noun: 'image' };
const rows = unitRows(seededNetwork([60, 40]), 'zero');
const all = { hidden: new Set<number>(), told: true };
const data = scatterData(rows, 2, all);
const supposed = scatterData(rows, 2, { ...all, expectation: expectationUnder('more', rows, 0) });
const lostOf = new Map(data.points.map(({ row, samplesLost }) => [row.unit.flat, samplesLost]));

const of = <Kind extends Mark['kind']>(marks: readonly Mark[], kind: Kind) =>
  marks.filter((mark): mark is Extract<Mark, { kind: Kind }> => mark.kind === kind);
const texts = (marks: readonly Mark[]): string[] => of(marks, 'text').map(({ text }: Text) => text);
const count = (dots: readonly Dots[]): number => dots.reduce((sum, { x }) => sum + x.length, 0);

describe("the plot's data", () => {
  it('set dead units apart and count them', () => {
    expect(data.dead).toBe(10);
    expect(data.points).toHaveLength(90);
    expect(data.apart).toBe(0);
  });

  it('set an undefined selectivity, and one outside 0 to 1, apart too', () => {
    const result = sampleResult();
    result.layers[1].units.selectivity![0] = 1.7;
    result.layers[1].units.selectivity![1] = -0.2;
    result.layers[1].units.selectivity![2] = null;
    const sample = scatterData(unitRows(result, 'zero'), 2, all);
    expect(sample).toMatchObject({ dead: 1, apart: 3 });
    expect(sample.points).toHaveLength(10);
  });

  it('keep the scale when a layer is hidden', () => {
    const hidden = scatterData(rows, 2, { ...all, hidden: new Set([0]) });
    expect(hidden.points).toHaveLength(36);
    expect(hidden.dead).toBe(4);
    expect([hidden.lowest, hidden.highest, hidden.band]).toEqual([data.lowest, data.highest, data.band]);
  });

  it('keep the scale under a hypothesis, and have means for both', () => {
    expect([supposed.lowest, supposed.highest, supposed.means]).toEqual([
      data.lowest,
      data.highest,
      data.means,
    ]);
    expect(data.expectedMeans).toEqual([]);
    // Re-paired at .85, the mean climbs from the first bin to the last.
    expect(supposed.expectedMeans.at(-1)!.y).toBeGreaterThan(supposed.expectedMeans[0].y + 2);
  });

  it('tell no relation of estimates', () => {
    const result = estimated(sampleResult());
    const scatter = scatterData(unitRows(result, 'zero'), 2, { ...all, told: false });
    expect([scatter.band, scatter.means]).toEqual([0, []]);
  });
});

describe('the plot of selectivity against samples lost', () => {
  it('finds one target as it stands among all', () => {
    const { targets, targetOf } = scatterDrawing(data, words).draw(room(700));
    expect(targets.map(({ id }) => targetOf!(id))).toEqual(targets);
    // Every tenth unit is dead, and has no mark.
    expect([targetOf!(9), targetOf!(-1), targetOf!(1000)]).toEqual([null, null, null]);
  });

  for (const width of [300, 700, 1180]) {
    const { targets, ground } = scatterDrawing(data, words).draw(room(width));

    it(`has every mark on its ground at ${width} px, right of the place of units without selectivity`, () => {
      expect(targets).toHaveLength(90);
      for (const { x, y } of targets) {
        expect(isWithin(ground!, x, y)).toBe(true);
        expect(x).toBeGreaterThan(ground!.x + 20);
      }
    });

    it(`puts the higher count higher at ${width} px, whatever the spread`, () => {
      for (const a of targets) {
        for (const b of targets) {
          if (lostOf.get(a.id)! > lostOf.get(b.id)!) expect(a.y).toBeLessThan(b.y);
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

  it('draws a histogram where there is room, the fullest bar 44 px wide', () => {
    const bars = (width: number): Rect[] =>
      of(scatterDrawing(data, words).draw(room(width)).marks, 'rect').filter(({ fill }) => fill === 'bar');
    expect(bars(500)).toEqual([]);
    expect(Math.max(...bars(700).map((bar) => bar.width))).toBe(44);
    expect(bars(700)).toHaveLength(new Set(data.points.map((point) => point.samplesLost)).size);
  });

  it('names the costliest units, inside the plot', () => {
    const { marks, ground } = scatterDrawing(data, words).draw(room(700));
    const names = of(marks, 'text').filter(({ text }) => /\[\d+\]$/.test(text));
    expect(names).toHaveLength(2);
    expect(names[0].text).toBe('fc1[0]');
    for (const { align, x, text } of names) {
      const end = align === 'end' ? x : x + measure(text);
      expect(end).toBeLessThanOrEqual(ground!.x + ground!.width);
    }
  });

  it('strikes a stroke for each dead unit, and counts them', () => {
    const { marks } = scatterDrawing(data, words).draw(room(700));
    const strokes = of(marks, 'path').find(({ stroke }) => stroke === 'quiet');
    expect(strokes?.d.match(/M/g)).toHaveLength(10);
    expect(texts(marks)).toContain('10 dead');
  });

  it('draws each layer in its shape, and what is beyond chance in full colour on top', () => {
    const dots = of(scatterDrawing(data, words).draw(room(700)).marks, 'dots');
    expect(count(dots)).toBe(90);
    for (const { shape, fill } of dots) {
      expect(shape).toBe((fill as { layer: number }).layer === 0 ? 'circle' : 'diamond');
    }
    expect(dots.at(-1)).toMatchObject({ fillOpacity: 1 });
    expect(dots.at(-1)!.x).toHaveLength(rows.filter((row) => row.beyondChance).length);
  });

  it('adds rings and their mean under a hypothesis, and pales the measured marks', () => {
    const { marks } = scatterDrawing(supposed, words).draw(room(700));
    const dots = of(marks, 'dots');
    expect(dots[0]).toMatchObject({ stroke: 'hypothesis', shape: 'circle' });
    expect(dots[0].x).toHaveLength(90);
    expect(dots[1].fillOpacity).toBeLessThan(0.42);
    expect(of(marks, 'path').filter(({ stroke }) => stroke === 'hypothesis')).toHaveLength(1);
    expect(texts(marks)).toEqual(expect.arrayContaining(['measured mean', 'expected mean']));
  });

  it('keeps apart the names of means that lie near each other', () => {
    const same = { ...supposed, expectedMeans: supposed.means };
    const { marks } = scatterDrawing(same, words).draw(room(700));
    const names = of(marks, 'text').filter(({ text }) => text.endsWith(' mean'));
    expect(Math.abs(names[0].y - names[1].y)).toBeGreaterThanOrEqual(14);
  });

  it('writes axes for nothing at all', () => {
    const { marks, targets } = scatterDrawing(scatterData([], 1, all), words).draw(room(700));
    expect(targets).toEqual([]);
    expect(texts(marks)).toContain('class selectivity \u2192');
  });
});

describe('a zoomed plot', () => {
  const drawing = scatterDrawing(data, words);
  const whole = drawing.draw(room(700));
  const zoom = zoomAround(unzoomed, 5, 350, 250, whole.ground!);
  const zoomed = drawing.draw({ ...room(700), zoom });

  it('moves each mark by the zoom', () => {
    zoomed.targets.forEach((target, i) => {
      expect(target.x).toBeCloseTo(zoom.factor * whole.targets[i].x + zoom.x, 6);
      expect(target.y).toBeCloseTo(zoom.factor * whole.targets[i].y + zoom.y, 6);
    });
  });

  it('draws the marks in sight alone, and keeps the others for the keyboard', () => {
    const inSight = zoomed.targets.filter(({ x, y }) => isWithin(zoomed.ground!, x, y));
    expect(inSight.length).toBeGreaterThan(0);
    expect(inSight.length).toBeLessThan(90);
    expect(count(of(zoomed.marks, 'dots'))).toBe(inSight.length);
    expect(zoomed.targets).toHaveLength(90);
  });

  it('has at least two ticks on each axis however far it is zoomed', () => {
    for (const factor of [2, 8, 64]) {
      const near = drawing.draw({
        ...room(700),
        zoom: zoomAround(unzoomed, factor, 350, 300, whole.ground!),
      });
      const { ground } = near;
      const numbers = of(near.marks, 'text').filter(({ text }) => /^\u2212?[\d,]*\.?\d*$/.test(text));
      const counts = numbers.filter(({ x }) => x < ground!.x);
      expect(numbers.length - counts.length).toBeGreaterThanOrEqual(2);
      // At the closest no whole count may be in sight.
      if (factor < 64) expect(counts.length).toBeGreaterThanOrEqual(2);
    }
  });
});

describe('a mark over the plot', () => {
  it('shows where an estimated count may lie, within the plot', () => {
    const result = estimated(sampleResult());
    const scatter = scatterData(unitRows(result, 'zero'), 2, { ...all, told: false });
    const drawing = scatterDrawing(scatter, words);
    const { targets, ground } = drawing.draw(room(700));
    for (const target of targets) {
      const [line] = of(drawing.mark(target, 'hovered'), 'rect');
      expect(line.y).toBeLessThan(target.y);
      expect(line.y + line.height).toBeGreaterThan(target.y);
      expect(isWithin(ground!, line.x, line.y)).toBe(true);
      expect(isWithin(ground!, line.x, line.y + line.height)).toBe(true);
    }
  });

  it('rings what is hovered, and names what is selected, unless it is named already', () => {
    const drawing = scatterDrawing(data, words);
    const { targets } = drawing.draw(room(700));
    const [costliest, other] = [targets[0], targets[5]];
    expect(drawing.mark(other, 'hovered')).toHaveLength(1);
    expect(texts(drawing.mark(other, 'selected'))).toEqual(['fc1[5]']);
    expect(texts(drawing.mark(costliest, 'selected'))).toEqual([]);
  });
});

describe('an arrow key in the plot', () => {
  const move = markMover(data);
  const pointOf = (unit: number) => data.points.find(({ row }) => row.unit.flat === unit)!;

  it('walks through all marks in the order of selectivity', () => {
    const walked: number[] = [];
    let at: number | null = null;
    while (walked.length < data.points.length) {
      at = move('ArrowRight', at)!;
      walked.push(pointOf(at).selectivity);
    }
    expect(new Set(walked).size).toBe(90);
    expect(walked).toEqual([...walked].sort((a, b) => a - b));
  });

  it('climbs by samples lost', () => {
    let at = move('ArrowUp', null)!;
    for (let before = -1; before !== at;) {
      before = at;
      at = move('ArrowUp', before)!;
    }
    // The first unit costs most.
    expect(at).toBe(0);
  });

  it('stops at the ends, and leaves other keys alone', () => {
    const last = move('End', null);
    expect(move('ArrowRight', last)).toBe(last);
    expect(move('Tab', last)).toBeNull();
    expect(markMover({ points: [] })('ArrowRight', null)).toBeNull();
  });
});

describe("the plot's numbers as a table", () => {
  it('are those of the marks', () => {
    const table = scatterTable(data, 'image');
    expect(table.columns.map(({ name }) => name)).toEqual([
      'unit',
      'layer',
      'class selectivity',
      'images lost',
    ]);
    expect(table.rows).toHaveLength(90);
    expect(table.rows[0]).toEqual(['fc1[0]', 'fc1', data.points[0].selectivity, 40]);
  });

  it('have the interval of an estimate, and what a hypothesis would have', () => {
    const estimate = scatterData(unitRows(estimated(sampleResult()), 'zero'), 2, { ...all, told: false });
    expect(scatterTable(estimate, 'image').columns.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['at least', 'at most']),
    );
    const { columns, rows: lines } = scatterTable(supposed, 'image');
    expect(columns.at(-1)?.name).toBe('images lost if so');
    expect(lines[0].at(-1)).toBe(supposed.points[0].expected);
  });
});
