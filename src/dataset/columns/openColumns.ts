import { basename, dirname } from 'node:path';
import { InputError } from '../../inputError.js';
import type { DataFile } from '../dataFile.js';
import type { DataContent, DataRequest } from '../formats/dataFormat.js';
import { findLabelFile } from '../labelFile.js';
import { ColumnContent } from './columnContent.js';
import type { ColumnTable } from './columnTable.js';

/** The content of a file of columns. @throws InputError where it has no rows. */
export async function openColumns(
  { name, path }: DataFile,
  request: DataRequest,
  table: ColumnTable,
): Promise<DataContent> {
  if (table.rows === 0) throw new InputError(`${name} holds no rows; choose a file that holds samples.`);
  const beside = await findLabelFile(basename(path), dirname(path));
  return new ColumnContent(table, request, beside !== null);
}
