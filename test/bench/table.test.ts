import { describe, expect, it } from 'vitest';
import { cpuRatio, type Benchmark, type Figure, type Round } from './benchmark.js';
import { markdownTable, measureFigure, threeDigits } from './table.js';
import { scaled } from './usage.js';

const round = (ours: number, against: number): Round => ({
  ours: { cpuSeconds: ours, wallSeconds: 2 * ours, peakBytes: 2e8 },
  against: { cpuSeconds: against, wallSeconds: 2 * against, peakBytes: 8e8 },
  check: { words: '8 of 8 units equal', faults: [] },
});
const rounds = [round(4, 400), round(5, 400), round(4, 440)];

const ratio: Figure = { work: 'MLP', measure: cpuRatio, unit: 'x', atLeast: 75 };
const growth: Figure = { work: 'twice the samples', measure: cpuRatio, unit: 'x', atMost: 2.2 };

describe('a figure', () => {
  it('is the median over the rounds of what each round gives', () => {
    expect(measureFigure(ratio, rounds)).toMatchObject({ median: 100, lowest: 80, highest: 110, met: true });
  });

  it('is met from its lower bound on, or up to its upper bound', () => {
    expect(measureFigure({ ...ratio, atLeast: 100 }, rounds).met).toBe(true);
    expect(measureFigure({ ...ratio, atLeast: 101 }, rounds).met).toBe(false);
    expect(measureFigure(growth, [round(1, 2.2)]).met).toBe(true);
    expect(measureFigure(growth, [round(1, 2.3)]).met).toBe(false);
  });
});

describe('the table of benchmarks', () => {
  const benchmark = (...figures: readonly Figure[]): Benchmark => ({
    name: 'mlp',
    against: 'PyTorch',
    figures,
    prepare: () => Promise.reject(new Error('only its table is wanted')),
  });
  const cells = (table: string): readonly string[][] =>
    table.split('\n').map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

  it('has a line for every figure, ours before the slash', () => {
    const [, , mlp, twice] = cells(markdownTable([{ benchmark: benchmark(ratio, growth), rounds }]));
    expect(mlp).toEqual([
      'MLP',
      'PyTorch',
      '100x (80.0x to 110x)',
      'at least 75x',
      '4.00 / 400',
      '8.00 / 800',
      '200 / 800',
      '8 of 8 units equal',
    ]);
    expect(twice.slice(2, 4)).toEqual(['100x (80.0x to 110x), **missed**', 'at most 2.2x']);
  });

  it('says shares in percent', () => {
    const share: Figure = { work: 'covered', measure: () => 0.9971, unit: '%', atLeast: 0.99 };
    const [, , line] = cells(markdownTable([{ benchmark: benchmark(share), rounds }]));
    expect(line.slice(2, 4)).toEqual(['99.7 %', 'at least 99 %']);
  });

  it('says how long something took', () => {
    const toggle: Figure = { work: 'a toggle', measure: () => 0.214, unit: 'ms', atMost: 5 };
    const [, , line] = cells(markdownTable([{ benchmark: benchmark(toggle), rounds }]));
    expect(line.slice(2, 4)).toEqual(['0.21 ms', 'at most 5 ms']);
  });

  it('leaves out what was not measured', () => {
    const unmeasured = rounds.map(({ ours, ...round }) => ({ ...round, ours: { ...ours, cpuSeconds: NaN } }));
    const [, , line] = cells(markdownTable([{ benchmark: benchmark(growth), rounds: unmeasured }]));
    expect(line[4]).toMatch(/^- \/ \d/);
  });

  it('says what could not be run', () => {
    const [, , line] = cells(markdownTable([{ benchmark: benchmark(ratio), rounds: 'skipped' }]));
    expect(line).toEqual(['MLP', 'PyTorch', 'skipped', 'at least 75x', '', '', '', '']);
  });

  it('has lines of one width', () => {
    const lines = markdownTable([{ benchmark: benchmark(ratio, growth), rounds }]).split('\n');
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  });
});

describe('numbers', () => {
  it.each([
    [4.618, '4.62'],
    [92.14, '92.1'],
    [478.4, '478'],
    [1234.5, '1235'],
    [0.0123, '0.01'],
    [0, '0.00'],
  ])('have three digits: %d is %s', (value, text) => {
    expect(threeDigits(value)).toBe(text);
  });
});

describe('a part scaled up', () => {
  it('takes more time and no more memory', () => {
    expect(scaled({ cpuSeconds: 2, wallSeconds: 3, peakBytes: 7 }, 128)).toEqual({
      cpuSeconds: 256,
      wallSeconds: 384,
      peakBytes: 7,
    });
  });
});
