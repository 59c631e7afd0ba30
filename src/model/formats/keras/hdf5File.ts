import type { Dataset, File as Root, Group } from 'h5wasm';
import { openHdf5, type Hdf5Bytes, type OpenHdf5 } from '../../../hdf5/openHdf5.js';
import { InputError } from '../../../inputError.js';
import { float16, sizeOf } from '../../tensor.js';
import type { StoredBytes } from '../storedBytes.js';
import { piecesOf, type Piece } from './arrayPieces.js';
import type { StoredWeight } from './weights.js';

/** More numbers than any layer's weight has: HDF5 may claim any size without holding it. */
const mostNumbers = 2 ** 29;
/** What the library reads of an array at a time: it keeps what memory it once took. */
const usualPiece = 2 ** 24;

/** An HDF5 file, read a weight at a time. */
export class Hdf5File {
  #isOpen = true;

  private constructor(
    private readonly opened: OpenHdf5,
    private readonly name: string,
    private readonly pieceBytes: number,
  ) {}

  /**
   * Opens a file from its bytes.
   * @param pieceBytes of an array that are read at a time.
   * @throws InputError where it is damaged, or no HDF5.
   */
  static async open(bytes: StoredBytes, name: string, pieceBytes = usualPiece): Promise<Hdf5File> {
    try {
      return new Hdf5File(await openHdf5(readInto(bytes)), name, pieceBytes);
    } catch (error) {
      throw error instanceof InputError ? error : damaged(name);
    }
  }

  /** Weights can still be read; each opens the file for as long as it takes. */
  close(): void {
    this.#isOpen = false;
    this.opened.close();
  }

  private get root(): Root {
    return this.opened.root;
  }

  /** A text that a group bears; undefined where there is none. */
  text(group: string, attribute: string): string | undefined {
    const value = this.attribute(group, attribute);
    return typeof value === 'string' ? value : undefined;
  }

  /** A list of texts, of which Keras puts long ones into several attributes: `weight_names0`, `weight_names1`. */
  texts(group: string, attribute: string): string[] {
    const whole = this.attribute(group, attribute);
    if (whole !== undefined) return asTexts(whole);
    const all: string[] = [];
    for (let i = 0; ; i++) {
      const part = this.attribute(group, `${attribute}${i}`);
      if (part === undefined) return all;
      all.push(...asTexts(part));
    }
  }

  hasGroup(path: string): boolean {
    return this.group(path) !== null;
  }

  /** Names of what a group holds. */
  keys(path: string): string[] {
    return this.group(path)?.keys() ?? [];
  }

  /**
   * An array of numbers.
   * @throws InputError where it is missing or holds something else.
   */
  weight(path: string, name: string): StoredWeight {
    const found = this.root.get(path);
    if (!isDataset(found)) {
      throw new InputError(`${this.name} lacks the weight "${path}"; save the whole model again.`);
    }
    const dims = found.shape ?? [];
    if (sizeOf(dims) > mostNumbers) {
      throw new InputError(
        `The weight "${path}" of ${this.name} is said to have ${dims.join(' x ')} numbers, more than can be there; save the whole model again.`,
      );
    }
    return { name, dims, values: () => this.numbersAt(path, dims) };
  }

  private numbersAt(path: string, dims: readonly number[]): Float32Array {
    if (!this.#isOpen) {
      const later = new Hdf5File(this.opened.again(), this.name, this.pieceBytes);
      try {
        return later.numbersAt(path, dims);
      } finally {
        later.close();
      }
    }
    const found = this.root.get(path) as Dataset;
    const { chunks, size } = found.metadata;
    // Parts of what is compressed would be unpacked more than once.
    const pieces = chunks === null ? piecesOf(dims, this.pieceBytes / size) : [null];
    const values = new Float32Array(sizeOf(dims));
    let filled = 0;
    for (const piece of pieces) {
      const numbers = this.numbersOf(found, path, piece);
      if (numbers.length > values.length - filled) throw damaged(this.name);
      values.set(numbers, filled);
      filled += numbers.length;
    }
    if (filled !== values.length) throw damaged(this.name);
    return values;
  }

  /** The numbers of a part of an array, or of all of it. */
  private numbersOf(found: Dataset, path: string, piece: Piece | null): ArrayLike<number> {
    let value: unknown;
    try {
      if (isHalf(found)) value = this.halves(found, piece);
      else value = piece ? found.slice(piece.map(([start, end]) => [start, end])) : found.value;
    } catch (error) {
      if (error instanceof InputError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new InputError(
        `The weight "${path}" of ${this.name} can't be read (${reason}); save the whole model again, uncompressed.`,
      );
    }
    if (value instanceof Float32Array || value instanceof Float64Array) return value;
    const numbers = typeof value === 'number' ? [value] : value;
    const isArray = ArrayBuffer.isView(numbers) || Array.isArray(numbers);
    return isArray ? Float32Array.from(numbers as ArrayLike<number>, Number) : [];
  }

  /** Numbers of half precision, for which JavaScript has no array. */
  private halves({ file_id: file, path, metadata }: Dataset, piece: Piece | null): Float32Array {
    const { library } = this.opened;
    const [offset, count, strides] = piece
      ? [
          piece.map(([start]) => BigInt(start)),
          piece.map(([start, end]) => BigInt(end - start)),
          piece.map(() => 1n),
        ]
      : [null, null, null];
    const length = piece ? sizeOf(piece.map(([start, end]) => end - start)) : metadata.total_size;
    const memory = library._malloc(2 * length);
    try {
      library.get_dataset_data(file, path, count, offset, strides, BigInt(memory));
      const { buffer } = library.HEAPU8.slice(memory, memory + 2 * length);
      const view = new DataView(buffer);
      return Float32Array.from({ length }, (_, i) => float16(view.getUint16(2 * i, metadata.littleEndian)));
    } finally {
      library._free(memory);
    }
  }

  private attribute(path: string, name: string): unknown {
    const attributes = this.group(path)?.attrs ?? {};
    return Object.hasOwn(attributes, name) ? attributes[name].value : undefined;
  }

  private group(path: string): Group | null {
    const found = this.root.get(path) as Group | null;
    return found?.type === 'Group' ? found : null;
  }
}

/** Bytes as the library reads them. */
function readInto(bytes: StoredBytes): Hdf5Bytes {
  return {
    size: bytes.size,
    read(position, into) {
      const piece = bytes.read(position, into.length);
      into.set(piece);
      return piece.length;
    },
  };
}

function isDataset(entity: ReturnType<Root['get']>): entity is Dataset {
  return (entity as Dataset | null)?.type === 'Dataset';
}

function isHalf({ metadata, dtype }: Dataset): boolean {
  return metadata.size === 2 && typeof dtype === 'string' && dtype.endsWith('e');
}

function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
}

function damaged(name: string): InputError {
  return new InputError(
    `${name} is damaged: its HDF5 breaks off or can't be read; copy or save the model again.`,
  );
}
