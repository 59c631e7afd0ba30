/** A cell as it is stored: text in a delimited file, any value in JSON; undefined where the row lacks it. */
export type Cell = unknown;

export interface TableRow {
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** A file of rows with the same columns, the first of which were looked at. */
export interface Table {
  /** What messages call it. */
  readonly name: string;
  /** Names of the columns, or their numbers from 1 on. */
  readonly columns: readonly string[];
  /** How the file was understood, a phrase each. */
  readonly understood: readonly string[];
  /** The first rows. */
  readonly sample: readonly TableRow[];
  /** All rows from the beginning. @throws InputError where the file is no such table any more. */
  rows(): AsyncIterable<TableRow>;
}

/** As many rows are looked at before the file is read. */
export const sampleRows = 100;

/** The first `count` rows. */
export async function firstRows(rows: AsyncIterable<TableRow>, count: number): Promise<TableRow[]> {
  const first: TableRow[] = [];
  for await (const row of rows) {
    first.push(row);
    if (first.length === count) break;
  }
  return first;
}
