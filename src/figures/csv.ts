import type { Cell, FigureTable } from './figure.js';

/** A table as CSV (RFC 4180): numbers whole, nothing where nothing was measured. */
export function tableToCsv({ columns, rows }: FigureTable): string {
  const lines = [columns.map(({ name }) => name), ...rows];
  return lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

function field(cell: Cell): string {
  if (cell === null) return '';
  const text = String(cell);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
