/** A feature: bytes, floats or integers. */
export type WrittenFeature =
  | { readonly bytes: readonly Uint8Array[] }
  | { readonly floats: readonly number[]; readonly packed?: boolean }
  | { readonly integers: readonly number[]; readonly packed?: boolean };

/** The CRC-32C of some bytes, bit by bit. */
export function bitwiseCrc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}

/** A record as TensorFlow frames it: length, its checksum, the content, its checksum. */
export function framed(content: Uint8Array): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(content.length));
  return Buffer.concat([length, masked(length), content, masked(content)]);
}

/** A `tf.train.Example` in protobuf's wire format, as example.proto describes it. */
export function exampleBytes(features: Readonly<Record<string, WrittenFeature>>): Buffer {
  const entries = Object.entries(features).map(([name, feature]) =>
    field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, featureBytes(feature))])),
  );
  return field(1, Buffer.concat(entries));
}

function featureBytes(feature: WrittenFeature): Buffer {
  if ('bytes' in feature) return field(1, Buffer.concat(feature.bytes.map((each) => field(1, each))));
  const isFloats = 'floats' in feature;
  const values = isFloats
    ? feature.floats.map(float)
    : feature.integers.map((value) => varint(BigInt(value)));
  const isPacked = feature.packed ?? true;
  const wireType = isFloats ? 5 : 0;
  const list = isPacked
    ? field(1, Buffer.concat(values))
    : Buffer.concat(values.flatMap((value) => [varint(BigInt((1 << 3) | wireType)), value]));
  return field(isFloats ? 2 : 3, list);
}

function field(number: number, content: Uint8Array): Buffer {
  return Buffer.concat([varint(BigInt((number << 3) | 2)), varint(BigInt(content.length)), content]);
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

function float(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function masked(bytes: Uint8Array): Buffer {
  const crc = bitwiseCrc32c(bytes);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE((((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0);
  return checksum;
}
