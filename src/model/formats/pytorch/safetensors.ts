import { InputError } from '../../../inputError.js';
import { damagedWeights } from './damagedWeights.js';
import { sizeOf } from '../../tensor.js';
import {
  contiguousStrides,
  elementBytes,
  type ElementType,
  type RandomBytes,
  type StoredTensor,
} from './storedTensor.js';

/** The format's own limit on its header. */
const mostHeaderBytes = 100_000_000;

const elementTypes: Readonly<Record<string, ElementType>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  F8_E4M3: 'float8_e4m3fn',
  F8_E5M2: 'float8_e5m2',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U64: 'uint64',
  U32: 'uint32',
  U16: 'uint16',
  U8: 'uint8',
  BOOL: 'bool',
};

/** Whether a file begins as the format does: the length of a header, then its JSON. */
export function isSafetensors(start: Uint8Array, size: number): boolean {
  if (start.length < 10 || start[8] !== 0x7b) return false;
  const length = headerLength(start);
  return length <= mostHeaderBytes && (length + 8 <= size || start[9] === 0x22);
}

/**
 * The tensors of a safetensors file, of which only the header is read. Layout: 8 bytes, the length of the header; the header,
 * JSON; then the elements, which the header gives each tensor a range of.
 * @throws InputError where the file is cut short, or its header claims what can't be.
 */
export async function readSafetensors(bytes: RandomBytes, file: string): Promise<StoredTensor[]> {
  const length = headerLength(await bytes.read(0, 8));
  if (length > mostHeaderBytes || length + 8 > bytes.size) {
    throw damagedWeights(file, `its header should take ${length} bytes, and the file has ${bytes.size}`);
  }
  const header = parseHeader(await bytes.read(8, length), file);
  const room = bytes.size - 8 - length;
  return Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, entry]) => {
      const { dtype, shape, data_offsets: range } = checkedEntry(name, entry, file);
      const type = elementTypes[dtype];
      if (type === undefined) {
        throw new InputError(
          `${file} holds "${name}" in elements of type ${dtype}, which can't be read; save it in float32.`,
        );
      }
      const [begin, end] = range;
      if (end > room || end - begin !== sizeOf(shape) * elementBytes[type]) {
        throw damagedWeights(file, `the range of "${name}" does not fit its shape or the file`);
      }
      return {
        name,
        type,
        shape,
        strides: contiguousStrides(shape),
        storage: bytes,
        offset: 8 + length + begin,
      };
    });
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

function headerLength(start: Uint8Array): number {
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  return Number(view.getBigUint64(0, true));
}

function parseHeader(bytes: Uint8Array, file: string): object {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof header === 'object' && header !== null && !Array.isArray(header)) return header;
  } catch {
    // Told below.
  }
  throw damagedWeights(file, 'its header is no JSON object');
}

function checkedEntry(name: string, entry: unknown, file: string): Entry {
  const { dtype, shape, data_offsets: range } = (entry ?? {}) as Partial<Record<keyof Entry, unknown>>;
  if (typeof dtype !== 'string' || !isSizes(shape) || !isSizes(range) || range.length !== 2) {
    throw damagedWeights(file, `its header does not tell type, shape and place of "${name}"`);
  }
  return { dtype, shape, data_offsets: [range[0], range[1]] };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && (each as number) >= 0);
}

/**
 * The header of a safetensors file of these tensors, with its length before it; their elements follow in the same order.
 * @throws InputError where the format has no type for a tensor's elements.
 */
export function safetensorsHeader(tensors: readonly StoredTensor[], file: string): Uint8Array {
  let at = 0;
  const header: Record<string, Entry> = {};
  for (const { name, type, shape } of tensors) {
    const dtype = Object.keys(elementTypes).find((key) => elementTypes[key] === type);
    if (dtype === undefined) {
      throw new InputError(`${file} holds "${name}" in elements of type ${type}, which can't be exported.`);
    }
    const end = at + sizeOf(shape) * elementBytes[type];
    header[name] = { dtype, shape, data_offsets: [at, end] };
    at = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}
