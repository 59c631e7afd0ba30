import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** The fields of a message in protocol buffers' wire format, by number; what a field means, its reader knows. */
export class WireFields {
  readonly #fields = new Map<number, (bigint | Uint8Array)[]>();

  /** @throws where the bytes are no message. */
  constructor(bytes: Uint8Array) {
    const reader = new BinaryReader(bytes);
    while (reader.pos < reader.len) {
      const [field, type] = reader.tag();
      const values = this.#fields.get(field) ?? [];
      this.#fields.set(field, values);
      switch (type) {
        case WireType.Varint:
          values.push(BigInt(reader.int64()));
          break;
        case WireType.LengthDelimited:
          values.push(reader.bytes());
          break;
        case WireType.Bit32:
          values.push(bytes.subarray(reader.pos, reader.pos + 4));
          reader.skip(type, field);
          break;
        case WireType.Bit64:
          values.push(bytes.subarray(reader.pos, reader.pos + 8));
          reader.skip(type, field);
          break;
        default:
          throw new RangeError(`Wire type ${type} isn't used in these messages.`);
      }
    }
  }

  has(field: number): boolean {
    return this.#fields.has(field);
  }

  bytes(field: number): Uint8Array | undefined {
    return this.#bytes(field).at(-1);
  }

  text(field: number): string {
    return new TextDecoder().decode(this.bytes(field));
  }

  texts(field: number): string[] {
    return this.#bytes(field).map((bytes) => new TextDecoder().decode(bytes));
  }

  message(field: number): WireFields | undefined {
    const bytes = this.bytes(field);
    return bytes && new WireFields(bytes);
  }

  messages(field: number): WireFields[] {
    return this.#bytes(field).map((bytes) => new WireFields(bytes));
  }

  /** The entries of a map, of which keys are texts. */
  entries(field: number): [string, WireFields][] {
    return this.messages(field).map((entry) => [entry.text(1), entry]);
  }

  /** Whole numbers, one by one or packed. */
  integers(field: number): number[] {
    return (this.#fields.get(field) ?? []).flatMap((value) => {
      if (typeof value === 'bigint') return [Number(value)];
      const reader = new BinaryReader(value);
      const list: number[] = [];
      while (reader.pos < reader.len) list.push(Number(reader.int64()));
      return list;
    });
  }

  /** Numbers of 4 bytes, one by one or packed. */
  floats(field: number): number[] {
    return this.#bytes(field).flatMap((bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
    });
  }

  /** Numbers of 8 bytes, one by one or packed. */
  doubles(field: number): number[] {
    return this.#bytes(field).flatMap((bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true));
    });
  }

  #bytes(field: number): Uint8Array[] {
    return (this.#fields.get(field) ?? []).filter((value) => typeof value !== 'bigint');
  }
}
