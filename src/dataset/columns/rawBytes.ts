import { InputError } from '../../inputError.js';
import type { DataRequest } from '../formats/dataFormat.js';
import { LoadedRows } from '../loadedRows.js';
import { contiguousArray, type StoredArray } from '../storedArray.js';
import { rowShape } from '../tables/rowShape.js';
import type { ColumnTable, TableColumn } from './columnTable.js';
import { byteElement } from './numberCells.js';
import { pictureBytes } from './pictureCells.js';

/**
 * A column of bytes that are no picture's file: pixels as they lie in memory, in the shape that columns `height`, `width` and
 * `depth` give, or that fits the model.
 * @throws InputError where rows differ in length.
 */
export async function openRawBytes(
  table: ColumnTable,
  column: TableColumn,
  request: DataRequest,
): Promise<StoredArray> {
  const name = `${table.name}#${column.name}`;
  const [cell] = Array.from(await table.cells(column.name, 0, 1));
  const { length } = pictureBytes(cell, name, 0);
  if (length === 0)
    throw new InputError(`${name}: row 0 (counted from 0) holds no picture; take that row out.`);
  const load = async (first: number, count: number): Promise<Uint8Array> => {
    const cells = await table.cells(column.name, first, count);
    const rows = new Uint8Array(count * length);
    for (let i = 0; i < count; i++) {
      const bytes = pictureBytes(cells[i], name, first + i);
      if (bytes.length !== length) {
        throw new InputError(
          `${name}: row ${first + i} (counted from 0) has ${bytes.length} bytes, but the first row ${length}; save pictures as PNG or JPEG, or ` +
            `all in one size.`,
        );
      }
      rows.set(bytes, i * length);
    }
    return rows;
  };
  const own = await ownShape(table, length);
  const shape = own ?? rowShape([length], request, name);
  const rows = new LoadedRows(table.rows, length, load);
  const array = contiguousArray(name, [table.rows, ...shape], byteElement, rows, 0);
  return own === null ? array : { ...array, layout: own.length === 3 ? 'NHWC' : null };
}

/** What the first row says of its picture's size, where that is as many bytes as it has. */
async function ownShape(table: ColumnTable, length: number): Promise<readonly number[] | null> {
  const sizes: number[] = [];
  for (const names of [
    ['height', 'rows'],
    ['width', 'cols'],
    ['depth', 'channels'],
  ]) {
    const column = table.columns.find(({ name }) => names.includes(name.slice(name.lastIndexOf('/') + 1)));
    if (column?.kind !== 'number') continue;
    const [cell] = Array.from(await table.cells(column.name, 0, 1));
    sizes.push(Number(cell));
  }
  const shape = sizes.length === 2 ? [...sizes, length / (sizes[0] * sizes[1])] : sizes;
  return shape.length === 3 && shape[0] * shape[1] * shape[2] === length ? shape : null;
}
