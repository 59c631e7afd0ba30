import { InputError } from '../../inputError.js';
import type { DataFile } from '../dataFile.js';
import type { ElementType } from '../elements.js';
import { contiguousArray, rowLength } from '../storedArray.js';
import type { DataFormat } from './dataFormat.js';
import { singleArray } from './singleArray.js';

/** The third byte of an IDX file names the element type; numbers are big-endian. */
const elementTypes: Readonly<Record<number, ElementType>> = {
  0x08: { kind: 'u', size: 1, littleEndian: false },
  0x09: { kind: 'i', size: 1, littleEndian: false },
  0x0b: { kind: 'i', size: 2, littleEndian: false },
  0x0c: { kind: 'i', size: 4, littleEndian: false },
  0x0d: { kind: 'f', size: 4, littleEndian: false },
  0x0e: { kind: 'f', size: 8, littleEndian: false },
};

/**
 * IDX, the format of MNIST: two zero bytes, the element type, the number of dimensions, each dimension as
 * a big-endian 32-bit number, then the elements.
 */
export const idx: DataFormat = {
  title: 'IDX',

  recognises({ name, head, bytes }) {
    if (head[0] !== 0 || head[1] !== 0 || !(head[2] in elementTypes) || !head[3]) return false;
    // A CIFAR file may begin like this by chance, but not have the length that such a header asks for too.
    return !/\.bin$/i.test(name) || (bytes.exact && bytes.limit === expectedBytes(head));
  },

  async open(file) {
    const { name, bytes } = file;
    const header = await readHeader(file);
    const shape = shapeOf(header);
    return singleArray(contiguousArray(name, shape, elementTypes[header[2]], bytes, header.length));
  },
};

async function readHeader({ name, head, bytes }: DataFile): Promise<Uint8Array> {
  const header = new Uint8Array(4 + 4 * head[3]);
  const found = await bytes.read(0, header);
  if (found < header.length) {
    throw new InputError(
      `${name} is cut short: its IDX header needs ${header.length} bytes, but there are only ${found}; ` +
        `fetch or write the file again.`,
    );
  }
  return header;
}

function shapeOf(header: Uint8Array): number[] {
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  return Array.from({ length: header[3] }, (_, i) => view.getUint32(4 + 4 * i));
}

function expectedBytes(head: Uint8Array): number {
  const length = 4 + 4 * head[3];
  if (length > head.length) return NaN;
  const shape = shapeOf(head.subarray(0, length));
  return length + shape[0] * rowLength(shape) * elementTypes[head[2]].size;
}
