import { describe, expect, it } from 'vitest';
import { modelTaking, opened, valuesOf } from '../opened.js';
import { temporaryFolder } from '../temporaryFolder.js';
import { bytesUpTo, npyBytes, npzBytes } from '../writers.js';

const folder = temporaryFolder();
const threeLabels = npyBytes('|u1', [3], Uint8Array.of(4, 5, 6));

/** Opens `x` as the inputs of three samples of one number. */
async function threeNumbers(name: string, x: Buffer): Promise<number[]> {
  const path = folder.write(`${name}/x.npy`, x);
  folder.write(`${name}/y.npy`, threeLabels);
  return valuesOf(await opened(path, modelTaking([1])));
}

describe('.npy files', () => {
  it.each([
    ['|b1', [1, 0, 1], [1, 0, 1]],
    ['|u1', [0, 7, 255], [0, 7, 255]],
    ['|i1', [0, 7, 255], [0, 7, -1]],
    ['<u2', [1, 2, 0, 255, 3, 0], [513, 65280, 3]],
    ['>u2', [1, 2, 0, 255, 3, 0], [258, 255, 768]],
    ['<i2', [254, 255, 1, 0, 0, 0], [-2, 1, 0]],
    ['>i2', [255, 254, 0, 1, 0, 0], [-2, 1, 0]],
    ['<u4', [0, 0, 1, 0, 0, 0, 0, 128, 1, 0, 0, 0], [65536, 2147483648, 1]],
    ['>u4', [0, 1, 0, 0, 128, 0, 0, 0, 0, 0, 0, 1], [65536, 2147483648, 1]],
    ['<i4', [255, 255, 255, 255, 0, 1, 0, 0, 5, 0, 0, 0], [-1, 256, 5]],
    ['>i4', [255, 255, 255, 255, 0, 0, 1, 0, 0, 0, 0, 5], [-1, 256, 5]],
    ['<f2', [0, 0x3e, 1, 0, 0, 0xc0], [1.5, 2 ** -24, -2]],
    ['>f2', [0x3e, 0, 0, 1, 0xc0, 0], [1.5, 2 ** -24, -2]],
    ['<f4', [0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0], [1.5, -2, 0]],
    ['>f4', [0x3f, 0xc0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0], [1.5, -2, 0]],
  ])('of type %s are read', async (descr, bytes, expected) => {
    const name = descr.replace('<', 'little').replace('>', 'big').replace('|', '');
    expect(await threeNumbers(name, npyBytes(descr, [3, 1], Uint8Array.from(bytes)))).toEqual(expected);
  });

  it.each(['<', '>'])('of 8 bytes an element are read, byte order %s', async (order) => {
    const data = (
      write: (view: DataView, at: number, value: number, little: boolean) => void,
    ): Uint8Array => {
      const view = new DataView(new ArrayBuffer(24));
      [-3, 4, 2 ** 40].forEach((value, i) => write(view, 8 * i, value, order === '<'));
      return new Uint8Array(view.buffer);
    };
    const name = order === '<' ? 'little8' : 'big8';
    const doubles = data((view, at, value, little) => view.setFloat64(at, value, little));
    const whole = data((view, at, value, little) => view.setBigInt64(at, BigInt(value), little));
    const positive = data((view, at, value, little) =>
      view.setBigUint64(at, BigInt(Math.abs(value)), little),
    );
    expect(await threeNumbers(`${name}f`, npyBytes(`${order}f8`, [3, 1], doubles))).toEqual([-3, 4, 2 ** 40]);
    expect(await threeNumbers(`${name}i`, npyBytes(`${order}i8`, [3, 1], whole))).toEqual([-3, 4, 2 ** 40]);
    expect(await threeNumbers(`${name}u`, npyBytes(`${order}u8`, [3, 1], positive))).toEqual([3, 4, 2 ** 40]);
  });

  it('of format version 2, with the long numbers of Python 2, are read', async () => {
    const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (3L, 1L)}\n";
    const prefix = Buffer.from([0x93, ...Buffer.from('NUMPY'), 2, 0, header.length, 0, 0, 0]);
    expect(
      await threeNumbers('v2', Buffer.concat([prefix, Buffer.from(header), Buffer.of(9, 8, 7)])),
    ).toEqual([9, 8, 7]);
  });

  it('in Fortran order are put in order', async () => {
    const shape = [3, 2, 4] as const;
    const stored = new Uint8Array(24);
    const expected: number[] = [];
    for (let n = 0; n < 3; n++)
      for (let h = 0; h < 2; h++)
        for (let w = 0; w < 4; w++) {
          expected.push(100 * n + 10 * h + w);
          stored[n + 3 * (h + 2 * w)] = 100 * n + 10 * h + w;
        }
    const path = folder.write('fortran/x.npy', npyBytes('|u1', shape, stored, true));
    folder.write('fortran/y.npy', threeLabels);
    expect(await valuesOf(await opened(path, modelTaking([2, 4])))).toEqual(expected);
  });

  it('in Fortran order are refused when they are large', async () => {
    const rows = 65 * 1024;
    const path = folder.write(
      'large.npz',
      npzBytes({ x: npyBytes('|u1', [rows, 1024], new Uint8Array(rows * 1024), true), y: threeLabels }),
    );
    await expect(opened(path, modelTaking([1024]))).rejects.toThrow(
      'large.npz#x is stored in Fortran order, which cannot be read in pieces; save it with numpy.ascontiguousarray.',
    );
  });

  it.each([
    ['objects', npyBytes('|O', [3], bytesUpTo(24)), 'holds Python objects, which are never unpickled'],
    ['complex', npyBytes('<c8', [3, 1], bytesUpTo(24)), 'holds elements of type `<c8`, which is not known'],
    ['empty', npyBytes('|u1', [0, 8], new Uint8Array()), 'is empty (its shape is 0 x 8)'],
    ['scalar', npyBytes('|u1', [], Uint8Array.of(1)), 'holds a single number'],
    [
      'short',
      npyBytes('<f4', [3, 1], new Uint8Array(11)),
      'is cut short: its shape 3 x 1 needs 140 bytes, but there are only 139',
    ],
    [
      'header',
      npyBytes('<f4', [3, 1], new Uint8Array(12)).subarray(0, 60),
      'is cut short: its header needs 128 bytes, but there are only 60',
    ],
    [
      'garbled',
      Buffer.concat([npyBytes('<f4', [3, 1], new Uint8Array()).subarray(0, 10), Buffer.alloc(118)]),
      'does not have the header of a .npy array',
    ],
    ['text', npyBytes('<U2', [3], new Uint8Array(24)), 'holds text, which no model takes'],
  ])('are refused with a sentence: %s', async (name, bytes, message) => {
    await expect(threeNumbers(name, bytes)).rejects.toThrow(`x.npy ${message}`);
  });

  it('of records are refused', async () => {
    const bytes = npyBytes('|u1', [3, 1], bytesUpTo(3));
    const text = bytes
      .toString('latin1')
      .replace("'|u1'", "[('a', '<f4')]")
      .replace(/ {10}\n/, '\n');
    await expect(threeNumbers('records', Buffer.from(text, 'latin1'))).rejects.toThrow(
      'holds records of several fields',
    );
  });
});
