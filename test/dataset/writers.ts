import { deflateRawSync } from 'node:zlib';

/** The bytes of a `.npy` file, version 1.0, as NumPy's format documentation describes it. */
export function npyBytes(
  descr: string,
  shape: readonly number[],
  data: Uint8Array,
  fortranOrder = false,
): Buffer {
  const sizes = shape.map((size) => `${size},`).join(' ');
  const order = fortranOrder ? 'True' : 'False';
  const dictionary = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${sizes}), }`;
  const header = `${dictionary.padEnd(Math.ceil((dictionary.length + 11) / 64) * 64 - 11)}\n`;
  const prefix = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
  return Buffer.concat([prefix, Buffer.from(header, 'latin1'), data]);
}

/** The bytes of an IDX file. */
export function idxBytes(type: number, shape: readonly number[], data: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, type, shape.length]);
  shape.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([header, data]);
}

/** The bytes of a zip file; checksums are left out, as nothing here reads them. */
export function zipBytes(
  entries: Readonly<Record<string, Uint8Array>>,
  method: 'stored' | 'deflated',
): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const data = method === 'stored' ? content : deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(method === 'stored' ? 0 : 8, 4);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const entry = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, Buffer.from(name)]));
    local.push(entry);
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

/** The bytes of a `.npz` file, its arrays given as `.npy` bytes. */
export function npzBytes(
  arrays: Readonly<Record<string, Uint8Array>>,
  method: 'stored' | 'deflated' = 'deflated',
): Buffer {
  return zipBytes(
    Object.fromEntries(Object.entries(arrays).map(([key, npy]) => [`${key}.npy`, npy])),
    method,
  );
}

/** Whole numbers from 0 to 250 that never look like a header. */
export function bytesUpTo(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => (i * 7 + 3) % 251);
}
