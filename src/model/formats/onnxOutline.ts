/** Reads bytes of a file; fewer where it ends before. */
export type ReadBytes = (offset: number, length: number) => Uint8Array;

/** Bytes of a tensor that are fewer than this stay in the outline: to fetch them by themselves would save nothing. */
const leastLeftOut = 4096;
/** What is read of the file at a time while it is looked through. */
const windowBytes = 2 ** 16;

/** Numbers of fields in onnx.proto. */
const fields = { graph: 7, initializer: 5, rawData: 9, externalData: 13, dataLocation: 14 } as const;

/**
 * A model file without its large weights: the bytes of the same model whose tensors name the file itself as the place of
 * their data, so that little of a large file is read.
 * @param name of the file, as external data would be told.
 * @throws RangeError where the file is no such model, or ends early.
 */
export function onnxOutline(read: ReadBytes, size: number, name: string): Uint8Array {
  return new Outline(read, name).model(size);
}

/** A field of a message, by where it stands in the file. */
interface Field {
  readonly number: number;
  readonly start: number;
  /** Of its content; where that is none of a length, `start`. */
  readonly content: number;
  readonly end: number;
  readonly hasLength: boolean;
}

class Outline {
  #window: Uint8Array = new Uint8Array();
  #first = 0;

  constructor(
    private readonly read: ReadBytes,
    private readonly name: string,
  ) {}

  model(size: number): Uint8Array {
    return joined(
      [...this.#fields(0, size)].flatMap((field) =>
        field.number === fields.graph && field.hasLength
          ? message(fields.graph, this.#graph(field))
          : this.#bytes(field.start, field.end),
      ),
    );
  }

  #graph({ content, end }: Field): Uint8Array[] {
    return [...this.#fields(content, end)].flatMap((field) =>
      field.number === fields.initializer && field.end - field.content > leastLeftOut
        ? message(fields.initializer, this.#tensor(field))
        : this.#bytes(field.start, field.end),
    );
  }

  #tensor({ content, end }: Field): Uint8Array[] {
    return [...this.#fields(content, end)].flatMap((field) => {
      const length = field.end - field.content;
      if (field.number !== fields.rawData || !field.hasLength || length < leastLeftOut) {
        return this.#bytes(field.start, field.end);
      }
      const entries = { location: this.name, offset: String(field.content), length: String(length) };
      return [
        ...Object.entries(entries).flatMap(([key, value]) =>
          message(fields.externalData, [...message(1, [utf8(key)]), ...message(2, [utf8(value)])]),
        ),
        Uint8Array.of(...varint(fields.dataLocation * 8), 1),
      ];
    });
  }

  *#fields(from: number, end: number): Generator<Field> {
    for (let at = from; at < end;) {
      const start = at;
      const tag = this.#varint(at);
      const [number, wire] = [Math.floor(tag.value / 8), tag.value % 8];
      let content = tag.end;
      if (wire === 0) at = this.#varint(tag.end).end;
      else if (wire === 1) at = tag.end + 8;
      else if (wire === 5) at = tag.end + 4;
      else if (wire === 2) {
        const length = this.#varint(tag.end);
        content = length.end;
        at = length.end + length.value;
      } else throw new RangeError(`no field begins at ${start}`);
      if (at > end) throw new RangeError(`a field at ${start} ends behind its message`);
      yield { number, start, content, end: at, hasLength: wire === 2 };
    }
  }

  /** Seven bits a byte, the lowest first. */
  #varint(offset: number): { value: number; end: number } {
    let value = 0;
    for (let i = 0; i < 10; i++) {
      const byte = this.#byte(offset + i);
      value += (byte & 127) * 2 ** (7 * i);
      if (byte < 128) return { value, end: offset + i + 1 };
    }
    throw new RangeError(`no number stands at ${offset}`);
  }

  #byte(offset: number): number {
    const place = offset - this.#first;
    if (place >= 0 && place < this.#window.length) return this.#window[place];
    this.#window = this.read(offset, windowBytes);
    this.#first = offset;
    if (this.#window.length === 0) throw new RangeError(`the file ends at ${offset}`);
    return this.#window[0];
  }

  #bytes(start: number, end: number): Uint8Array {
    const place = start - this.#first;
    if (place >= 0 && end - this.#first <= this.#window.length) {
      return this.#window.slice(place, end - this.#first);
    }
    const bytes = this.read(start, end - start);
    if (bytes.length < end - start) throw new RangeError(`the file ends at ${start + bytes.length}`);
    return bytes;
  }
}

function message(field: number, parts: readonly Uint8Array[]): Uint8Array[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return [Uint8Array.of(...varint(field * 8 + 2), ...varint(length)), ...parts];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
