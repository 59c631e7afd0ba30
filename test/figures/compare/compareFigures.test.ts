import { describe, expect, it } from 'vitest';
import { comparedCurves } from '../../../src/figures/compare/comparedCurves.js';
import { costCountsFigure, costCountsTable } from '../../../src/figures/compare/costCounts.js';
import { distributionFigure, distributionTable } from '../../../src/figures/compare/distributions.js';
import type { Rect } from '../../../src/figures/figure.js';
import { networkFacts } from '../../../src/results/derive/networkFacts.js';
import { sampleResult } from '../../results/sampleResult.js';
import { seededNetwork } from '../../webview/seededNetwork.js';

const room = { width: 480, measure: (text: string) => 6 * text.length };
const facts = networkFacts([sampleResult(), seededNetwork([60, 40])], 'zero');

describe('networks drawn beside each other', () => {
  it('have every deleted unit in one bin of costs', () => {
    const { rows } = costCountsTable(facts);
    const total = (column: number) => rows.reduce((sum, row) => sum + Number(row[column]), 0);
    expect([total(1), total(2)]).toEqual([14, 100]);
    // Units 3 of fc1 and 0 of the other cost 36 and 40.
    expect(rows.find(([name]) => name === '33\u201364')).toEqual(['33\u201364', 1, 1]);
  });

  it('stand mirrored where they are two: bars of one end where those of the other begin', () => {
    const { marks } = costCountsFigure(facts, room);
    const bars = marks.filter((mark): mark is Rect => mark.kind === 'rect');
    const left = bars.filter(({ x }) => x < room.width / 2);
    expect(left.length).toBeGreaterThan(0);
    expect(new Set(left.map(({ x, width }) => Math.round(x + width))).size).toBe(1);
    expect(bars.every(({ x, width }) => x >= 0 && x + width <= room.width)).toBe(true);
  });

  it('have distributions of the living units alone', () => {
    for (const measure of ['selectivity', 'information'] as const) {
      const { rows } = distributionTable(facts, measure);
      expect(rows.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(13);
      expect(rows.reduce((sum, row) => sum + Number(row[3]), 0)).toBe(90);
      const { marks, height } = distributionFigure([...facts, ...facts.slice(0, 1)], measure, room);
      const bars = marks.filter((mark): mark is Rect => mark.kind === 'rect');
      expect(bars.every(({ y, height: tall }) => y >= 0 && y + tall <= height)).toBe(true);
    }
  });

  it('have no axis of curves where none were measured', () => {
    expect(comparedCurves(facts)).toBeNull();
  });
});
