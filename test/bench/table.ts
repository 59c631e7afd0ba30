import type { Benchmark, Figure, Round } from './benchmark.js';
import { median } from './statistics.js';
import type { Usage } from './usage.js';

/** A benchmark and how its rounds went; a sentence where it could not be run. */
export interface Outcome {
  readonly benchmark: Benchmark;
  readonly rounds: readonly Round[] | string;
}

/** A figure over all rounds. */
export interface Measured {
  readonly figure: Figure;
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly met: boolean;
}

/** The median of a figure over rounds, and whether it keeps its bound. */
export function measureFigure(figure: Figure, rounds: readonly Round[]): Measured {
  const values = rounds.map((round) => figure.measure(round));
  const middle = median(values);
  return {
    figure,
    median: middle,
    lowest: Math.min(...values),
    highest: Math.max(...values),
    met: middle >= (figure.atLeast ?? -Infinity) && middle <= (figure.atMost ?? Infinity),
  };
}

const header = [
  'work',
  'against',
  'measured',
  'wanted',
  'CPU time, s',
  'wall time, s',
  'peak memory, MB',
  'compared',
];

/**
 * A Markdown table, one line a figure: medians over the rounds, the lowest and the highest in brackets; ours before
 * the slash, what it is measured against behind it.
 */
export function markdownTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(({ benchmark, rounds }) =>
    benchmark.figures.map((figure) =>
      typeof rounds === 'string'
        ? [figure.work, benchmark.against, rounds, wanted(figure), '', '', '', '']
        : [
            figure.work,
            benchmark.against,
            figureText(measureFigure(figure, rounds)),
            wanted(figure),
            both(rounds, (usage) => usage.cpuSeconds),
            both(rounds, (usage) => usage.wallSeconds),
            both(rounds, (usage) => usage.peakBytes / 1e6),
            checkText(rounds),
          ],
    ),
  );
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function figureText({ figure, median, lowest, highest, met }: Measured): string {
  const range = lowest === highest ? '' : ` (${inUnit(lowest, figure)} to ${inUnit(highest, figure)})`;
  return `${inUnit(median, figure)}${range}${met ? '' : ', **missed**'}`;
}

function wanted(figure: Figure): string {
  if (figure.atLeast === undefined && figure.atMost === undefined) return '';
  const [word, bound] =
    figure.atMost === undefined ? ['at least', figure.atLeast ?? NaN] : ['at most', figure.atMost];
  return `${word} ${inUnits[figure.unit](bound, String)}`;
}

const inUnits: Readonly<
  Record<Figure['unit'], (value: number, digits: (value: number) => string) => string>
> = {
  x: (value, digits) => `${digits(value)}x`,
  '%': (value, digits) => `${digits(value * 100)} %`,
  ms: (value, digits) => `${digits(value)} ms`,
  'frames/s': (value, digits) => `${digits(value)} frames/s`,
};

const inUnit = (value: number, { unit }: Figure): string => inUnits[unit](value, threeDigits);

function both(rounds: readonly Round[], of: (usage: Usage) => number): string {
  const middle = (side: 'ours' | 'against'): string => {
    const value = median(rounds.map((round) => of(round[side])));
    return Number.isNaN(value) ? '-' : threeDigits(value);
  };
  return `${middle('ours')} / ${middle('against')}`;
}

/** Three significant digits, and all digits before the point: `4.62`, `92.1`, `478`, `1234`. */
export function threeDigits(value: number): string {
  const before = Math.max(1, Math.floor(Math.log10(Math.abs(value) || 1)) + 1);
  return value.toFixed(Math.max(0, 3 - before));
}

/** What was compared in the rounds, each different words once. */
function checkText(rounds: readonly Round[]): string {
  return [...new Set(rounds.flatMap(({ check }) => (check === null ? [] : [check.words])))].join('; ');
}
