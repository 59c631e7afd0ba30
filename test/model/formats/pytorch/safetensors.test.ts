import { describe, expect, it } from 'vitest';
import {
  isSafetensors,
  readSafetensors,
  safetensorsHeader,
} from '../../../../src/model/formats/pytorch/safetensors.js';
import { InputError } from '../../../../src/inputError.js';

const inMemory = (bytes: Uint8Array) => ({
  size: bytes.length,
  read: (offset: number, length: number) => Promise.resolve(bytes.slice(offset, offset + length)),
});

/** A file as the format's description has it: the header's length, the header, the elements. */
function fileOf(header: object | string, elements: number, length?: bigint): Uint8Array {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(length ?? BigInt(json.length));
  return Buffer.concat([start, json, Buffer.from(Array.from({ length: elements }, (_, i) => i))]);
}

const entry = (dtype: unknown, shape: unknown, offsets: unknown) => ({ dtype, shape, data_offsets: offsets });
const read = (bytes: Uint8Array) => readSafetensors(inMemory(bytes), 'net.safetensors');

describe('a safetensors file', () => {
  const sound = fileOf(
    {
      __metadata__: { format: 'pt' },
      'a.weight': entry('F16', [2, 3], [4, 16]),
      b: entry('U8', [4], [0, 4]),
    },
    16,
  );

  it('is told by its first bytes', () => {
    expect(isSafetensors(sound.subarray(0, 64), sound.length)).toBe(true);
    expect(isSafetensors(Buffer.from('{"a": 1} and more'), 100)).toBe(false);
    expect(isSafetensors(new Uint8Array(3), 3)).toBe(false);
  });

  it('names its tensors, with type, shape and place', async () => {
    const [weight, b] = await read(sound);
    expect(weight).toMatchObject({ name: 'a.weight', type: 'float16', shape: [2, 3], strides: [3, 1] });
    expect([...(await weight.storage.read(weight.offset, 12))]).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 4),
    );
    expect([...(await b.storage.read(b.offset, 4))]).toEqual([0, 1, 2, 3]);
  });

  it('is written with a header that is read again', async () => {
    const tensors = await read(sound);
    const header = safetensorsHeader(tensors, 'net.safetensors');
    const again = await read(Buffer.concat([header, new Uint8Array(16)]));
    const facts = (list: typeof tensors) => list.map(({ name, type, shape }) => [name, type, shape]);
    expect(facts(again)).toEqual(facts(tensors));
  });

  it.each([
    ['a header longer than the file', fileOf({}, 0, 1000n)],
    ['a header beyond all measure', fileOf({}, 0, 2n ** 63n)],
    ['a header that is no JSON', fileOf('{"a": ', 0)],
    ['a header that is a list', fileOf('[{"a"]', 0)],
    ['an entry without a shape', fileOf({ a: entry('F32', null, [0, 4]) }, 4)],
    ['a shape with a negative size', fileOf({ a: entry('F32', [-1], [0, 4]) }, 4)],
    ['a shape beyond all measure', fileOf({ a: entry('F32', [2 ** 40, 2 ** 40], [0, 4]) }, 4)],
    ['a range behind the end', fileOf({ a: entry('F32', [2], [0, 8]) }, 4)],
    ['a range that runs backwards', fileOf({ a: entry('F32', [1], [8, 4]) }, 8)],
    ['a range that does not fit the shape', fileOf({ a: entry('F32', [1], [0, 8]) }, 8)],
    ['a type that is not known', fileOf({ a: entry('F4', [1], [0, 4]) }, 4)],
  ])('is refused in a sentence for %s', async (_, bytes) => {
    const error: unknown = await read(bytes).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(/^net\.safetensors [^\n]+\.$/);
  });
});
