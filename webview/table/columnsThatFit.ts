export interface FittingColumn {
  /** In pixels, padding included. */
  readonly width: number;
  /** Columns go in this order, lowest first, where there is no room; `null` stays always. */
  readonly leaves: number | null;
}

/** The columns that there is room for, in their own order. */
export function columnsThatFit<C extends FittingColumn>(columns: readonly C[], room: number): C[] {
  const kept = [...columns];
  const leaving = columns.filter((column) => column.leaves !== null);
  leaving.sort((a, b) => (a.leaves ?? 0) - (b.leaves ?? 0));
  for (const column of leaving) {
    if (kept.reduce((sum, { width }) => sum + width, 0) <= room) break;
    kept.splice(kept.indexOf(column), 1);
  }
  return kept;
}
