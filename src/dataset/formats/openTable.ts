import { basename, dirname } from 'node:path';
import type { ByteSource } from '../byteSource.js';
import type { DataFile } from '../dataFile.js';
import { findLabelFile } from '../labelFile.js';
import type { Table } from '../tables/table.js';
import { TableContent } from '../tables/tableContent.js';
import type { DataContent, DataRequest } from './dataFormat.js';

/** The content of a file that is a table. Where labels lie in a file beside it, all of its columns are inputs. */
export async function openTable(
  { name, path, bytes }: DataFile,
  request: DataRequest,
  open: (bytes: ByteSource, name: string) => Promise<Table>,
): Promise<DataContent> {
  const beside = await findLabelFile(basename(path), dirname(path));
  return new TableContent(await open(bytes, name), request, beside !== null);
}
