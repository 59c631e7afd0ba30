import { describe, expect, it } from 'vitest';
import type { ColumnTable } from '../../../src/dataset/columns/columnTable.js';
import { openTokens, tokenColumnOf } from '../../../src/dataset/columns/tokenCells.js';
import { readRows, rowsBytes } from '../../../src/dataset/storedArray.js';
import { modelTaking } from '../opened.js';

type Lists = Readonly<Record<string, readonly (readonly number[])[]>>;

function tableOf(lists: Lists): ColumnTable {
  const names = Object.keys(lists);
  return {
    name: 't.parquet',
    rows: lists[names[0]].length,
    columns: names.map((name) => ({ name, kind: 'numbers', element: null, classNames: null })),
    cells: (column, first, count) => Promise.resolve(lists[column].slice(first, first + count)),
    close: () => Promise.resolve(),
  };
}

async function tokensOf(lists: Lists, length: number | null, padding?: number) {
  const table = tableOf(lists);
  const column = tokenColumnOf(table.columns)!;
  const wishes = padding === undefined ? {} : { padding };
  const found = await openTokens(table, column, { wishes, modelInput: modelTaking([length]) });
  const scratch = new Uint8Array(rowsBytes(found.array, table.rows));
  const bytes = await readRows(found.array, 0, table.rows, scratch);
  const values = [...new Float64Array(bytes.slice().buffer)];
  const [rows, width] = found.array.shape;
  return {
    padding: found.padding,
    rows: Array.from({ length: rows }, (_, i) => values.slice(i * width, (i + 1) * width)),
  };
}

describe('columns of tokens', () => {
  it('are known by their names, beside masks and whatever else follows from them', () => {
    const columns = (...names: string[]) =>
      tokenColumnOf(tableOf(Object.fromEntries(names.map((name) => [name, []]))).columns)?.name;
    expect(columns('attention_mask', 'input_ids', 'token_type_ids')).toBe('input_ids');
    expect(columns('special_tokens_mask', 'tokens')).toBe('tokens');
    expect(columns('pixels', 'mask')).toBe(undefined);
    expect(columns('input_ids', 'token_ids')).toBe(undefined);
  });

  it('are filled up to the longest sequence, or to what the model takes', async () => {
    const lists = { input_ids: [[5, 6], [7], [8, 9, 4]] };
    expect((await tokensOf(lists, null)).rows).toEqual([
      [5, 6, 0],
      [7, 0, 0],
      [8, 9, 4],
    ]);
    expect(await tokensOf(lists, 4, 1)).toEqual({
      padding: 1,
      rows: [
        [5, 6, 1, 1],
        [7, 1, 1, 1],
        [8, 9, 4, 1],
      ],
    });
    await expect(tokensOf(lists, 2)).rejects.toThrow(
      't.parquet#input_ids has sequences of up to 3 tokens, but the model takes 2; cut them off when they are tokenised.',
    );
  });

  it('tell by their mask which token is no token', async () => {
    const lists = {
      input_ids: [
        [5, 0],
        [7, 1],
      ],
      attention_mask: [
        [1, 1],
        [1, 0],
      ],
    };
    expect(await tokensOf(lists, 2)).toEqual({ padding: 1, rows: lists.input_ids });
    await expect(tokensOf(lists, 2, 0)).rejects.toThrow(
      't.parquet: the mask of row 0 (counted from 0) counts the token 0, while 0 fills up sequences',
    );
    const causal = {
      ...lists,
      attention_mask: [
        [1, 0],
        [0, 1],
      ],
    };
    await expect(tokensOf(causal, 2)).rejects.toThrow(
      'the mask of row 1 (counted from 0) leaves out the token 7, while 0 fills up sequences; masks of other things than padding are not taken over',
    );
  });
});
