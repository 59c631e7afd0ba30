import type { Cell } from './table.js';

/** Decimal numbers as programs write them; no hexadecimal ones, no `NaN`, no thousands. */
const decimal = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

export function isNumberText(text: string): boolean {
  return decimal.test(text);
}

/** The number that a cell holds, or NaN. */
export function numberIn(cell: Cell): number {
  if (typeof cell === 'string') return isNumberText(cell) ? Number(cell) : NaN;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  return typeof cell === 'number' ? cell : NaN;
}

export function isEmpty(cell: Cell): boolean {
  return cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
}

/** A cell as messages show it. */
export function cellText(cell: Cell): string {
  const text = typeof cell === 'string' ? cell : (JSON.stringify(cell) ?? 'nothing');
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

/** The shape of nested arrays, read off their first entries: [] of what is no array. */
export function nestedShape(cell: Cell): number[] {
  const shape: number[] = [];
  for (let at = cell; Array.isArray(at); at = at[0] as Cell) shape.push(at.length);
  return shape;
}
