import { rank } from '../../src/results/derive/ranking.js';

export type Direction = 'asc' | 'desc';

export interface Sort {
  readonly column: string;
  readonly direction: Direction;
}

/** A click on a column's header: turns the order round, or takes the column's own first. */
export function sortAfterClick(now: Sort, column: string, first: Direction): Sort {
  if (now.column !== column) return { column, direction: first };
  return { column, direction: now.direction === 'asc' ? 'desc' : 'asc' };
}

/** Undefined counts as lowest; ties stay in the order given, in either direction (METHODS). */
export function sortRows<Row>(
  rows: readonly Row[],
  value: (row: Row) => number | null,
  direction: Direction,
): Row[] {
  return rank(rows.map(value), direction).map((i) => rows[i]);
}

/** `ascending`, as assistive technology calls it. */
export function ariaSort(sort: Sort, column: string): 'ascending' | 'descending' | 'none' {
  if (sort.column !== column) return 'none';
  return sort.direction === 'asc' ? 'ascending' : 'descending';
}
