import * as l10n from '@vscode/l10n';
import { scaleLinear } from 'd3-scale';
import { formatCount, formatLoss } from '../../results/derive/numberFormat.js';
import { writeMeasure, writeRange, writeShare } from '../../results/derive/typographicNumbers.js';
import type { Figure, FigureTable, Mark, Room } from '../figure.js';

/** What deleting the same numbers of units in random orders does. */
export interface RandomBand {
  /** How many orders. */
  readonly orders: number;
  readonly points: readonly BandPoint[];
}

export interface BandPoint {
  readonly removed: number;
  /** Shares of right answers, or errors. */
  readonly lowest: number;
  readonly highest: number;
}

/** A state of the network on the way to the one that is shown. */
export interface TrailPoint {
  readonly deleted: number;
  /** Share of right answers, or the mean squared error. */
  readonly share: number;
}

export interface Trail {
  /** What points stand at the height of. */
  readonly measure: 'right' | 'error';
  readonly unitCount: number;
  /** From the intact network to now. */
  readonly points: readonly TrailPoint[];
  readonly band: RandomBand | null;
  /** What always naming the largest class would reach, as a share; 0 where there is no such thing. */
  readonly floor: number;
}

const height = 136;
const margin = { left: 44, right: 10, top: 20, bottom: 26 };

/** The reader's own way through deletions against the band of random orders. */
export function trailPlot(trail: Trail, { width, measure }: Room): Figure {
  const { unitCount, points, band, floor } = trail;
  const words = wordsOf(trail);
  const x = scaleLinear([0, unitCount], [margin.left, width - margin.right]);
  const y = scaleLinear([0, words.highest], [height - margin.bottom, margin.top]);
  const orders =
    band === null
      ? ''
      : band.orders === 1
        ? l10n.t('grey: 1 random order')
        : l10n.t('grey: {0} random orders', band.orders);
  const { whole } = words;
  const fitsWhole = measure(whole) + measure(orders) + 16 < width - margin.left - margin.right;
  const title = fitsWhole ? whole : words.short;
  const marks: Mark[] = [];
  if (band !== null) {
    const upper = band.points.map(({ removed, highest }) => [x(removed), y(highest)] as const);
    const lower = band.points.map(({ removed, lowest }) => [x(removed), y(lowest)] as const);
    const d = `${lineThrough([...upper, ...lower.reverse()])}Z`;
    marks.push({ kind: 'path', d, fill: 'bar', opacity: 0.35 });
    // One order has no width to be seen by.
    marks.push({ kind: 'path', d, stroke: 'bar', opacity: 0.6 });
  }
  for (const share of words.ticks) {
    marks.push(
      {
        kind: 'path',
        d: `M${margin.left},${y(share)}H${width - margin.right}`,
        stroke: share === 0 ? 'zero' : 'grid',
      },
      {
        kind: 'text',
        x: margin.left - 6,
        y: y(share) + 4,
        text: words.tick(share),
        align: 'end',
        fill: 'quietText',
      },
    );
  }
  if (floor > 0) {
    marks.push({
      kind: 'path',
      d: `M${margin.left},${y(floor)}H${width - margin.right}`,
      stroke: 'zero',
      dash: [2, 3],
    });
  }
  for (const count of countTicks(unitCount)) {
    const align = count === unitCount ? 'end' : count === 0 ? 'start' : 'middle';
    const text = formatCount(count);
    marks.push({ kind: 'text', x: x(count), y: height - 10, text, align, fill: 'quietText' });
  }
  marks.push({
    kind: 'text',
    x: margin.left,
    y: 10,
    text: title,
    fill: 'quietText',
  });
  const d = lineThrough(points.map(({ deleted, share }) => [x(deleted), y(share)]));
  if (points.length > 1) marks.push({ kind: 'path', d, stroke: 'text', strokeWidth: 2, halo: 1.5 });
  const last = points.at(-1);
  if (last !== undefined) {
    const [px, py] = [x(last.deleted), y(last.share)];
    const text = l10n.t('you: {0} deleted', formatCount(last.deleted));
    const fits = px + 9 + measure(text, { weight: 600 }) < width - margin.right;
    marks.push({ kind: 'dots', x: [px], y: [py], shape: 'circle', radius: 4, fill: 'lost' });
    marks.push({
      kind: 'text',
      x: fits ? px + 9 : px - 9,
      y: py < margin.top + 16 ? py + 18 : py - 6,
      text,
      align: fits ? 'start' : 'end',
      weight: 600,
      halo: true,
    });
  }
  if (band !== null) {
    marks.push({
      kind: 'text',
      x: width - margin.right,
      y: 10,
      text: orders,
      align: 'end',
      fill: 'quietText',
    });
  }
  return { width, height, label: trailLabel(trail), marks, targets: [] };
}

