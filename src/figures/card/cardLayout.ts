import type { UnitCard } from '../../results/derive/unitCard.js';
import type { Room } from '../figure.js';

/** In pixels. */
export const rowHeight = 22;
/** Above the rows: a column's title and its axis. */
export const headHeight = 34;
/** Below the rows, for the bracket of the selectivity and its numbers. */
const bracketHeight = 26;
const wideFrom = 520;

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where a card's columns stand; `null` for those that there is nothing to draw in. */
export interface CardLayout {
  readonly width: number;
  readonly height: number;
  /** Where names of classes end. */
  readonly names: number;
  readonly means: Span | null;
  readonly activity: Span | null;
  readonly lost: Span | null;
  /** Whether there is room for words beside numbers. */
  readonly isWide: boolean;
  /** The upper edge of a row. */
  readonly top: (row: number) => number;
}

/** @param waits whether activities are on their way, so that room is kept for them. */
export function cardLayout(card: UnitCard, room: Room, waits: boolean): CardLayout {
  const { width, measure } = room;
  const isWide = width >= wideFrom;
  const longest = Math.max(0, ...card.rows.map(({ name }) => measure(name, { weight: 600 })));
  const names = Math.ceil(Math.min(longest, isWide ? 120 : 64)) + 8;
  const gap = isWide ? 26 : 14;
  const columns = [
    { id: 'means', weight: 0.36, is: card.has.means },
    { id: 'activity', weight: 0.4, is: card.activity !== null || waits },
    { id: 'lost', weight: 0.24, is: card.has.lost },
  ].filter(({ is }) => is);
  const weights = columns.reduce((sum, { weight }) => sum + weight, 0);
  const free = width - names - gap * Math.max(0, columns.length - 1);
  const spans = new Map<string, Span>();
  let from = names;
  for (const { id, weight } of columns) {
    const to = from + (free * weight) / weights;
    spans.set(id, { from, to });
    from = to + gap;
  }
  const explains = card.has.means && card.selectivity !== null;
  return {
    width,
    height: headHeight + card.rows.length * rowHeight + (explains ? bracketHeight : 4),
    names,
    means: spans.get('means') ?? null,
    activity: spans.get('activity') ?? null,
    lost: spans.get('lost') ?? null,
    isWide,
    top: (row) => headHeight + row * rowHeight,
  };
}
