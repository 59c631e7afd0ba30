import { latin1, narrowed, type PickleBytes } from './pickleBytes.js';
import { PickleFault } from './pickleFault.js';
import type { PickleMachine } from './pickleMachine.js';
import type { PythonValue } from './pythonValue.js';
import type { Room } from './room.js';

export type Opcodes = Readonly<Record<number, (machine: PickleMachine) => void>>;

const longestDigits = 310;
const utf8 = new TextDecoder();

/** A literal's bytes are read, and its value is pushed. */
const literal =
  (read: (bytes: PickleBytes, room: Room) => PythonValue) =>
  (machine: PickleMachine): void =>
    machine.push(read(machine.bytes, machine.room));

const text = (bytes: Uint8Array, room: Room): string => {
  room.take(2 * bytes.length);
  return utf8.decode(bytes);
};

/** Python 2's `str`: text where it is ASCII. */
const oldText = (bytes: Uint8Array, room: Room): string | Uint8Array => {
  if (bytes.some((byte) => byte > 127)) return bytes;
  room.take(bytes.length);
  return latin1(bytes);
};

/** Numbers, texts and bytes. Bytes are views of the pickle. */
export const literalOpcodes: Opcodes = {
  // Protocols 0 and 1
  0x46: literal((bytes) => floatOf(bytes.line())), // FLOAT
  0x47: literal((bytes) => bytes.float64()), // BINFLOAT
  0x49: literal((bytes) => integerOf(bytes.line())), // INT
  0x4a: literal((bytes) => bytes.int32()), // BININT
  0x4b: literal((bytes) => bytes.byte()), // BININT1
  0x4c: literal((bytes) => wholeOf(bytes.line().replace(/L$/, ''))), // LONG
  0x4d: literal((bytes) => bytes.uint16()), // BININT2
  0x4e: literal(() => null), // NONE
  0x53: literal((bytes, room) => oldText(unquoted(bytes.line()), room)), // STRING
  0x54: literal((bytes, room) => oldText(bytes.take(bytes.uint32()), room)), // BINSTRING
  0x55: literal((bytes, room) => oldText(bytes.take(bytes.byte()), room)), // SHORT_BINSTRING
  0x56: literal((bytes, room) => escaped(bytes.line(), room)), // UNICODE
  0x58: literal((bytes, room) => text(bytes.take(bytes.uint32()), room)), // BINUNICODE
  // Protocol 2
  0x88: literal(() => true), // NEWTRUE
  0x89: literal(() => false), // NEWFALSE
  0x8a: literal((bytes) => bytes.whole(bytes.byte())), // LONG1
  0x8b: literal((bytes) => bytes.whole(bytes.uint32())), // LONG4
  // Protocols 3 to 5
  0x42: literal((bytes) => bytes.take(bytes.uint32())), // BINBYTES
  0x43: literal((bytes) => bytes.take(bytes.byte())), // SHORT_BINBYTES
  0x8c: literal((bytes, room) => text(bytes.take(bytes.byte()), room)), // SHORT_BINUNICODE
  0x8d: literal((bytes, room) => text(bytes.take(bytes.length64()), room)), // BINUNICODE8
  0x8e: literal((bytes) => bytes.take(bytes.length64())), // BINBYTES8
  0x96: literal((bytes) => bytes.take(bytes.length64())), // BYTEARRAY8
};

function floatOf(line: string): number {
  const special = { nan: NaN, inf: Infinity, '-inf': -Infinity }[line.toLowerCase()];
  const value = special ?? Number(line);
  if (line.trim() === '' || (special === undefined && Number.isNaN(value))) throw noNumber();
  return value;
}

/** Protocol 0 writes truth values as integers of two digits. */
function integerOf(line: string): PythonValue {
  return line === '00' || line === '01' ? line === '01' : wholeOf(line);
}

function wholeOf(line: string): number | bigint {
  if (!/^[+-]?\d+$/.test(line) || line.length > longestDigits) throw noNumber();
  return narrowed(BigInt(line.replace(/^\+/, '')));
}

function noNumber(): PickleFault {
  return new PickleFault('holds a number that is none');
}

const shortEscapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, '\\': 92, "'": 39, '"': 34 };

/** The bytes of a text in quotes, as Python 2's `repr` writes it. */
function unquoted(line: string): Uint8Array {
  const inside = /^(['"])(.*)\1$/s.exec(line.trim())?.[2];
  if (inside === undefined) throw new PickleFault('holds a text without quotes');
  const bytes = new Uint8Array(inside.length);
  let count = 0;
  for (const [letter, hex, short] of inside.matchAll(/\\x([\da-fA-F]{2})|\\(.)|[^]/g)) {
    bytes[count++] =
      hex !== undefined
        ? parseInt(hex, 16)
        : (shortEscapes[short ?? ''] ?? letter.charCodeAt(letter.length - 1));
  }
  return bytes.subarray(0, count);
}

/** Text with `\u` and `\U` escapes, else a character a byte. */
function escaped(line: string, room: Room): string {
  room.take(2 * line.length);
  return line.replace(/\\u([\da-fA-F]{4})|\\U([\da-fA-F]{8})/g, (all, short?: string, long?: string) => {
    const point = parseInt(short ?? long ?? '', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}
