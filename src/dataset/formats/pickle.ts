import { endianness } from 'node:os';
import { InputError } from '../../inputError.js';
import { NumpyArray, numpyGlobals } from '../../pickle/numpyGlobals.js';
import { allowAny, pythonGlobals } from '../../pickle/pythonGlobals.js';
import type { PythonValue } from '../../pickle/pythonValue.js';
import { readPickle } from '../../pickle/readPickle.js';
import { MemoryBytes } from '../byteSource.js';
import type { DataFile } from '../dataFile.js';
import { contiguousArray, rowLength, type StoredArray } from '../storedArray.js';
import { textArray } from '../textArray.js';
import type { DataFormat } from './dataFormat.js';
import { NamedArrays, type ArrayNames } from './namedArrays.js';
import { inOrder } from './npy.js';
import { elementType } from './npyHeader.js';

/** A pickle lies in memory while it is read; CIFAR-100's has 150 MB. */
const mostBytes = 2 ** 30;
const pieceBytes = 2 ** 20;
const names = /(\.(pkl|pickle|p)|(^|[/\\])(data_batch_\d+|test_batch))(\.gz)?$/i;
const advice = 'save its arrays with numpy.savez';

/** Shapes of CIFAR's rows: 32 x 32 pixels of red, of green and of blue. */
const cifarRow = 3 * 32 * 32;
const cifarKeys = ['batch_label', 'filenames', 'coarse_labels', 'fine_labels'];

const double = { kind: 'f', size: 8, littleEndian: endianness() === 'LE' } as const;

/** Pickles of arrays: CIFAR's batches, and what people keep as `.pkl`. Nothing in them is ever run. */
export const pickle: DataFormat = {
  title: 'pickled arrays (CIFAR for Python)',

  recognises: ({ name, head }) => (head[0] === 0x80 && head[1] >= 2 && head[1] <= 5) || names.test(name),

  async open(file) {
    const { name } = file;
    const bytes = await readWhole(file);
    const value = readPickle(bytes, { name, advice, globals: allowAny(pythonGlobals, numpyGlobals) });
    return new NamedArrays(new PickledArrays(name, value));
  },
};

class PickledArrays implements ArrayNames {
  readonly names: readonly string[];
  private readonly values: ReadonlyMap<string, PythonValue>;
  private readonly isCifar: boolean;

  /** @throws InputError where it holds no arrays of numbers. */
  constructor(
    readonly file: string,
    value: PythonValue,
  ) {
    const values = new Map(namedValues(value));
    this.isCifar = cifarKeys.some((key) => values.has(key));
    // CIFAR-100's finer classes are those that people mean; the names of its files are no labels.
    const fine = values.get('fine_labels');
    if (this.isCifar && fine !== undefined) values.set('labels', fine);
    if (this.isCifar) values.delete('filenames');
    this.values = values;
    this.names = [...values].filter(([, each]) => isArray(each)).map(([key]) => key);
    if (this.names.length === 0)
      throw new InputError(`${file}: the pickle holds no arrays of numbers; ${advice}.`);
  }

  async open(key: string): Promise<StoredArray> {
    const name = this.names.length === 1 ? this.file : `${this.file}#${key}`;
    const value = this.values.get(key) ?? null;
    if (!(value instanceof NumpyArray)) return listArray(name, value as PythonValue[]);
    if (value.values !== null) return listArray(name, value.values);
    const { shape, description, data, fortranOrder } = value;
    const array = contiguousArray(name, shape, elementType(name, description), new MemoryBytes(data), 0);
    const isPictures = this.isCifar && shape.length === 2 && rowLength(shape) === cifarRow;
    return inOrder(
      isPictures ? { ...array, shape: [shape[0], 3, 32, 32], layout: 'NCHW' } : array,
      fortranOrder,
    );
  }

  async close(): Promise<void> {}
}

function isArray(value: PythonValue): boolean {
  return (
    value instanceof NumpyArray || (Array.isArray(value) && value.length > 0 && !Array.isArray(value[0]))
  );
}

/** What a pickle holds, by names: a dict's, or those that go without saying. */
function namedValues(value: PythonValue): [string, PythonValue][] {
  if (value instanceof Map) {
    return [...value].map(([key, each]) => [typeof key === 'string' ? key : JSON.stringify(key), each]);
  }
  if (!Array.isArray(value)) return [['array', value]];
  const pairs = value.filter((each) => Array.isArray(each) && each.length === 2) as PythonValue[][];
  if (value.length === 2 && value.every(isArray))
    return [
      ['x', value[0]],
      ['y', value[1]],
    ];
  const parts = { 2: ['train', 'test'], 3: ['train', 'valid', 'test'] }[pairs.length];
  if (parts === undefined || pairs.length !== value.length) return [['array', value]];
  return pairs.flatMap(([x, y], i): [string, PythonValue][] => [
    [`x_${parts[i]}`, x],
    [`y_${parts[i]}`, y],
  ]);
}

/** A list of numbers, or of texts. */
function listArray(name: string, values: readonly PythonValue[]): StoredArray {
  if (values.every((value) => typeof value === 'string')) return textArray(name, values);
  const numbers = Float64Array.from(values, (value) => (value === null ? NaN : Number(value)));
  const isPlain = values.every((value) => ['number', 'bigint', 'boolean'].includes(typeof value));
  if (!isPlain) throw new InputError(`${name} is a list of other things than numbers; ${advice}.`);
  return contiguousArray(name, [numbers.length], double, new MemoryBytes(new Uint8Array(numbers.buffer)), 0);
}

async function readWhole({ name, bytes }: DataFile): Promise<Uint8Array> {
  const tooLarge = (): InputError =>
    new InputError(
      `${name} is a pickle of more than ${mostBytes / 2 ** 20} MB, which would have to lie in memory; ${advice}.`,
    );
  if (bytes.exact && bytes.limit > mostBytes) throw tooLarge();
  if (bytes.exact) {
    const whole = new Uint8Array(bytes.limit);
    return whole.subarray(0, await bytes.read(0, whole));
  }
  const pieces: Uint8Array[] = [];
  for (let at = 0; ;) {
    const piece = new Uint8Array(pieceBytes);
    const count = await bytes.read(at, piece);
    pieces.push(piece.subarray(0, count));
    at += count;
    if (at > mostBytes) throw tooLarge();
    if (count < pieceBytes) return joined(pieces, at);
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
