import { InputError } from '../../../inputError.js';
import { openColumns } from '../../columns/openColumns.js';
import type { DataFormat } from '../dataFormat.js';
import { openArrowTable } from './arrowTable.js';

const fileMagic = 'ARROW1';
const names = /\.(arrow|arrows|feather|ipc)$/i;

/** Arrow's file and stream formats, the first of which is also Feather's second version. */
export const arrow: DataFormat = {
  title: 'Arrow',
  recognises: ({ head, name }) => beginsWith(head, fileMagic) || beginsWith(head, 'FEA1') || names.test(name),
  async open(file, request) {
    if (beginsWith(file.head, 'FEA1')) {
      throw new InputError(
        `${file.name} is of Feather's first version, which is not read; write it again with a newer pyarrow.`,
      );
    }
    // In a file, the stream begins behind the magic, filled up to 8 bytes.
    const start = beginsWith(file.head, fileMagic) ? 8 : 0;
    return openColumns(file, request, await openArrowTable(file.name, file.bytes, start));
  },
};

function beginsWith(head: Uint8Array, text: string): boolean {
  return String.fromCharCode(...head.subarray(0, text.length)) === text;
}
