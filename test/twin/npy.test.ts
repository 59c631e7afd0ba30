import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readNpy, readNpz, writeNpy } from './npy.js';

describe('numpy’s formats', () => {
  it('are read as they are written, values beginning at a multiple of 64', () => {
    const file = writeNpy([2, 3], [1, 2, 3, 4, 5, -0.5], '<f4');
    expect(file).toHaveLength(64 * 2 + 24);
    expect(readNpy(file)).toEqual({ dims: [2, 3], values: [1, 2, 3, 4, 5, -0.5] });
    expect(readNpy(writeNpy([3], [7, 0, 2], '<i8'))).toEqual({ dims: [3], values: [7, 0, 2] });
  });

  it('hold several arrays in a zip, packed or not', () => {
    const entries = [
      zipEntry('x.npy', writeNpy([2], [1.5, 2.5], '<f4'), true),
      zipEntry('y.npy', writeNpy([1], [4], '<i8'), false),
    ];
    const arrays = readNpz(zip(entries));
    expect(arrays.get('x')).toEqual({ dims: [2], values: [1.5, 2.5] });
    expect(arrays.get('y')).toEqual({ dims: [1], values: [4] });
  });
});

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: Uint8Array;
}

function zipEntry(name: string, content: Uint8Array, pack: boolean): Entry {
  return { name, method: pack ? 8 : 0, packed: pack ? deflateRawSync(content) : content };
}

/** The fields of a zip that a reader of the central directory needs; the others are zero. */
function zip(entries: readonly Entry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, method, packed } of entries) {
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 'latin1');
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), Buffer.from(packed));
    directory.push(central, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
