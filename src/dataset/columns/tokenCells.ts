import { InputError } from '../../inputError.js';
import type { DataRequest } from '../formats/dataFormat.js';
import { LoadedRows } from '../loadedRows.js';
import { contiguousArray, type StoredArray } from '../storedArray.js';
import type { ColumnTable, TableColumn } from './columnTable.js';
import { doubleElement, isList } from './numberCells.js';

/** What tokenizers and `datasets` call the column of tokens. */
const tokens = /^(input_?ids|token_?ids|tokens)$/i;
/** Columns that follow from the tokens, as a network that reads these is given them anyway. */
const followers = /mask|token_?type|segment|position/i;
const mask = /^attention_?mask$/i;

/** Rows whose lengths and masks are looked at together. */
const piece = 65_536;
const longestSequence = 2 ** 20;

/** The column of sequences of tokens among columns of lists; null where none is called so. */
export function tokenColumnOf(columns: readonly TableColumn[]): TableColumn | null {
  const others = columns.filter(({ name, kind }) => kind === 'numbers' && !followers.test(name));
  const [found = null, ...more] = others.filter(({ name }) => tokens.test(name));
  return more.length > 0 ? null : found;
}

/** Sequences of tokens, all as long as the longest, or as the model takes them. */
export interface TokenRows {
  readonly array: StoredArray;
  /** The token that fills up short ones, where the mask beside them or the descriptor tells. */
  readonly padding: number | undefined;
}

/**
 * Opens a column of lists of tokens, which may differ in length.
 * @throws InputError where a sequence is longer than the model takes, or the mask leaves out a token that is no padding.
 */
export async function openTokens(
  table: ColumnTable,
  column: TableColumn,
  { wishes, modelInput }: DataRequest,
): Promise<TokenRows> {
  const name = `${table.name}#${column.name}`;
  const masked = table.columns.find((each) => each.kind === 'numbers' && mask.test(each.name));
  let longest = 0;
  let padding = wishes.padding;
  for (let first = 0; first < table.rows; first += piece) {
    const count = Math.min(piece, table.rows - first);
    const cells = await table.cells(column.name, first, count);
    const masks = masked === undefined ? null : await table.cells(masked.name, first, count);
    for (let i = 0; i < count; i++) {
      const ids = numbersOf(cells[i], name, first + i);
      longest = Math.max(longest, ids.length);
      const held = masks === null ? [] : numbersOf(masks[i], `${table.name}#${masked?.name}`, first + i);
      for (let k = 0; k < Math.min(held.length, ids.length); k++) {
        if (held[k] === 0) padding ??= ids[k];
        if ((held[k] === 0) !== (ids[k] === padding) && padding !== undefined)
          throw differs(table.name, first + i, ids[k], held[k] === 0, padding);
      }
    }
  }
  const wanted = modelInput?.shape.length === 1 ? modelInput.shape[0] : null;
  const length = wanted ?? longest;
  if (longest > length) {
    throw new InputError(
      `${name} has sequences of up to ${longest} tokens, but the model takes ${length}; cut them off when they are tokenised.`,
    );
  }
  if (length === 0 || length > longestSequence)
    throw new InputError(`${name}: sequences of ${length} tokens can't be an input; name another column.`);
  const load = async (from: number, count: number): Promise<Uint8Array> => {
    const cells = await table.cells(column.name, from, count);
    const store = new Float64Array(count * length).fill(padding ?? 0);
    for (let i = 0; i < count; i++) store.set(numbersOf(cells[i], name, from + i), i * length);
    return new Uint8Array(store.buffer);
  };
  const rows = new LoadedRows(table.rows, length * doubleElement.size, load);
  return { array: contiguousArray(name, [table.rows, length], doubleElement, rows, 0), padding };
}

function numbersOf(cell: unknown, name: string, row: number): number[] {
  if (!isList(cell)) {
    throw new InputError(
      `${name}: row ${row} (counted from 0) holds no list of tokens; fill it in, or take the row out.`,
    );
  }
  return Array.from(cell, Number);
}

function differs(name: string, row: number, token: number, isMasked: boolean, padding: number): InputError {
  const what = isMasked ? `leaves out the token ${token}` : `counts the token ${token}`;
  return new InputError(
    `${name}: the mask of row ${row} (counted from 0) ${what}, while ${padding} fills up sequences; masks of other things than padding are not taken over, so write rows without such tokens, or name the right \`padding\` in a descriptor.`,
  );
}
