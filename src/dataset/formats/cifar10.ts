import { InputError } from '../../inputError.js';
import type { DataFile } from '../dataFile.js';
import type { StoredArray } from '../storedArray.js';
import type { DataFormat } from './dataFormat.js';

/** A label, then 32 x 32 pixels of red, of green and of blue. */
const recordBytes = 1 + 3 * 32 * 32;
const byte = { kind: 'u', size: 1, littleEndian: true } as const;

/** CIFAR-10's binary format: records of one label byte and 3 x 32 x 32 pixel bytes, without any header. */
export const cifar10: DataFormat = {
  title: 'CIFAR-10 binary',

  recognises: ({ name }) => /\.bin(\.gz)?$/i.test(name),

  async open(file) {
    const count = countRecords(file);
    const { name, bytes } = file;
    const images: StoredArray = {
      name,
      shape: [count, 3, 32, 32],
      element: byte,
      layout: 'NCHW',
      bytes,
      offset: 1,
      stride: recordBytes,
    };
    const labels: StoredArray = { ...images, shape: [count], layout: null, offset: 0 };
    const only =
      <Found>(found: Found) =>
      async (key: string | null): Promise<Found> => {
        if (key === null) return found;
        throw new InputError(`${name} holds one set of images without a name; leave out \`#${key}\`.`);
      };
    return {
      inputs: only(images),
      labels: only(labels),
      labelsOf: only(labels),
      close: async () => undefined,
    };
  },
};

function countRecords({ name, gzipped, bytes }: DataFile): number {
  if (gzipped) {
    throw new InputError(
      `${name}: the number of images is not known while it is compressed; unpack it first.`,
    );
  }
  const count = Math.floor(bytes.limit / recordBytes);
  if (bytes.limit !== count * recordBytes) {
    throw new InputError(
      `${name} is cut short or not in CIFAR-10's binary format: ${(count + 1) * recordBytes} bytes were expected ` +
        `(records of ${recordBytes}), but there are ${bytes.limit}; fetch the file again.`,
    );
  }
  return count;
}
