import type { StoredBytes } from './storedBytes.js';

/** Bytes that are fewer than this stay in the outline: to fetch them by themselves would save nothing. */
const leastLeftOut = 4096;
/** What is read of the file at a time while it is looked through. */
const windowBytes = 2 ** 16;

/** What stands in an outline for bytes that were left out. */
export type StandIn = (offset: number, length: number) => readonly Uint8Array[];

/**
 * A file of one message in protocol buffers' wire format without the large bytes in it, so that little of it is read.
 * @param path numbers of the fields that lead to such bytes, the outermost first.
 * @throws RangeError where the file is no such message, or ends early.
 */
export function messageOutline(file: StoredBytes, path: readonly number[], standIn: StandIn): Uint8Array {
  return joined(new Outline(file, standIn).message(0, file.size, path));
}

/** A message or bytes as a field, in parts. */
export function field(number: number, parts: readonly Uint8Array[]): Uint8Array[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return [Uint8Array.of(...varint(number * 8 + 2), ...varint(length)), ...parts];
}

/** A whole number as a field. */
export function wholeField(number: number, value: number): Uint8Array {
  return Uint8Array.of(...varint(number * 8), ...varint(value));
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
    private readonly file: StoredBytes,
    private readonly standIn: StandIn,
  ) {}

  message(start: number, end: number, [next, ...path]: readonly number[]): Uint8Array[] {
    return [...this.#fields(start, end)].flatMap((found) => {
      const length = found.end - found.content;
      if (found.number !== next || !found.hasLength || length < leastLeftOut) {
        return this.#bytes(found.start, found.end);
      }
      if (path.length === 0) return this.standIn(found.content, length);
      return field(next, this.message(found.content, found.end, path));
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
    this.#window = this.file.read(offset, windowBytes);
    this.#first = offset;
    if (this.#window.length === 0) throw new RangeError(`the file ends at ${offset}`);
    return this.#window[0];
  }

  #bytes(start: number, end: number): Uint8Array {
    const place = start - this.#first;
    if (place >= 0 && end - this.#first <= this.#window.length) {
      return this.#window.slice(place, end - this.#first);
    }
    const bytes = this.file.read(start, end - start);
    if (bytes.length < end - start) throw new RangeError(`the file ends at ${start + bytes.length}`);
    return bytes;
  }
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
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
