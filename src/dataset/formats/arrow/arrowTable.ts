import type { Table } from '@uwdata/flechette';
import { InputError } from '../../../inputError.js';
import type { ByteSource } from '../../byteSource.js';
import type { ColumnTable } from '../../columns/columnTable.js';
import { arrowColumns } from './arrowColumns.js';
import { findMessages, readMessage, type MessagePlace, type RecordBatch } from './arrowMessages.js';
import { decompressedMessage } from './decompressedMessage.js';

/**
 * Opens Arrow data, of which a batch of rows is read at a time.
 * @param start where the stream of messages begins
 * @throws InputError where it is cut short or damaged.
 */
export async function openArrowTable(name: string, bytes: ByteSource, start: number): Promise<ColumnTable> {
  const { tableFromIPC } = await import('@uwdata/flechette');
  const { schema, dictionaries, batches, rows } = await findMessages(name, bytes, start);
  const messageAt = async (place: MessagePlace): Promise<Uint8Array> => {
    const message = await readMessage(name, bytes, place);
    return decompressedMessage(name, message).catch((error: unknown) => {
      throw damaged(name, error);
    });
  };
  const head: Uint8Array[] = [];
  for (const place of [schema, ...dictionaries]) head.push(await messageAt(place));
  const columns = decoding(name, () => arrowColumns(tableFromIPC(head).schema));
  let last: { readonly batch: RecordBatch; readonly table: Table } | null = null;

  const tableOf = async (batch: RecordBatch): Promise<Table> => {
    if (last?.batch !== batch) {
      const message = await messageAt(batch);
      last = { batch, table: decoding(name, () => tableFromIPC([...head, message])) };
    }
    return last.table;
  };

  return {
    name,
    rows,
    columns,
    async cells(column, first, count) {
      const cells: unknown[] = [];
      for (const batch of batches) {
        const { firstRow, rows: batchRows } = batch;
        if (firstRow + batchRows <= first || firstRow >= first + count) continue;
        const table = await tableOf(batch);
        const found = table.getChildAt<unknown>(columns.findIndex((each) => each.name === column));
        const end = Math.min(first + count, firstRow + batchRows);
        decoding(name, () => {
          for (let row = Math.max(first, firstRow); row < end; row++) cells.push(found.at(row - firstRow));
        });
      }
      return cells;
    },
    close: async () => {
      last = null;
    },
  };
}

/** What the library makes of the bytes, or that they are damaged. */
function decoding<Found>(name: string, decode: () => Found): Found {
  try {
    return decode();
  } catch (error) {
    throw damaged(name, error);
  }
}

function damaged(name: string, error: unknown): Error {
  if (error instanceof InputError) return error;
  const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
  return new InputError(
    `${name} is damaged as Arrow data (${reason.replace(/\.$/, '')}); fetch or write the file again.`,
    { cause: error },
  );
}
