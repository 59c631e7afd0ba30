import { describe, expect, it } from 'vitest';
import { fromBytes, toBytes } from '../../src/jobs/plainBytes.js';

describe('plain values as bytes', () => {
  it.each<[string, unknown]>([
    ['nothing', null],
    ['truth', [true, false]],
    ['numbers that JSON does not know', [NaN, Infinity, -Infinity, -0, 0.1, 2 ** 53]],
    ['text', ['', 'a', 'größer → 😀']],
    [
      'typed arrays of every kind',
      [
        Int8Array.of(-128, 127),
        Uint8Array.of(255),
        Int16Array.of(-2, 300),
        Uint16Array.of(65_535),
        Int32Array.of(-7, 2 ** 31 - 1),
        Uint32Array.of(2 ** 32 - 1),
        Float32Array.of(0.1, NaN, -Infinity),
        Float64Array.of(0.1, Math.PI, -0),
        new Float64Array(),
      ],
    ],
    ['objects in objects', { kind: 'a', sets: { groups: [Int32Array.of(1), Int32Array.of(2, 3)] }, of: [] }],
  ])('come back as they were: %s', (_, value) => {
    expect(fromBytes(toBytes(value))).toEqual(value);
  });

  it('are these bytes, on every machine', () => {
    const hex = (value: unknown) => Buffer.from(toBytes(value)).toString('hex');
    expect(hex(1)).toBe('64' + '000000000000f03f');
    expect(hex('ab')).toBe('73' + '02000000' + '6162');
    expect(hex(Int32Array.of(1, 258))).toBe('76' + '04' + '02000000' + '01000000' + '02010000');
    expect(hex({ b: null, a: [true] })).toBe(
      '6f02000000' + '730100000061' + '6101000000' + '74' + '730100000062' + '6e',
    );
  });

  it('do not depend on the order of properties, nor on those that are undefined', () => {
    const one = { first: 1, second: { third: 3, fourth: Float32Array.of(4) } };
    const other = { second: { fourth: Float32Array.of(4), third: 3, fifth: undefined }, first: 1 };
    expect(toBytes(other)).toEqual(toBytes(one));
  });

  it('differ where values or their kinds do', () => {
    const values = [
      [1, 2],
      [12],
      ['1', '2'],
      Int32Array.of(1, 2),
      Float32Array.of(1, 2),
      { 0: 1, 1: 2 },
      [[1], 2],
    ];
    const bytes = values.map((value) => Buffer.from(toBytes(value)).toString('hex'));
    expect(new Set(bytes).size).toBe(values.length);
  });

  it('take a part of an array for that part alone', () => {
    const part = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
    expect(toBytes(part)).toEqual(toBytes(Float32Array.of(1, 2)));
    const back = fromBytes(toBytes(part)) as Float32Array;
    expect(back.buffer.byteLength).toBe(8);
  });

  it('are refused where they are cut, or of something else', () => {
    const bytes = toBytes({ values: Float64Array.of(1, 2, 3) });
    for (let length = 0; length < bytes.length; length++) {
      expect(() => fromBytes(bytes.subarray(0, length))).toThrow(RangeError);
    }
    expect(() => fromBytes(Buffer.concat([bytes, Buffer.of(0)]))).toThrow(RangeError);
    expect(() => fromBytes(Buffer.from('?'))).toThrow(RangeError);
    expect(() => toBytes(() => 1)).toThrow(TypeError);
  });
});
