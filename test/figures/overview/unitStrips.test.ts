import { describe, expect, it } from 'vitest';
import type { Path, Room, Text } from '../../../src/figures/figure.js';
import { unitMeasures } from '../../../src/figures/overview/unitMeasures.js';
import { unitStrips, unitStripsTable } from '../../../src/figures/overview/unitStrips.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { sampleResult } from '../../results/sampleResult.js';
import { seededNetwork } from '../../webview/seededNetwork.js';

const room = (width: number): Room => ({
  width,
  measure: (text, { size = 11 } = {}) => 0.55 * size * text.length,
});

function drawn(result: ResultFile, width: number) {
  const rows = unitRows(result, 'zero');
  const [lost] = unitMeasures(result, rows);
  const figure = unitStrips(rows, lost, room(width));
  const texts = figure.marks.filter((mark): mark is Text => mark.kind === 'text').map(({ text }) => text);
  return { figure, rows, lost, texts };
}

describe('the strips of units', () => {
  it.each([
    [[256, 256], 1148],
    [[256, 256], 668],
    [[256, 256], 316],
    [[16, 16, 32, 32, 64, 64, 64, 64, 64, 64], 900],
    [[8000, 9000, 10_000], 1148],
  ])('of %j units stand within %i pixels, each unit once, in order, none on another', (layers, width) => {
    const { figure, rows } = drawn(seededNetwork(layers), width);
    expect(figure.targets.map(({ id }) => id)).toEqual(rows.map(({ unit }) => unit.flat));
    const places = new Set(figure.targets.map(({ x, y }) => `${x} ${y}`));
    expect(places.size).toBe(rows.length);
    const beyond = figure.targets.filter(
      (cell) => cell.x < 0 || cell.x + cell.width > width || cell.y + cell.height > figure.height,
    );
    expect(beyond).toEqual([]);
  });

  it('have cells of 7 to 14 pixels where a network is small, and smaller ones where it is large', () => {
    const pitch = (layers: readonly number[], width: number) => {
      const [first, second] = drawn(seededNetwork(layers), width).figure.targets;
      return second.x - first.x;
    };
    expect(pitch([256, 256], 1148)).toBe(14);
    expect(pitch([256, 256], 316)).toBe(7);
    // Labels alone make many layers tall: smaller cells would not help.
    expect(
      pitch(
        Array.from({ length: 19 }, () => 32),
        1100,
      ),
    ).toBe(14);
    expect(pitch([8000, 9000, 10_000], 1148)).toBeLessThan(7);
  });

  it('fold, with a count, where even the smallest cells take too much height', () => {
    const { figure, rows, texts } = drawn(seededNetwork([16, 120_000]), 316);
    const folded = rows.length - figure.targets.length;
    expect(folded).toBeGreaterThan(0);
    expect(texts).toContain(`and ${folded.toLocaleString('en-US')} more units`);
    expect(figure.height).toBeLessThan(1700);
    expect(figure.targets.slice(0, 16).map(({ id }) => id)).toEqual(
      rows.slice(0, 16).map(({ unit }) => unit.flat),
    );
  });

  it('name each layer with its units and the dead among them, and the ends of the scale', () => {
    const { texts } = drawn(sampleResult(), 700);
    expect(texts).toEqual(
      expect.arrayContaining(['fc1', '8 units, 1 dead', 'fc2', '6 units', '2 gained', '36 lost', 'dead']),
    );
  });

  it('shorten a name that has no room', () => {
    const result = sampleResult();
    result.layers[0].id = 'encoder.blocks.11.attention.output.projection.dense';
    const { texts } = drawn(result, 316);
    expect(texts.find((text) => text.startsWith('encoder'))).toMatch(/\u2026$/);
  });

  it('draw a dead unit as a slash, and one that was not deleted as an empty square', () => {
    const result = sampleResult();
    result.layers[1].units = { silentSamples: result.layers[1].units.silentSamples };
    const { figure } = drawn(result, 700);
    const strokes = (paint: string) =>
      figure.marks.filter(
        (mark): mark is Path => mark.kind === 'path' && mark.stroke === paint && mark.d.includes('M'),
      );
    expect(strokes('grid')[0].d.match(/M/g)).toHaveLength(6);
    // The one of the key, and the unit.
    expect(strokes('quiet').map(({ d }) => d.match(/M/g)?.length)).toEqual([1, 1]);
  });

  it('are a few marks, however many units there are', () => {
    expect(drawn(seededNetwork([8000, 9000, 10_000]), 1148).figure.marks.length).toBeLessThan(150);
  });

  it('are also a table', () => {
    const { rows, lost } = drawn(sampleResult(), 700);
    const table = unitStripsTable(rows, lost);
    expect(table.rows).toHaveLength(14);
    expect(table.rows[3]).toEqual(['fc1[3]', 'fc1', 36, '']);
    expect(table.rows[4]).toEqual(['fc1[4]', 'fc1', 0, 'dead']);
  });
});
