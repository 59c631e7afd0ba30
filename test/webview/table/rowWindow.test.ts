import { describe, expect, it } from 'vitest';
import { movedRow, rowWindow, scrollToRow } from '../../../webview/table/rowWindow.js';

describe("a table's window", () => {
  it('covers every row in sight, at any place, and few more', () => {
    for (const rows of [0, 1, 5, 40, 27_000]) {
      for (const scrollTop of [0, 1, 23, 24, 4_801, rows * 24 - 500, rows * 24]) {
        const { first, end } = rowWindow(Math.max(0, scrollTop), 500, 24, rows);
        for (let row = 0; row < rows; row++) {
          const seen = (row + 1) * 24 > scrollTop && row * 24 < scrollTop + 500;
          if (seen) expect(first <= row && row < end).toBe(true);
        }
        expect(end - first).toBeLessThanOrEqual(500 / 24 + 2 * 8 + 2);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(rows);
      }
    }
  });

  it('is empty, and not inside out, when rows went away under the scroll bar', () => {
    expect(rowWindow(10_000, 500, 24, 3)).toEqual({ first: 3, end: 3 });
  });
});

describe('scrolling to a row', () => {
  it('stays where the row is in sight', () => expect(scrollToRow(12, 240, 240, 24)).toBe(240));
  it('goes up until the row is the first', () => expect(scrollToRow(3, 240, 240, 24)).toBe(72));
  it('goes down until the row is the last', () => expect(scrollToRow(30, 240, 240, 24)).toBe(31 * 24 - 240));
});

describe('a key in a table', () => {
  it('moves by a row or a page and stops at the ends', () => {
    expect(movedRow('ArrowDown', 4, 10, 20)).toBe(5);
    expect(movedRow('ArrowUp', 0, 10, 20)).toBe(0);
    expect(movedRow('PageDown', 4, 10, 20)).toBe(14);
    expect(movedRow('PageDown', 14, 10, 20)).toBe(19);
    expect(movedRow('PageUp', 4, 10, 20)).toBe(0);
    expect(movedRow('Home', 4, 10, 20)).toBe(0);
    expect(movedRow('End', 4, 10, 20)).toBe(19);
  });

  it('begins at the first row where none is selected', () => {
    expect(movedRow('ArrowUp', null, 10, 20)).toBe(0);
    expect(movedRow('PageDown', null, 10, 20)).toBe(0);
  });

  it('moves nothing in an empty table, nor when it is another key', () => {
    expect(movedRow('End', null, 10, 0)).toBeNull();
    expect(movedRow('a', 3, 10, 20)).toBeNull();
  });
});
