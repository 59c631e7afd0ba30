import type { Dataset, File as Root, Group } from 'h5wasm';
import { bytesInMemory, openHdf5, type Hdf5Library } from '../../../hdf5/openHdf5.js';
import { InputError } from '../../../inputError.js';
import { float16, sizeOf } from '../../tensor.js';
import type { StoredWeight } from './weights.js';

/** More numbers than any layer's weight has: HDF5 may claim any size without holding it. */
const mostNumbers = 2 ** 29;

/** An HDF5 file in memory, read a weight at a time. */
export class Hdf5File {
  private constructor(
    private readonly library: Hdf5Library,
    private readonly root: Root,
    private readonly release: () => void,
    private readonly name: string,
  ) {}

  /**
   * Opens a file from its bytes.
   * @throws InputError where it is damaged, or no HDF5.
   */
  static async open(bytes: Uint8Array, name: string): Promise<Hdf5File> {
    try {
      const { library, root, close } = await openHdf5(bytesInMemory(bytes));
      return new Hdf5File(library, root, close, name);
    } catch {
      throw damaged(name);
    }
  }

  close(): void {
    this.release();
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
    return { name, dims, values: () => this.numbersOf(found, path) };
  }

  private numbersOf(found: Dataset, path: string): Float32Array {
    let value: unknown;
    try {
      value = isHalf(found) ? this.halves(found) : found.value;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new InputError(
        `The weight "${path}" of ${this.name} can't be read (${reason}); save the whole model again, uncompressed.`,
      );
    }
    const numbers = typeof value === 'number' ? [value] : value;
    const isArray = ArrayBuffer.isView(numbers) || Array.isArray(numbers);
    const values = isArray ? Float32Array.from(numbers as ArrayLike<number>, Number) : new Float32Array();
    if (values.length !== sizeOf(found.shape ?? [])) throw damaged(this.name);
    return values;
  }

  /** Numbers of half precision, for which JavaScript has no array. */
  private halves({ file_id: file, path, metadata }: Dataset): Float32Array {
    const bytes = 2 * metadata.total_size;
    const memory = this.library._malloc(bytes);
    try {
      this.library.get_dataset_data(file, path, null, null, null, BigInt(memory));
      const { buffer } = this.library.HEAPU8.slice(memory, memory + bytes);
      const view = new DataView(buffer);
      return Float32Array.from({ length: metadata.total_size }, (_, i) =>
        float16(view.getUint16(2 * i, metadata.littleEndian)),
      );
    } finally {
      this.library._free(memory);
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
