import type { AsyncBuffer, Compressors, FileMetaData } from 'hyparquet';
import { InputError } from '../../../inputError.js';
import type { ByteSource } from '../../byteSource.js';
import type { ColumnTable } from '../../columns/columnTable.js';
import { parquetColumns } from './parquetColumns.js';

/** Of a row group, a column lies in memory while it is read. */
const largestColumn = 2 ** 30;
const largestFooter = 2 ** 28;
const mostRows = 2 ** 31;

/**
 * Opens a Parquet file, of which a column is read a row group at a time.
 * @throws InputError where it is damaged, or its row groups are too large to lie in memory.
 */
export async function openParquetTable(name: string, bytes: ByteSource): Promise<ColumnTable> {
  const { parquetMetadataAsync, parquetScan, parquetSchema } = await import('hyparquet');
  const file = asyncBuffer(name, bytes);
  const metadata = await reading(name, () => parquetMetadataAsync(file, { geoparquet: false }));
  const groups = groupsOf(name, metadata, bytes.limit);
  const columns = await reading(name, async () => parquetColumns(parquetSchema(metadata), metadata));
  let last: { readonly column: string; readonly group: number; readonly cells: ArrayLike<unknown> }[] = [];

  const groupCells = async (column: string, group: number): Promise<ArrayLike<unknown>> => {
    const known = last.find((each) => each.column === column && each.group === group);
    if (known !== undefined) return known.cells;
    const { start, end } = groups[group];
    const compressors = await boundedCompressors(name);
    const cells = await reading(name, async () => {
      const scan = await parquetScan({ file, metadata, columns: [column], utf8: false, compressors });
      return scan.readColumn({ column, rowStart: start, rowEnd: end });
    });
    if (cells.length !== end - start) throw damaged(name, `its column ${column} lacks rows`);
    // Columns of one row group are read side by side; those of the group before are done with.
    last = [...last.filter((each) => each.group === group), { column, group, cells }];
    return cells;
  };

  return {
    name,
    rows: groups.at(-1)?.end ?? 0,
    columns,
    async cells(column, first, count) {
      const found: unknown[] = [];
      for (const [i, { start, end }] of groups.entries()) {
        if (end <= first || start >= first + count) continue;
        const cells = await groupCells(column, i);
        for (let row = Math.max(first, start); row < Math.min(first + count, end); row++)
          found.push(cells[row - start]);
      }
      return found;
    },
    close: async () => {
      last = [];
    },
  };
}

interface Group {
  readonly start: number;
  readonly end: number;
}

function groupsOf(name: string, metadata: FileMetaData, fileSize: number): readonly Group[] {
  const groups: Group[] = [];
  let start = 0;
  for (const { num_rows: rows, columns } of metadata.row_groups) {
    for (const { meta_data: column } of columns) {
      if (column === undefined) continue;
      const size = Math.max(Number(column.total_uncompressed_size), Number(column.total_compressed_size));
      if (size > largestColumn || Number(column.num_values) > largestColumn) {
        throw new InputError(
          `${name} has row groups of more than ${largestColumn / 2 ** 20} MB a column, which would have to lie in memory; write it with ` +
            `smaller ones, as pyarrow.parquet.write_table(..., row_group_size=1000).`,
        );
      }
      const from = Number(column.dictionary_page_offset ?? column.data_page_offset);
      if (from < 0 || from + Number(column.total_compressed_size) > fileSize)
        throw damaged(name, 'its columns lie beyond its end');
    }
    const end = start + Number(rows);
    if (end < start || end > mostRows) throw damaged(name, 'it says that it has more rows than any file');
    if (end > start) groups.push({ start, end });
    start = end;
  }
  return groups;
}

function asyncBuffer(name: string, bytes: ByteSource): AsyncBuffer {
  return {
    byteLength: bytes.limit,
    async slice(start, end = bytes.limit) {
      const length = Math.min(end, bytes.limit) - start;
      if (!(start >= 0) || !(length >= 0) || length > largestColumn + largestFooter)
        throw damaged(name, 'its parts lie beyond its end');
      const piece = new Uint8Array(length);
      if ((await bytes.read(start, piece)) < length) throw damaged(name, 'it is cut short');
      return piece.buffer;
    },
  };
}

/** A page is no larger than a column may be, whatever it says of itself. */
async function boundedCompressors(name: string): Promise<Compressors> {
  const { compressors, decompressZstd } = await import('hyparquet-compressors');
  const all: Compressors = {
    ...compressors,
    ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)),
  };
  return Object.fromEntries(
    Object.entries(all).map(([codec, decompress]) => [
      codec,
      (input: Uint8Array, length: number) => {
        if (length < 0 || length > largestColumn)
          throw damaged(name, 'a page of it says that it takes more memory than there is');
        return decompress(input, length);
      },
    ]),
  );
}

async function reading<Found>(name: string, read: () => Promise<Found>): Promise<Found> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof InputError) throw error;
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw damaged(name, reason.replace(/\.$/, ''), error);
  }
}

function damaged(name: string, reason: string, cause?: unknown): InputError {
  return new InputError(
    `${name} is cut short or damaged as Parquet (${reason}); fetch or write the file again.`,
    { cause },
  );
}
