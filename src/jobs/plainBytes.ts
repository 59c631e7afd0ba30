import { endianness } from 'node:os';

/**
 * Plain values as bytes: null, booleans, numbers, strings, arrays, typed arrays, and plain objects of these. Equal
 * values give equal bytes, in whatever order the properties of an object were set; properties that are undefined
 * are left out.
 *
 * Each value is one byte that says what it is, then, little-endian:
 *
 * | byte | value       | what follows                                                                 |
 * | ---- | ----------- | ---------------------------------------------------------------------------- |
 * | `n`  | null        |                                                                              |
 * | `t`  | true        |                                                                              |
 * | `f`  | false       |                                                                              |
 * | `d`  | number      | float64                                                                      |
 * | `s`  | string      | length in bytes (uint32), UTF-8                                              |
 * | `a`  | array       | number of entries (uint32), the entries                                      |
 * | `o`  | object      | number of properties (uint32), each a string and a value, in order of names  |
 * | `v`  | typed array | its kind (one byte, the place in `vectors`), its entries' number (uint32), these |
 */
export function toBytes(value: unknown): Uint8Array {
  const writer = new Writer();
  writer.value(value);
  return writer.written;
}

/**
 * The value that bytes stand for; typed arrays have memory of their own.
 * @throws RangeError where the bytes are not what `toBytes` gives.
 */
export function fromBytes(bytes: Uint8Array): unknown {
  const reader = new Reader(bytes);
  const value = reader.value();
  if (!reader.isAtEnd) throw new RangeError('There are bytes behind the value.');
  return value;
}

/** The place of a kind in this list is written to files: new ones come last. */
const vectors = [
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
] as const;
type Vector = InstanceType<(typeof vectors)[number]>;

class Writer {
  #bytes = Buffer.allocUnsafe(4096);
  #length = 0;

  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  value(value: unknown): void {
    if (value === null) this.#tag('n');
    else if (typeof value === 'boolean') this.#tag(value ? 't' : 'f');
    else if (typeof value === 'number') this.#number(value);
    else if (typeof value === 'string') this.#string(value);
    else if (Array.isArray(value)) this.#array(value);
    else if (ArrayBuffer.isView(value)) this.#vector(value as Vector);
    else if (typeof value === 'object') this.#object(value);
    else throw new TypeError(`A ${typeof value} has no bytes.`);
  }

  /** Makes room; returns where it begins. */
  #room(length: number): number {
    const at = this.#length;
    this.#length += length;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(2 * this.#length);
      larger.set(this.#bytes.subarray(0, at));
      this.#bytes = larger;
    }
    return at;
  }

  #tag(letter: string): void {
    const at = this.#room(1);
    this.#bytes[at] = letter.charCodeAt(0);
  }

  #count(count: number): void {
    const at = this.#room(4);
    this.#bytes.writeUInt32LE(count, at);
  }

  #number(value: number): void {
    this.#tag('d');
    const at = this.#room(8);
    this.#bytes.writeDoubleLE(value, at);
  }

  #string(value: string): void {
    const length = Buffer.byteLength(value);
    this.#tag('s');
    this.#count(length);
    const at = this.#room(length);
    this.#bytes.write(value, at);
  }

  #array(values: readonly unknown[]): void {
    this.#tag('a');
    this.#count(values.length);
    for (const value of values) this.value(value);
  }

  #vector(values: Vector): void {
    const kind = vectors.findIndex((each) => values instanceof each);
    if (kind === -1) throw new TypeError(`A ${values.constructor.name} has no bytes.`);
    this.#tag('v');
    const kindAt = this.#room(1);
    this.#bytes[kindAt] = kind;
    this.#count(values.length);
    const at = this.#room(values.byteLength);
    this.#bytes.set(littleEndian(values), at);
  }

  #object(value: object): void {
    const properties = Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    this.#tag('o');
    this.#count(properties.length);
    for (const [name, each] of properties) {
      this.#string(name);
      this.value(each);
    }
  }
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  value(): unknown {
    const tag = this.#take(1).toString('latin1');
    switch (tag) {
      case 'n':
        return null;
      case 't':
        return true;
      case 'f':
        return false;
      case 'd':
        return this.#take(8).readDoubleLE();
      case 's':
        return this.#take(this.#count()).toString();
      case 'a':
        return this.#entries(() => this.value());
      case 'o':
        return Object.fromEntries(this.#entries(() => [this.#name(), this.value()]));
      case 'v':
        return this.#vector();
      default:
        throw new RangeError(`No value begins with "${tag}".`);
    }
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('The bytes end within a value.');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  #count(): number {
    return this.#take(4).readUInt32LE();
  }

  #entries<Entry>(read: () => Entry): Entry[] {
    const entries: Entry[] = [];
    for (let left = this.#count(); left > 0; left--) entries.push(read());
    return entries;
  }

  #name(): string {
    const name = this.value();
    if (typeof name !== 'string') throw new RangeError('A property has no name.');
    return name;
  }

  #vector(): Vector {
    const Kind = vectors[this.#take(1)[0]];
    if (!Kind) throw new RangeError('The kind of a typed array is unknown.');
    const length = this.#count();
    const taken = this.#take(length * Kind.BYTES_PER_ELEMENT);
    const values = new Kind(length);
    new Uint8Array(values.buffer).set(taken);
    return isBigEndian ? swapped(values) : values;
  }
}

const isBigEndian = endianness() === 'BE';

function littleEndian(values: Vector): Uint8Array {
  const native = isBigEndian ? swapped(values.slice()) : values;
  return new Uint8Array(native.buffer, native.byteOffset, native.byteLength);
}

/** The same numbers in the other order of bytes, in place. */
function swapped(values: Vector): Vector {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  if (values.BYTES_PER_ELEMENT === 2) bytes.swap16();
  if (values.BYTES_PER_ELEMENT === 4) bytes.swap32();
  if (values.BYTES_PER_ELEMENT === 8) bytes.swap64();
  return values;
}
