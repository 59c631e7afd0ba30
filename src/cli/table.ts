import { displayWidth, pad, plain, truncate } from './terminalText.js';

export interface Column {
  /** Shown above the cells; a line break makes two lines of it. */
  readonly header: string;
  readonly align: 'left' | 'right';
  readonly cells: readonly string[];
  /** Shown over this column and its neighbours of the same group. */
  readonly group?: string;
  /** Given up where the table is too wide: the highest number first. Without it a column stays. */
  readonly dispensable?: number;
  /** May be cut short where the table is still too wide. */
  readonly shrinks?: boolean;
}

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly string[];
}

const gap = '  ';
const narrowest = 6;

/** Lays columns out side by side, no wider than `width` if that can be had. */
export function layOut(columns: readonly Column[], width: number): Table {
  const kept = fit(columns, width);
  const widths = shrink(kept, width);
  const joined = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => pad(truncate(cell, widths[i]), widths[i], kept[i].align))
      .join(gap)
      .trimEnd();
  const lines = Math.max(...kept.map((column) => headerLines(column).length));
  const header = Array.from({ length: lines }, (_, line) =>
    joined(kept.map((column) => headerLines(column)[headerLines(column).length - lines + line] ?? '')),
  );
  const rows = (kept[0]?.cells ?? []).map((_, row) => joined(kept.map((column) => plain(column.cells[row]))));
  return { header: [...groupLine(kept, widths), ...header], rows };
}

/** Columns of the terminal that a table's widest line takes. */
export function tableWidth({ header, rows }: Table): number {
  return Math.max(0, ...[...header, ...rows].map(displayWidth));
}

function headerLines(column: Column): string[] {
  return column.header.split('\n');
}

function fit(columns: readonly Column[], width: number): readonly Column[] {
  if (total(columns.map(naturalWidth)) <= width) return columns;
  const candidates = columns.filter((column) => column.dispensable !== undefined);
  if (candidates.length === 0) return columns;
  const last = Math.max(...candidates.map((column) => column.dispensable ?? 0));
  return fit(
    columns.filter((column) => column.dispensable !== last),
    width,
  );
}

function shrink(columns: readonly Column[], width: number): number[] {
  const widths = columns.map(naturalWidth);
  while (total(widths) > width) {
    const widest = widths.reduce(
      (best, own, i) =>
        columns[i].shrinks && own > narrowest && (best < 0 || own > widths[best]) ? i : best,
      -1,
    );
    if (widest < 0) break;
    widths[widest]--;
  }
  return widths;
}

function naturalWidth(column: Column): number {
  return [...headerLines(column), ...column.cells.map(plain)].reduce(
    (widest, cell) => Math.max(widest, displayWidth(cell)),
    0,
  );
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, own) => sum + own, 0) + gap.length * (widths.length - 1);
}

/** The groups' names, each over the middle of its columns. */
function groupLine(columns: readonly Column[], widths: readonly number[]): string[] {
  if (columns.every((column) => column.group === undefined)) return [];
  let line = '';
  let start = 0;
  for (let i = 0; i < columns.length;) {
    let end = i + 1;
    while (end < columns.length && columns[end].group === columns[i].group) end++;
    const span = total(widths.slice(i, end));
    const name = truncate(columns[i].group ?? '', span);
    line = line.padEnd(start + Math.floor((span - displayWidth(name)) / 2)) + name;
    start += span + gap.length;
    i = end;
  }
  return [line.trimEnd()];
}
