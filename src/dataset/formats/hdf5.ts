import { readSync } from 'node:fs';
import type { Dataset, Group, Metadata } from 'h5wasm';
import { openHdf5, type OpenHdf5 } from '../../hdf5/openHdf5.js';
import { InputError } from '../../inputError.js';
import type { DataFile } from '../dataFile.js';
import type { ElementType } from '../elements.js';
import { LoadedRows } from '../loadedRows.js';
import { checkExtent, contiguousArray, rowLength, shapeText, type StoredArray } from '../storedArray.js';
import { textArray } from '../textArray.js';
import type { DataFormat } from './dataFormat.js';
import { NamedArrays, type ArrayNames } from './namedArrays.js';

const signature = '\x89HDF\r\n\x1a\n';
/** Data sets beyond this many are not looked for, nor in groups deeper than this. */
const mostArrays = 1000;
const deepest = 8;
/** Bytes of one row: a larger one is taken for a damaged shape. */
const largestRow = 2 ** 28;
const mostTexts = 10_000_000;

/** Numbers of HDF5's type classes. */
const [integer, float, text, enumeration] = [0, 1, 3, 8];

/** HDF5 as h5py writes it: data sets of numbers, chunked and compressed as the library supports. */
export const hdf5: DataFormat = {
  title: 'HDF5',
  recognises: ({ head }) => String.fromCharCode(...head.subarray(0, 8)) === signature,

  async open(file) {
    const { name, gzipped, handle, raw } = file;
    if (gzipped)
      throw new InputError(`${name} is HDF5 inside gzip, which can't be read in pieces; unpack it first.`);
    const bytes = {
      size: raw.limit,
      read: (position: number, into: Uint8Array) => readSync(handle.fd, into, 0, into.length, position),
    };
    const opened = await openHdf5(bytes).catch(() => {
      throw damaged(name);
    });
    try {
      return new NamedArrays(new Hdf5Arrays(file, opened));
    } catch (error) {
      opened.close();
      throw error;
    }
  },
};

class Hdf5Arrays implements ArrayNames {
  readonly file: string;
  readonly names: readonly string[];

  /** @throws InputError where there is no data set of numbers, or the file is a Keras model. */
  constructor(
    { name }: DataFile,
    private readonly opened: OpenHdf5,
  ) {
    this.file = name;
    this.names = this.list();
  }

  async open(key: string): Promise<StoredArray> {
    const name = `${this.file}#${key}`;
    const dataset = this.opened.root.get(key) as Dataset;
    const { shape, ...type } = dataset.metadata;
    if (shape === null) throw new InputError(`${name} is empty; choose an array that holds samples.`);
    if (type.type === text) return this.texts(name, dataset, shape);
    const element = elementOf(type, name);
    const rowBytes = rowLength(shape) * element.size;
    if (rowBytes > largestRow || !Number.isSafeInteger(rowBytes * shape[0])) {
      throw new InputError(
        `${name} has the shape ${shapeText(shape)}, whose samples are too large to be read; check how it was written.`,
      );
    }
    const rows = new LoadedRows(shape[0] ?? 0, Math.max(1, rowBytes), (first, count) =>
      this.load(name, dataset.path, first, [count, ...shape.slice(1)], element.size),
    );
    const array = contiguousArray(name, shape, element, rows, 0);
    checkExtent(array);
    return array;
  }

  async close(): Promise<void> {
    this.opened.close();
  }

  private texts(name: string, dataset: Dataset, shape: readonly number[]): StoredArray {
    const count = shape.reduce((product, size) => product * size, 1);
    if (count > mostTexts)
      throw new InputError(`${name} holds ${count} texts; at most ${mostTexts} labels are read.`);
    const texts = this.reading(name, () => [dataset.value].flat());
    const array = { ...textArray(name, texts.map(String)), shape };
    checkExtent(array);
    return array;
  }

  /** The bytes of a block of whole rows, its elements in the library's byte order. */
  private async load(
    name: string,
    path: string,
    first: number,
    block: readonly number[],
    elementSize: number,
  ): Promise<Uint8Array> {
    const { library, root } = this.opened;
    const size = block.reduce((product, extent) => product * extent, elementSize);
    const memory = library._malloc(size);
    if (memory === 0) throw new InputError(`${name}: there is not enough memory for ${size} bytes of it.`);
    try {
      this.reading(name, () =>
        library.get_dataset_data(
          root.file_id,
          path,
          block.map(BigInt),
          block.map((_, axis) => BigInt(axis === 0 ? first : 0)),
          block.map(() => 1n),
          BigInt(memory) as never,
        ),
      );
      return library.HEAPU8.slice(memory, memory + size);
    } finally {
      library._free(memory);
    }
  }

  /** What the library gives, or what keeps it from doing so. */
  private reading<Found>(name: string, read: () => Found): Found {
    try {
      return read();
    } catch (error) {
      const reason = String(error);
      if (!/filter|plugin/i.test(reason)) throw damaged(name);
      throw new InputError(
        `${name} is compressed in a way that is not understood (only gzip, shuffle, Fletcher32, szip and n-bit are); write it ` +
          `with h5py's compression="gzip".`,
      );
    }
  }

  private list(): string[] {
    const { root } = this.opened;
    if (this.reading(this.file, () => 'model_config' in root.attrs || 'layer_names' in root.attrs)) {
      throw new InputError(
        `${this.file} is a Keras model, not data; name it as the model, and an array of samples as data.`,
      );
    }
    const names: string[] = [];
    const visit = (group: Group, prefix: string, depth: number): void => {
      for (const key of group.keys()) {
        const found = group.get(key);
        if (names.length >= mostArrays || found === null || !('type' in found)) continue;
        if (found.type === 'Dataset' && isReadable((found as Dataset).metadata)) names.push(prefix + key);
        if (found.type === 'Group' && depth < deepest) visit(found as Group, `${prefix}${key}/`, depth + 1);
      }
    };
    this.reading(this.file, () => visit(root, '', 0));
    if (names.length > 0) return names;
    throw new InputError(`${this.file} holds no arrays of numbers; save them with h5py, as file["x"] = x.`);
  }
}

function isReadable({ type }: Metadata): boolean {
  return [integer, float, text, enumeration].includes(type);
}

/** Numbers as the library hands them on, little-endian. h5py writes truth values as an enumeration of bytes. */
function elementOf({ type, size, signed, enum_type }: Omit<Metadata, 'shape'>, name: string): ElementType {
  const isWhole = type === integer || enum_type?.type === integer;
  const kind = isWhole ? (signed && enum_type === undefined ? 'i' : 'u') : 'f';
  if ((isWhole ? [1, 2, 4, 8] : [2, 4, 8]).includes(size)) return { kind, size, littleEndian: true };
  throw new InputError(
    `${name} holds numbers of ${size} bytes, which are not read; save them as whole numbers or floats of 2 to 8.`,
  );
}

function damaged(name: string): InputError {
  return new InputError(
    `${name} is damaged: its HDF5 breaks off or can't be read; copy or write the file again.`,
  );
}
