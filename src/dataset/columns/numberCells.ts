import { InputError } from '../../inputError.js';
import { hostIsLittleEndian, type ElementType } from '../elements.js';
import { LoadedRows } from '../loadedRows.js';
import { contiguousArray, shapeText, type StoredArray } from '../storedArray.js';
import { cellText } from '../tables/cells.js';
import type { ColumnTable, TableColumn } from './columnTable.js';

export const byteElement: ElementType = { kind: 'u', size: 1, littleEndian: hostIsLittleEndian };
export const floatElement: ElementType = { kind: 'f', size: 4, littleEndian: hostIsLittleEndian };
export const doubleElement: ElementType = { kind: 'f', size: 8, littleEndian: hostIsLittleEndian };

/** Numbers in a row: more are taken for a damaged file. */
const longestRow = 2 ** 26;

type Store = Uint8Array | Float32Array | Float64Array;

/**
 * Columns of numbers as an array of rows, read a piece at a time.
 * @param columns several of single numbers, or one, whose cells may be lists
 * @throws InputError where the first row holds no numbers.
 */
export async function openNumbers(table: ColumnTable, columns: readonly TableColumn[]): Promise<StoredArray> {
  const name = columns.length === 1 ? `${table.name}#${columns[0].name}` : table.name;
  const [first] = Array.from(await table.cells(columns[0].name, 0, 1));
  const shape = columns.length > 1 ? [columns.length] : shapeOf(first);
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (size === 0 || size > longestRow) {
    throw new InputError(
      `${name}: a row of ${size} numbers can't be an input; name another column under \`columns\`.`,
    );
  }
  const element = widest(columns);
  const load = async (from: number, count: number): Promise<Uint8Array> => {
    const store = storeFor(element, count * size);
    for (const [i, column] of columns.entries()) {
      const cells = await table.cells(column.name, from, count);
      const refuse = (row: number, reason: string): InputError =>
        new InputError(
          `${table.name}: row ${from + row} (counted from 0) of the column \`${column.name}\` ${reason}.`,
        );
      if (columns.length > 1) fillStrided(cells, store, i, columns.length, refuse);
      else fillRows(cells, store, shape, refuse);
    }
    return new Uint8Array(store.buffer);
  };
  const rows = new LoadedRows(table.rows, size * element.size, load);
  return contiguousArray(name, [table.rows, ...shape], element, rows, 0);
}

type Refuse = (row: number, reason: string) => InputError;

function fillStrided(
  cells: ArrayLike<unknown>,
  store: Store,
  at: number,
  step: number,
  refuse: Refuse,
): void {
  for (let row = 0; row < cells.length; row++) store[row * step + at] = numberOf(cells[row], row, refuse);
}

function fillRows(cells: ArrayLike<unknown>, store: Store, shape: readonly number[], refuse: Refuse): void {
  let at = 0;
  const fill = (cell: unknown, depth: number, row: number): void => {
    if (depth === shape.length) {
      store[at++] = numberOf(cell, row, refuse);
      return;
    }
    if (!isList(cell) || cell.length !== shape[depth]) {
      throw refuse(
        row,
        `holds no ${shapeText(shape)} numbers as the first row does; give every row the same shape`,
      );
    }
    for (const part of Array.from(cell)) fill(part, depth + 1, row);
  };
  for (let row = 0; row < cells.length; row++) fill(cells[row], 0, row);
}

function numberOf(cell: unknown, row: number, refuse: Refuse): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'bigint' || typeof cell === 'boolean') return Number(cell);
  throw refuse(
    row,
    cell === null || cell === undefined
      ? 'is empty; fill it in, or take the row out'
      : `holds ${cellText(cell)}, which is no number`,
  );
}

/** Whether a cell holds several values. */
export function isList(cell: unknown): cell is ArrayLike<unknown> {
  return Array.isArray(cell) || (ArrayBuffer.isView(cell) && !(cell instanceof DataView));
}

/** The shape of nested lists, read off their first entries. */
function shapeOf(cell: unknown): number[] {
  const shape: number[] = [];
  for (let at = cell; isList(at); at = at[0]) shape.push(at.length);
  return shape;
}

/** The element type that holds what all columns hold. */
function widest(columns: readonly TableColumn[]): ElementType {
  const elements = columns.map(({ element }) => element ?? doubleElement);
  const same = elements.every(({ kind, size }) => kind === elements[0].kind && size === elements[0].size);
  return same ? elements[0] : doubleElement;
}

function storeFor({ kind, size }: ElementType, length: number): Store {
  if (kind === 'u' && size === 1) return new Uint8Array(length);
  return size === 4 ? new Float32Array(length) : new Float64Array(length);
}