function lineThrough(points: readonly (readonly [number, number])[]): string {
  const at = (value: number): number => Math.round(100 * value) / 100;
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${at(x)},${at(y)}`).join('');
}

/** Quarters where these are whole, else halves or the ends. */
function countTicks(unitCount: number): number[] {
  const parts = [4, 2, 1].find((count) => unitCount % count === 0) ?? 1;
  return Array.from({ length: parts + 1 }, (_, i) => (unitCount * i) / parts);
}

/** What is written at a trail's axis and in its table. */
interface TrailWords {
  readonly highest: number;
  readonly ticks: readonly number[];
  readonly tick: (at: number) => string;
  readonly whole: string;
  readonly short: string;
  readonly title: string;
  readonly write: (value: number) => string;
}

function wordsOf({ measure, points, band }: Trail): TrailWords {
  if (measure === 'right') {
    return {
      highest: 1,
      ticks: [0, 0.5, 1],
      tick: (at) => `${100 * at}\u202f%`,
      whole: l10n.t('↑ right answers, by units deleted'),
      short: l10n.t('↑ right answers'),
      title: l10n.t('Right answers by units deleted'),
      write: writeShare,
    };
  }
  const highest = Math.max(
    Number.MIN_VALUE,
    ...points.map(({ share }) => share),
    ...(band?.points ?? []).map((point) => point.highest),
  );
  return {
    highest,
    ticks: scaleLinear([0, highest], [0, 1]).ticks(2),
    tick: (at) => (at === 0 ? '0' : writeMeasure(at)),
    whole: l10n.t('↑ mean squared error, by units deleted'),
    short: l10n.t('↑ error'),
    title: l10n.t('Mean squared error by units deleted'),
    write: formatLoss,
  };
}

function trailLabel(trail: Trail): string {
  const { points, band } = trail;
  const { title, write } = wordsOf(trail);
  const last = points.at(-1);
  if (last === undefined) return `${title}.`;
  const nearest = band?.points.find(({ removed }) => removed >= last.deleted);
  const random =
    nearest === undefined
      ? ''
      : l10n.t(
          'Random orders: {0} with {1} deleted.',
          ...[writeRange(write(nearest.lowest), write(nearest.highest)), nearest.removed],
        );
  const own = l10n.t('{0}: {1} with {2} deleted.', title, write(last.share), last.deleted);
  return random === '' ? own : `${own} ${random}`;
}

/** The reader's states, and the band beside them. */
export function trailTable(trail: Trail): FigureTable {
  const { points, band, measure } = trail;
  const { title, write } = wordsOf(trail);
  const isError = measure === 'error';
  return {
    title,
    columns: [
      { name: l10n.t('Order') },
      { name: l10n.t('Units deleted') },
      { name: isError ? l10n.t('Lowest error') : l10n.t('Lowest share right'), write },
      { name: isError ? l10n.t('Highest error') : l10n.t('Highest share right'), write },
    ],
    rows: [
      ...points.map(({ deleted, share }) => [l10n.t('you'), deleted, share, share]),
      ...(band?.points ?? []).map(({ removed, lowest, highest }) => [
        l10n.t('random'),
        removed,
        lowest,
        highest,
      ]),
    ],
  };
}
