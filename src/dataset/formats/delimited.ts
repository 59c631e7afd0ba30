import { openDelimitedTable } from '../tables/delimitedTable.js';
import { openTable } from './openTable.js';
import type { DataFormat } from './dataFormat.js';

/** Tables of text: comma- or tab-separated values. */
export const delimited: DataFormat = {
  title: 'CSV, TSV',
  recognises: ({ name }) => /\.(csv|tsv)(\.gz)?$/i.test(name),
  open: (file, request) => openTable(file, request, openDelimitedTable),
};
