import { InputError } from '../../../inputError.js';
import type { ByteSource } from '../../byteSource.js';
import type { ColumnTable, TableColumn } from '../../columns/columnTable.js';
import { doubleElement, floatElement } from '../../columns/numberCells.js';
import { openColumns } from '../../columns/openColumns.js';
import { DecompressedBytes } from '../../decompressedBytes.js';
import type { DataFile } from '../../dataFile.js';
import { imageTypeOf } from '../../images/imageType.js';
import type { DataFormat } from '../dataFormat.js';
import type { Feature } from './example.js';
import { indexRecords, isRecordHeader, readRecord } from './records.js';

const names = /\.tfrecords?(\.gz|\.zlib)?$|\.tfrecords?-\d+-of-\d+$/i;

/** TensorFlow's records of `tf.train.Example`, each with features by name; plain or compressed as a whole. */
export const tfrecord: DataFormat = {
  title: 'TFRecord',
  recognises: ({ name, head }) => isRecordHeader(head) || names.test(name),
  async open(file, request) {
    const bytes = isZlib(file.head) ? new DecompressedBytes(file.raw, 'zlib', file.name) : file.bytes;
    return openColumns(file, request, await openRecords(file, bytes));
  },
};

function isZlib(head: Uint8Array): boolean {
  return head[0] === 0x78 && ((head[0] << 8) | head[1]) % 31 === 0;
}

async function openRecords({ name }: DataFile, bytes: ByteSource): Promise<ColumnTable> {
  const { decodeExample } = await import('./example.js');
  const index = await indexRecords(name, bytes);
  const exampleAt = async (record: number): Promise<ReadonlyMap<string, Feature>> => {
    const content = await readRecord(name, bytes, index, record);
    try {
      return decodeExample(content);
    } catch (error) {
      throw new InputError(
        `${name}: record ${record} (counted from 0) is no tf.train.Example; write it with tf.io.TFRecordWriter from such.`,
        { cause: error },
      );
    }
  };
  const columns = index.count === 0 ? [] : columnsOf(await exampleAt(0));
  return {
    name,
    rows: index.count,
    columns,
    async cells(column, first, count) {
      const isText = columns.find((each) => each.name === column)?.kind === 'text';
      const cells: unknown[] = [];
      for (let record = first; record < first + count; record++) {
        const feature = (await exampleAt(record)).get(column);
        cells.push(feature === undefined ? null : cellOf(feature, isText));
      }
      return cells;
    },
    close: () => bytes.release(),
  };
}

function cellOf({ values }: Feature, isText: boolean): unknown {
  if (values.length !== 1) return values;
  const [value] = values;
  return isText && value instanceof Uint8Array ? textOf(value) : value;
}

/** Columns by the features of the first record. */
function columnsOf(example: ReadonlyMap<string, Feature>): TableColumn[] {
  return [...example].map(([name, { kind, values }]): TableColumn => {
    const isSingle = values.length === 1;
    if (kind === 'floats' || kind === 'integers') {
      const element = kind === 'floats' ? floatElement : doubleElement;
      return { name, kind: isSingle ? 'number' : 'numbers', element, classNames: null };
    }
    const single = !isSingle ? 'other' : textOf(values[0]) === null ? 'bytes' : 'text';
    return { name, kind: single, element: null, classNames: null };
  });
}

/** Bytes that are text; null of others. */
function textOf(bytes: Uint8Array): string | null {
  if (imageTypeOf(bytes) !== null) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);

    return /[\0-\x08\x0e-\x1f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
