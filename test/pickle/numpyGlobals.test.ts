import { describe, expect, it } from 'vitest';
import type { NumpyArray } from '../../src/pickle/numpyGlobals.js';
import { unpickled, writtenPickle } from './pickles.js';

describe("NumPy's arrays in a pickle", () => {
  it.each([0, 1, 2, 3, 4, 5, 'Newer'])('are read from numpy%s.pkl', (file) => {
    const found = unpickled(writtenPickle(`numpy${file}.pkl`)) as Map<string, NumpyArray>;
    const bytesOf = (key: string): number[] => [...found.get(key)!.data];
    expect(found.get('bytes')).toMatchObject({
      shape: [2, 3, 4],
      description: '|u1',
      fortranOrder: false,
      values: null,
    });
    expect(bytesOf('bytes')).toEqual(Array.from({ length: 24 }, (_, i) => i));
    expect(bytesOf('high')).toEqual([200, 100]);
    expect(found.get('turned')).toMatchObject({ shape: [2, 3], description: '<i2', fortranOrder: true });
    expect(bytesOf('turned')).toEqual([0, 3, 1, 4, 2, 5].flatMap((value) => [value, 0]));
    const big = Buffer.from(bytesOf('big'));
    expect(found.get('big')).toMatchObject({ shape: [2], description: '>f8' });
    expect([big.readDoubleBE(0), big.readDoubleBE(8)]).toEqual([1.5, -2]);
    expect(found.get('text')).toMatchObject({ shape: [2], description: '<U2' });
    expect(Buffer.from(bytesOf('text')).readUInt32LE(8)).toBe('c'.charCodeAt(0));
    expect(found.get('objects')).toMatchObject({ shape: [3], description: '|O8', values: [1, 'a', null] });
    expect(found.get('number')).toMatchObject({ shape: [], description: '<f4' });
    expect(Buffer.from(bytesOf('number')).readFloatLE(0)).toBe(0.25);
  });

  it('whose data is not as long as their shape says are refused', () => {
    const bytes = Buffer.from(writtenPickle('numpy4.pkl'));
    const at = bytes.indexOf(Buffer.from([0x4b, 2, 0x4b, 3, 0x4b, 4]));
    bytes[at + 1] = 200;
    expect(() => unpickled(bytes)).toThrow(
      'holds an array of shape 200 x 3 x 4 whose data is of another length',
    );
  });
});
