import { InputError } from '../../../inputError.js';
import { openColumns } from '../../columns/openColumns.js';
import type { DataFormat } from '../dataFormat.js';
import { openParquetTable } from './parquetTable.js';

/** Parquet: columns of pictures as Hugging Face keeps them, of numbers, or of lists of numbers. */
export const parquet: DataFormat = {
  title: 'Parquet',
  recognises: ({ head }) => /^PAR[1E]$/.test(String.fromCharCode(...head.subarray(0, 4))),
  async open(file, request) {
    const { name, gzipped, head } = file;
    if (gzipped)
      throw new InputError(`${name} is Parquet inside gzip, which can't be read in pieces; unpack it first.`);
    if (head[3] === 'E'.charCodeAt(0)) {
      throw new InputError(`${name} is encrypted, which can't be read; write it again without encryption.`);
    }
    return openColumns(file, request, await openParquetTable(name, file.raw));
  },
};
