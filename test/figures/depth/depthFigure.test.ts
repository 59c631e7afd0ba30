import { describe, expect, it } from 'vitest';
import { depthFigure } from '../../../src/figures/depth/depthFigure.js';
import { depthScale, writeDepthValue } from '../../../src/figures/depth/depthScale.js';
import { depthTable } from '../../../src/figures/depth/depthTable.js';
import type { Dots, Text } from '../../../src/figures/figure.js';
import { depthMeasures, type DepthMeasureId } from '../../../src/results/derive/depthMeasures.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { sampleResult } from '../../results/sampleResult.js';
import { seededNetwork } from '../../webview/seededNetwork.js';

const room = { width: 700, measure: (text: string) => 6 * text.length };

function drawn(id: DepthMeasureId, detail: 'units' | 'quartiles' = 'units', result = sampleResult()) {
  const rows = unitRows(result, 'zero');
  const measure = depthMeasures(result, rows).find((one) => one.id === id)!;
  const nameOf = (flat: number) => rows.find(({ unit }) => unit.flat === flat)!.name;
  const figure = depthFigure(measure, { detail, layersInAll: result.layers.length, nameOf }, room);
  const texts = figure.marks.filter((mark): mark is Text => mark.kind === 'text').map(({ text }) => text);
  return { figure, measure, texts };
}

describe('a measure by layer', () => {
  it('has a dot and a target for each unit, in flat order, its value by its height', () => {
    const { figure } = drawn('selectivity');
    const dots = figure.marks.filter((mark): mark is Dots => mark.kind === 'dots');
    expect(dots.map(({ x, shape }) => [x.length, shape])).toEqual([
      [7, 'circle'],
      [6, 'diamond'],
    ]);
    expect(figure.targets.map(({ id }) => id)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    const heightOf = (unit: number) => figure.targets.find(({ id }) => id === unit)!.y;
    expect(heightOf(3)).toBeLessThan(heightOf(0));
    expect(heightOf(0)).toBe(heightOf(1));
  });

  it('keeps every layer in its own column, in order', () => {
    const { figure } = drawn('information');
    const xs = (from: number, to: number) =>
      figure.targets.filter(({ id }) => id >= from && id < to).map(({ x }) => x);
    expect(Math.max(...xs(0, 8))).toBeLessThan(Math.min(...xs(8, 14)));
  });

  it('always has the chance level of information', () => {
    expect(drawn('information').texts.join()).toMatch(/chance alone: \.\d\d( to \.\d\d)? bits/);
    expect(drawn('information', 'quartiles').texts.join()).toContain('chance alone');
  });

  it('names the costliest unit, and no other', () => {
    expect(drawn('lost').texts).toContain('fc1[3] costs 36');
    expect(drawn('lost', 'quartiles').texts.join()).not.toContain('costs');
  });

  it('has no targets where only quartiles are drawn', () => {
    expect(drawn('selectivity', 'quartiles').figure.targets).toEqual([]);
  });

  it('writes layers by name where they fit, by place where not, and marks residual sums', () => {
    const result = seededNetwork(new Array<number>(30).fill(4));
    for (const layer of result.layers) layer.id = `a-rather-long-name-${layer.id}`;
    result.layers[8].kind = 'residual';
    const { texts } = drawn('lost', 'units', result);
    expect(texts).toContain('9+');
    expect(texts.filter((text) => text.endsWith('fc1'))).toEqual([]);
    expect(drawn('lost').texts).toContain('fc1');
  });

  it('stays within its room', () => {
    for (const id of ['lost', 'lossRise', 'selectivity', 'information', 'dead'] as const) {
      const { figure } = drawn(id);
      for (const { x, y } of figure.targets) {
        expect(x).toBeGreaterThan(0);
        expect(x).toBeLessThan(figure.width);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThan(figure.height);
      }
    }
  });
});

describe('its numbers', () => {
  it('are the quartiles and ends of each layer', () => {
    const { rows, columns } = depthTable(drawn('selectivity').measure);
    expect(columns.map(({ name }) => name)).toEqual([
      'layer',
      'kind',
      'units measured',
      'lowest',
      'lower quartile',
      'median',
      'upper quartile',
      'highest',
    ]);
    // fc2's values are .2 .3 .4 .7 .8 .9.
    expect(rows[1].slice(0, 3)).toEqual(['fc2', 'dense', 6]);
    expect(rows[1].slice(3)).toEqual([0.2, 0.325, expect.closeTo(0.55, 12), expect.closeTo(0.775, 12), 0.9]);
    expect(depthTable(drawn('dead').measure).rows.map((row) => row.at(-1))).toEqual([1 / 8, 0]);
  });

  it('are written with the digits that tell', () => {
    expect(writeDepthValue('lost', -3)).toBe('\u22123');
    expect(writeDepthValue('lossRise', 0.00312)).toBe('.0031');
    expect(writeDepthValue('dead', 0.125)).toBe('12.5\u202f%');
    expect(writeDepthValue('activity', 0)).toBe('0');
  });

  it('have ticks apart from each other, zero among them', () => {
    const scale = depthScale(drawn('lost').measure, 0, 150);
    const places = scale.ticks.map((tick) => scale.place(tick)).sort((a, b) => a - b);
    expect(scale.ticks).toContain(0);
    places.slice(1).forEach((place, i) => expect(place - places[i]).toBeGreaterThanOrEqual(17.9));
  });
});
