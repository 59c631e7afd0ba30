import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** A feature of a `tf.train.Example`: one of three kinds of lists. */
export type Feature =
  | { readonly kind: 'bytes'; readonly values: readonly Uint8Array[] }
  | { readonly kind: 'floats'; readonly values: readonly number[] }
  | { readonly kind: 'integers'; readonly values: readonly number[] };

/**
 * Decodes a `tf.train.Example` (tensorflow/core/example/example.proto): a map from names to lists of bytes, floats or integers.
 * Bytes are views. Integers beyond 2^53 are rounded.
 * @throws Error where it is none.
 */
export function decodeExample(bytes: Uint8Array): ReadonlyMap<string, Feature> {
  const features = new Map<string, Feature>();
  visit(bytes, {
    1: (reader) =>
      visit(reader.bytes(), {
        1: (entry) => {
          let name = '';
          let feature: Feature | null = null;
          visit(entry.bytes(), {
            1: (each) => (name = each.string()),
            2: (each) => (feature = decodeFeature(each.bytes())),
          });
          if (feature !== null) features.set(name, feature);
        },
      }),
  });
  return features;
}

function decodeFeature(bytes: Uint8Array): Feature | null {
  let feature: Feature | null = null;
  visit(bytes, {
    1: (reader) => {
      const values: Uint8Array[] = [];
      visit(reader.bytes(), { 1: (each) => values.push(each.bytes()) });
      feature = { kind: 'bytes', values };
    },
    2: (reader) => (feature = { kind: 'floats', values: numbers(reader.bytes(), (each) => each.float()) }),
    3: (reader) =>
      (feature = { kind: 'integers', values: numbers(reader.bytes(), (each) => Number(each.int64())) }),
  });
  return feature;
}

/** Numbers of field 1, packed or one by one. */
function numbers(bytes: Uint8Array, read: (reader: BinaryReader) => number): number[] {
  const values: number[] = [];
  visit(bytes, {
    1: (reader, wireType) => {
      if (wireType !== WireType.LengthDelimited) {
        values.push(read(reader));
        return;
      }
      const packed = new BinaryReader(reader.bytes());
      while (packed.pos < packed.len) values.push(read(packed));
    },
  });
  return values;
}

type Fields = Readonly<Record<number, (reader: BinaryReader, wireType: WireType) => unknown>>;

/** Hands each field that is known to its reader, and passes over the others. */
function visit(bytes: Uint8Array, fields: Fields): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    const read = Object.hasOwn(fields, field) ? fields[field] : null;
    if (read === null) reader.skip(wireType, field);
    else read(reader, wireType);
  }
}
