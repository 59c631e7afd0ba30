import { InputError } from '../../inputError.js';
import { decodeImage, imageSize, type ImageForm } from '../images/decodeImage.js';
import { imageForm } from '../images/imageForm.js';
import { imageTypeOf } from '../images/imageType.js';
import type { DataRequest } from '../formats/dataFormat.js';
import { LoadedRows } from '../loadedRows.js';
import type { StoredArray } from '../storedArray.js';
import type { ColumnTable, TableColumn } from './columnTable.js';

const byte = { kind: 'u', size: 1, littleEndian: true } as const;
/** Pictures that are decoded at once. */
const atOnce = 4;

/** Pictures in a column, decoded to a form, and how that was chosen. */
export interface PictureColumn {
  readonly array: StoredArray;
  readonly form: ImageForm;
}

/**
 * A column of pictures as an array: [rows x height x width x channels], decoded as they are read. Null where its first cell is
 * no picture.
 * @throws InputError where the model takes no pictures.
 */
export async function openPictures(
  table: ColumnTable,
  column: TableColumn,
  { wishes, modelInput }: DataRequest,
): Promise<PictureColumn | null> {
  if (modelInput === null) throw new Error(`${table.name} was opened without a model`);
  const name = `${table.name}#${column.name}`;
  const [cell] = Array.from(await table.cells(column.name, 0, 1));
  const bytes = pictureBytes(cell, name, 0);
  if (imageTypeOf(bytes) === null) return null;
  const form = imageForm(modelInput, wishes, await imageSize(bytes, pictureName(name, 0)), name);
  const { height, width, channels } = form;
  const size = height * width * channels;
  const load = async (first: number, count: number): Promise<Uint8Array> => {
    const cells = await table.cells(column.name, first, count);
    const rows = new Uint8Array(count * size);
    let next = 0;
    const decodeOn = async (): Promise<void> => {
      for (let i = next++; i < count; i = next++) {
        const row = first + i;
        rows.set(
          await decodeImage(pictureBytes(cells[i], name, row), form, pictureName(name, row)),
          i * size,
        );
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, decodeOn));
    return rows;
  };
  const array: StoredArray = {
    name,
    shape: [table.rows, height, width, channels],
    element: byte,
    layout: 'NHWC',
    bytes: new LoadedRows(table.rows, size, load),
    offset: 0,
    stride: size,
  };
  return { array, form };
}

/** The bytes in a cell, which may lie beside the path of the file that they come from. */
export function pictureBytes(cell: unknown, name: string, row: number): Uint8Array {
  if (cell instanceof Uint8Array) return cell;
  const { bytes, path } = (cell ?? {}) as { bytes?: unknown; path?: unknown };
  if (bytes instanceof Uint8Array) return bytes;
  if (typeof path === 'string') {
    throw new InputError(
      `${name} names pictures by their paths (${path}) and does not hold them; write it again with the pictures' bytes in it.`,
    );
  }
  throw new InputError(`${name}: row ${row} (counted from 0) holds no picture; take that row out.`);
}

function pictureName(name: string, row: number): string {
  return `${name}, row ${row} (counted from 0)`;
}
