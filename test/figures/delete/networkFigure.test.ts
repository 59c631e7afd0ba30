import { describe, expect, it } from 'vitest';
import { connectionLines } from '../../../src/figures/delete/connectionLines.js';
import { drawsNodes, networkFigure } from '../../../src/figures/delete/networkFigure.js';
import { outputRows } from '../../../src/figures/delete/outputRows.js';
import { fullStrength, mapOf, type Scene } from '../../../src/figures/delete/scene.js';
import type { Figure, Mark, Rect } from '../../../src/figures/figure.js';
import { paletteOf } from '../../../src/figures/palettes.js';

const theme = { background: '#000', text: '#fff', quietText: '#999', border: '#333' };
const palette = paletteOf('dark', theme, { interface: 'sans-serif', code: 'monospace' });
const room = (width: number) => ({ width, measure: (text: string) => 6 * text.length });

/** Two layers of so many units, each as active as its place. */
function scene(counts: readonly number[], changes: Partial<Scene> = {}): Scene {
  let firstUnit = 0;
  const layers = counts.map((unitCount, i) => {
    const layer = {
      id: `fc${i + 1}`,
      unitCount,
      firstUnit,
      activity: Array.from({ length: unitCount }, (_, unit) => unit),
      maps: null,
    };
    firstUnit += unitCount;
    return layer;
  });
  const facts = { label: 0, areProbabilities: true, classes: ['cat', 'dog'] };
  return {
    layers,
    connections: layers.map(() => null),
    deleted: new Set(),
    costs: new Array<number>(firstUnit).fill(0),
    sample: null,
    outputs: outputRows([0.25, 0.75], [1, 0], facts),
    ...changes,
  };
}

const rects = ({ marks }: Figure, fill: Rect['fill']): Rect[] =>
  marks.filter((mark): mark is Rect => mark.kind === 'rect' && mark.fill === fill);
const paths = (marks: readonly Mark[], stroke: string) =>
  marks.filter((mark) => mark.kind === 'path' && mark.stroke === stroke);

describe('a network of small layers', () => {
  it('is drawn as nodes where there is room, else as grids', () => {
    expect(drawsNodes(scene([8, 16]), room(700))).toBe(true);
    expect(drawsNodes(scene([8, 16]), room(316))).toBe(true);
    expect(drawsNodes(scene([8, 33]), room(700))).toBe(false);
    expect(drawsNodes(scene(new Array<number>(12).fill(8)), room(700))).toBe(false);
  });

  it.each([300, 340, 700, 1100, 3840])('stays within %i pixels, every unit in its own place', (width) => {
    for (const counts of [
      [8, 16],
      [256, 256],
      [1, 1],
      [32, 10, 3],
      [3000, 12],
    ]) {
      const { targets, height } = networkFigure(scene(counts), room(width), palette);
      expect(targets.map(({ id }) => id)).toEqual(Array.from(targets, (_, i) => i));
      const places = new Set(targets.map(({ x, y }) => `${x},${y}`));
      expect(places.size).toBe(targets.length);
      for (const target of targets) {
        expect(target.x).toBeGreaterThanOrEqual(0);
        expect(target.x + target.width).toBeLessThanOrEqual(width);
        expect(target.y + target.height).toBeLessThanOrEqual(height);
      }
    }
  });

  it('shows beside each node what it costs alone, to scale', () => {
    const figure = networkFigure(scene([2, 2], { costs: [10, 5, 0, -3] }), room(700), palette);
    const stubs = rects(figure, 'lost').filter(({ height }) => height === 6);
    expect(stubs).toHaveLength(2);
    expect(stubs[0].width).toBeCloseTo(2 * stubs[1].width);
  });
});

describe('the strength of grey', () => {
  it('is activity on the sample, full at what all but outliers reach', () => {
    const { marks } = networkFigure(scene([4, 4]), room(700), palette);
    const steps = marks.flatMap((mark) =>
      mark.kind === 'rect' && typeof mark.fill === 'object' && 'ramp' in mark.fill ? [mark.fill.at] : [],
    );
    expect(steps).toEqual([0, 0.5, 1, 1, 0, 0.5, 1, 1]);
  });

  it('is none where all are silent', () => {
    expect(fullStrength([0, 0])).toBe(0);
    expect(fullStrength([0, -2])).toBe(2);
  });

  it('is of a whole layer at once where units are many', () => {
    const { marks } = networkFigure(scene([27_000, 4]), room(1100), palette);
    expect(marks.filter(({ kind }) => kind === 'picture')).toHaveLength(1);
    expect(marks.length).toBeLessThan(100);
  });
});

describe('what is deleted', () => {
  it('has a cross, and its ghost stays', () => {
    const figure = networkFigure(scene([2, 2], { deleted: new Set([1, 2]) }), room(700), palette);
    expect(paths(figure.marks, 'lost')).toHaveLength(2);
    const faded = figure.marks.filter((mark) => mark.kind === 'rect' && mark.opacity === 0.15);
    expect(faded).toHaveLength(2);
  });

  it('is counted by layer above grids', () => {
    const { marks } = networkFigure(scene([64, 64], { deleted: new Set([1, 2, 70]) }), room(700), palette);
    const texts = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
    expect(texts).toContain('2 of 64 deleted');
    expect(texts).toContain('1 of 64 deleted');
  });
});

describe('outputs', () => {
  it('show the part that the label has lost, and where each stood intact', () => {
    const figure = networkFigure(scene([2, 2]), room(700), palette);
    const [now] = rects(figure, 'lost').filter(({ height }) => height === 12);
    const tracks = rects(figure, 'track');
    // The wrong answer's bar is as wide as what the right one lost.
    const lost = rects(figure, 'lost').map(({ width }) => width / tracks[0].width);
    expect(lost).toEqual([expect.closeTo(0.75), expect.closeTo(0.75)]);
    expect(now).toBeDefined();
    const ticks = figure.marks.filter((mark) => mark.kind === 'path' && mark.strokeWidth === 1.5);
    expect(ticks).toHaveLength(2);
  });
});

describe('lines', () => {
  it('are the strongest 40 % of connections', () => {
    const ends = (count: number) => Array.from({ length: count }, (_, y) => ({ x: 0, y, deleted: false }));
    const strengths = Float32Array.from({ length: 20 }, (_, i) => i + 1);
    const marks = connectionLines({ from: 4, to: 5, strengths }, ends(4), ends(5));
    const drawn = marks.map((mark) => (mark.kind === 'path' ? mark.d.split('M').length - 1 : 0));
    expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(8);
  });

  it('all but vanish where an end is deleted, and are not drawn to what is not shown', () => {
    const strengths = Float32Array.of(1, 5);
    const left = [{ x: 0, y: 0, deleted: true }];
    const right = [null, { x: 1, y: 0, deleted: false }];
    const [line, ...others] = connectionLines({ from: 1, to: 2, strengths }, left, right);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ opacity: 0.05 });
    expect(connectionLines({ from: 1, to: 2, strengths }, left, [right[1], null])).toEqual([]);
  });
});

describe('a feature map', () => {
  it('is read in either layout', () => {
    const size = { width: 2, height: 1 };
    expect([...mapOf({ ...size, unitsFirst: true, values: [1, 2, 3, 4] }, 1)]).toEqual([3, 4]);
    expect([...mapOf({ ...size, unitsFirst: false, values: [1, 2, 3, 4] }, 1)]).toEqual([2, 4]);
  });
});
