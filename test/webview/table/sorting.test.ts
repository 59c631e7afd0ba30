import { describe, expect, it } from 'vitest';
import { ariaSort, sortAfterClick, sortRows } from '../../../webview/table/sorting.js';

describe('sorting', () => {
  const rows = [
    { name: 'a', value: 2 },
    { name: 'b', value: null },
    { name: 'c', value: 5 },
    { name: 'd', value: 2 },
  ];
  const names = (direction: 'asc' | 'desc') =>
    sortRows(rows, (row) => row.value, direction).map((row) => row.name);

  it('counts undefined as lowest and keeps ties in order, either way', () => {
    expect(names('desc')).toEqual(['c', 'a', 'd', 'b']);
    expect(names('asc')).toEqual(['b', 'a', 'd', 'c']);
  });

  it("takes a column's own direction first, and turns it round with each further click", () => {
    const first = sortAfterClick({ column: 'unit', direction: 'asc' }, 'lost', 'desc');
    expect(first).toEqual({ column: 'lost', direction: 'desc' });
    expect(sortAfterClick(first, 'lost', 'desc')).toEqual({ column: 'lost', direction: 'asc' });
  });

  it('is told to assistive technology on one column alone', () => {
    const sort = { column: 'lost', direction: 'desc' } as const;
    expect(['unit', 'lost'].map((column) => ariaSort(sort, column))).toEqual(['none', 'descending']);
  });
});
