/** Rows `first` up to, and without, `end`. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** Rows kept ready beyond either edge, so that a quick scroll shows no gap. */
const overscan = 8;

/** The rows to have in the document. Lengths are in pixels. */
export function rowWindow(scrollTop: number, visible: number, rowHeight: number, rows: number): RowWindow {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - overscan);
  const end = Math.min(rows, Math.ceil((scrollTop + visible) / rowHeight) + overscan);
  return { first: Math.min(first, rows), end: Math.max(end, Math.min(first, rows)) };
}

/** Where to scroll so that a row is in sight: no further than needed. */
export function scrollToRow(row: number, scrollTop: number, visible: number, rowHeight: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - visible);
}

/**
 * Where a key moves the selection.
 * @param from `null` where nothing is selected: any key then selects the first row, End the last.
 * @param page rows that are in sight.
 * @returns `null` where the key moves nothing.
 */
export function movedRow(key: string, from: number | null, page: number, rows: number): number | null {
  if (rows === 0) return null;
  const last = rows - 1;
  const moves: Readonly<Record<string, number | undefined>> = {
    ArrowDown: from === null ? 0 : from + 1,
    ArrowUp: from === null ? 0 : from - 1,
    PageDown: from === null ? 0 : from + page,
    PageUp: from === null ? 0 : from - page,
    Home: 0,
    End: last,
  };
  const target = moves[key];
  return target === undefined ? null : Math.min(last, Math.max(0, target));
}
