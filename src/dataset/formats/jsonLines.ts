import { openJsonLinesTable } from '../tables/jsonLinesTable.js';
import { openTable } from './openTable.js';
import type { DataFormat } from './dataFormat.js';

/** A JSON value a line. */
export const jsonLines: DataFormat = {
  title: 'JSON lines',
  recognises: ({ name }) => /\.(jsonl|ndjson)(\.gz)?$/i.test(name),
  open: (file, request) => openTable(file, request, openJsonLinesTable),
};
