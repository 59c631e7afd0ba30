import { describe, expect, it } from 'vitest';
import { InputError } from '../../../../src/inputError.js';
import { readModel } from '../../../../src/model/formats/readModel.js';
import { answers } from '../keras/kerasModel.js';

/** A field of protobuf's that has a length: bytes, text or another message. */
function field(number: number, ...content: (Uint8Array | string)[]): Uint8Array {
  const parts = content.map((part) => (typeof part === 'string' ? new TextEncoder().encode(part) : part));
  const bytes = parts.flatMap((part) => [...part]);
  return Uint8Array.of((number << 3) | 2, ...varint(bytes.length), ...bytes);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)];
}

const whole = (number: number, value: number) => Uint8Array.of(number << 3, ...varint(value));
const float = 1;
const shape = (...sizes: number[]) => sizes.map((size) => field(2, whole(1, size)));
const attribute = (name: string, value: Uint8Array) => field(5, field(1, name), field(2, value));
const node = (name: string, op: string, inputs: readonly string[], ...attributes: Uint8Array[]) =>
  field(1, field(1, name), field(2, op), ...inputs.map((input) => field(3, input)), ...attributes);
/** A constant whose numbers were taken out. */
const hollow = (name: string, ...sizes: number[]) =>
  node(
    name,
    'Const',
    [],
    attribute('dtype', whole(6, float)),
    attribute('value', field(8, whole(1, float), field(2, ...shape(...sizes)))),
  );

const placeholder = node(
  'x',
  'Placeholder',
  [],
  attribute('dtype', whole(6, float)),
  attribute('shape', field(7, ...shape(1, 2))),
);

/** x W + b for two inputs, as the first versions of TensorFlow.js wrote it: the numbers lie in a file beside it. */
const graph = Uint8Array.from([
  ...placeholder,
  ...hollow('W', 2, 2),
  ...hollow('b', 2),
  ...node('product', 'MatMul', ['x', 'W'], attribute('T', whole(6, float))),
  ...node('y', 'BiasAdd', ['product', 'b'], attribute('T', whole(6, float))),
]);

const manifest = [
  {
    paths: ['group1-shard1of1'],
    weights: [
      { name: 'W', shape: [2, 2], dtype: 'float32' },
      { name: 'b', shape: [2], dtype: 'float32' },
    ],
  },
];

function read(files: Readonly<Record<string, Uint8Array>>) {
  return readModel(graph, 'tensorflowjs_model.pb', {
    external: (path) =>
      path in files ? Promise.resolve(files[path]) : Promise.reject(new InputError(`${path} is missing`)),
    unzip: () => Promise.resolve(new Map()),
  });
}

const listed = new TextEncoder().encode(JSON.stringify(manifest));
const numbers = new Uint8Array(Float32Array.of(1, 2, 3, 4, 10, 20).buffer);

describe('a graph without its numbers', () => {
  it('takes them from the list of weights beside it', async () => {
    const { graph: made, format } = await read({
      'weights_manifest.json': listed,
      'group1-shard1of1': numbers,
    });
    expect(format).toBe('tensorflow');
    expect((await answers(made, 1, [1, 1])).values).toEqual([14, 26]);
  });

  it.each([
    [{}, 'weights_manifest.json is missing'],
    [{ 'weights_manifest.json': listed }, 'group1-shard1of1 is missing'],
    [
      { 'weights_manifest.json': listed.subarray(0, 9) },
      'weights_manifest.json beside tensorflowjs_model.pb is damaged',
    ],
  ])('is refused where they are not there', async (files, message) => {
    const reading = read(files);
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toThrow(message);
  });

  it('is not what a graph of large constants alone seems to be, of which little is read at first', async () => {
    const outputs = 1024;
    const ones = new Uint8Array(new Float32Array(2 * outputs).fill(1).buffer);
    const full = node(
      'W',
      'Const',
      [],
      attribute('dtype', whole(6, float)),
      attribute('value', field(8, whole(1, float), field(2, ...shape(2, outputs)), field(4, ones))),
    );
    const frozen = Uint8Array.from([
      ...placeholder,
      ...full,
      ...node('y', 'MatMul', ['x', 'W'], attribute('T', whole(6, float))),
    ]);
    const { graph: made } = await readModel(
      { size: frozen.length, read: (offset, length) => frozen.subarray(offset, offset + length) },
      'frozen.pb',
      {
        external: () => Promise.reject(new InputError('nothing lies beside it')),
        unzip: () => Promise.resolve(new Map()),
      },
    );
    expect((await answers(made, 1, [2, 3])).values).toEqual(new Array(outputs).fill(5));
  });
});
