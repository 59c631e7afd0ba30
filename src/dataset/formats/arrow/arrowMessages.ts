import { InputError } from '../../../inputError.js';
import type { ByteSource } from '../../byteSource.js';
import { FlatBuffer } from './flatBuffer.js';

/** What stands before each message in the stream: a mark, and the length of what describes it. */
const continuation = 0xffffffff;
const largestDescription = 2 ** 26;
/** What a batch of rows may take in memory. */
export const largestBody = 2 ** 30;
const mostMessages = 1_000_000;
const mostRows = 2 ** 31;
const mostFields = 100_000;
const deepestField = 32;

/** Kinds of messages (MessageHeader in Arrow's format/Message.fbs). */
const [schemaKind, dictionaryKind, recordsKind] = [1, 2, 3];

/** Where a message lies in the file, what stands before it included. */
export interface MessagePlace {
  readonly start: number;
  readonly length: number;
}

/** Rows that were written together. */
export interface RecordBatch extends MessagePlace {
  readonly firstRow: number;
  readonly rows: number;
}

export interface ArrowMessages {
  readonly schema: MessagePlace;
  readonly dictionaries: readonly MessagePlace[];
  readonly batches: readonly RecordBatch[];
  readonly rows: number;
}

/**
 * Finds the messages of an Arrow stream (or of the stream inside an Arrow file), reading only what describes them.
 * @param start where the stream begins
 * @throws InputError where it is cut short or damaged.
 */
export async function findMessages(name: string, bytes: ByteSource, start: number): Promise<ArrowMessages> {
  let schema: MessagePlace | null = null;
  const dictionaries: MessagePlace[] = [];
  const batches: RecordBatch[] = [];
  let rows = 0;
  for (let at = start; dictionaries.length + batches.length < mostMessages;) {
    const header = await readFully(name, bytes, at, 8);
    if (header === null) break;
    const view = new DataView(header.buffer);
    const isMarked = view.getUint32(0, true) === continuation;
    const described = at + (isMarked ? 8 : 4);
    const length = view.getUint32(isMarked ? 4 : 0, true);
    // A length of zero ends the stream.
    if (length === 0) break;
    if (length > largestDescription) throw damaged(name);
    const description = await readFully(name, bytes, described, length);
    if (description === null) throw cutShort(name);
    const message = describe(description, name);
    const end = described + length + message.bodyLength;
    if (end > bytes.limit) throw cutShort(name);
    const place = { start: at, length: end - at };
    if (message.kind === schemaKind) schema ??= place;
    if (message.kind === dictionaryKind) dictionaries.push(place);
    if (message.kind === recordsKind && message.rows > 0) {
      batches.push({ ...place, firstRow: rows, rows: message.rows });
      rows += message.rows;
      if (rows > mostRows) throw damaged(name);
    }
    at = end;
  }
  if (schema === null) throw damaged(name);
  return { schema, dictionaries, batches, rows };
}

/** A whole message as it is stored. @throws InputError where the file has become shorter. */
export async function readMessage(
  name: string,
  bytes: ByteSource,
  { start, length }: MessagePlace,
): Promise<Uint8Array> {
  const message = await readFully(name, bytes, start, length);
  if (message === null) throw cutShort(name);
  return message;
}

interface Description {
  readonly kind: number;
  readonly bodyLength: number;
  readonly rows: number;
}

/** Reads what is needed of a message's FlatBuffer: `Message { version, header_type, header, bodyLength }`. */
function describe(bytes: Uint8Array, name: string): Description {
  const buffer = new FlatBuffer(bytes);
  try {
    const message = buffer.follow(0);
    const kind = buffer.view.getUint8(buffer.field(message, 1));
    const bodyLength = buffer.long(message, 3);
    if (!(bodyLength >= 0)) throw damaged(name);
    if (bodyLength > largestBody) throw tooLarge(name);
    const header = buffer.follow(buffer.field(message, 2));
    if (kind === schemaKind) {
      checkSchema(buffer, header);
      return { kind, bodyLength, rows: 0 };
    }
    // A batch of a dictionary holds one of records.
    const batch = kind === dictionaryKind ? buffer.follow(buffer.field(header, 1)) : header;
    const rows = buffer.long(batch, 0);
    // A row takes a bit at least, unless it is compressed.
    const isCompressed = buffer.field(batch, 3) !== 0;
    if (!(rows >= 0) || (rows > 8 * bodyLength && !isCompressed)) throw damaged(name);
    return { kind, bodyLength, rows };
  } catch (error) {
    if (error instanceof RangeError) throw damaged(name);
    throw error;
  }
}

/**
 * Makes sure that a schema is no larger than it can be: `Schema { endianness, fields, custom_metadata }` of
 * `Field { name, nullable, type_type, type, dictionary, children, custom_metadata }`.
 * @throws RangeError
 */
function checkSchema(buffer: FlatBuffer, schema: number): void {
  let left = mostFields;
  const check = (fields: readonly number[], depth: number): void => {
    left -= fields.length;
    if (left < 0 || depth > deepestField) throw new RangeError('more fields than any data');
    for (const field of fields) {
      buffer.tables(field, 6);
      check(buffer.tables(field, 5), depth + 1);
    }
  };
  buffer.tables(schema, 2);
  check(buffer.tables(schema, 1), 0);
}

async function readFully(
  name: string,
  bytes: ByteSource,
  start: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const piece = new Uint8Array(length);
  const count = await bytes.read(start, piece);
  if (count === 0) return null;
  if (count < length) throw cutShort(name);
  return piece;
}

export function tooLarge(name: string): InputError {
  return new InputError(
    `${name} has batches of more than ${largestBody / 2 ** 20} MB, which would have to lie in memory; write it with smaller ones.`,
  );
}

function cutShort(name: string): InputError {
  return new InputError(
    `${name} is cut short in the middle of its Arrow data; fetch or write the file again.`,
  );
}

function damaged(name: string): InputError {
  return new InputError(
    `${name} is damaged: it holds no Arrow data that make sense; fetch or write the file again.`,
  );
}
