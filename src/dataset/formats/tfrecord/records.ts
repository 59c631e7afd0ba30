import { InputError } from '../../../inputError.js';
import type { ByteSource } from '../../byteSource.js';
import { maskedCrc32c } from './crc32c.js';

/** Before a record stand its length (8 bytes) and the length's checksum; behind it, its own. */
export const headerBytes = 12;
const checksumBytes = 4;
const largestRecord = 2 ** 28;
const mostRecords = 100_000_000;
const windowBytes = 2 ** 20;

/** Where records lie in a file. */
export interface RecordIndex {
  /** Where each begins, its header left out; of the end, where the next one would. */
  readonly starts: Float64Array;
  readonly count: number;
}

/** Whether the first bytes of a file are the header of a TensorFlow record. */
export function isRecordHeader(head: Uint8Array): boolean {
  if (head.length < headerBytes) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  return view.getUint32(8, true) === maskedCrc32c(head.subarray(0, 8));
}

/**
 * Finds the records of a file, without reading what they hold.
 * @throws InputError where it is cut short or damaged.
 */
export async function indexRecords(name: string, bytes: ByteSource): Promise<RecordIndex> {
  let starts = new Float64Array(1024);
  let count = 0;
  let at = 0;
  let window = new Uint8Array(0);
  let windowStart = 0;
  for (;;) {
    if (at < windowStart || at + headerBytes > windowStart + window.length) {
      const next = new Uint8Array(windowBytes);
      window = next.subarray(0, await bytes.read(at, next));
      windowStart = at;
    }
    const header = window.subarray(at - windowStart, at - windowStart + headerBytes);
    if (header.length === 0) break;
    if (header.length < headerBytes) throw cutShort(name, count);
    if (!isRecordHeader(header)) throw damaged(name, count);
    const length = Number(new DataView(header.buffer, header.byteOffset, 8).getBigUint64(0, true));
    if (length > largestRecord) {
      throw new InputError(
        `${name}: record ${count} (counted from 0) has ${length} bytes, more than are read; check how it was written.`,
      );
    }
    if (bytes.exact && at + headerBytes + length + checksumBytes > bytes.limit) throw cutShort(name, count);
    if (count === mostRecords)
      throw new InputError(`${name} holds more than ${mostRecords} records; divide it into several files.`);
    if (count + 2 > starts.length) starts = grown(starts);
    starts[count++] = at + headerBytes;
    at += headerBytes + length + checksumBytes;
  }
  starts[count] = at + headerBytes;
  return { starts, count };
}

/** What a record holds. @throws InputError where its checksum is not that of its bytes. */
export async function readRecord(
  name: string,
  bytes: ByteSource,
  { starts }: RecordIndex,
  record: number,
): Promise<Uint8Array> {
  const start = starts[record];
  const whole = new Uint8Array(starts[record + 1] - headerBytes - start);
  if ((await bytes.read(start, whole)) < whole.length) throw cutShort(name, record);
  const content = whole.subarray(0, whole.length - checksumBytes);
  const checksum = new DataView(whole.buffer, content.length, checksumBytes).getUint32(0, true);
  if (checksum !== maskedCrc32c(content)) throw damaged(name, record);
  return content;
}

function grown(starts: Float64Array): Float64Array<ArrayBuffer> {
  const more = new Float64Array(2 * starts.length);
  more.set(starts);
  return more;
}

function cutShort(name: string, record: number): InputError {
  return new InputError(
    `${name} is cut short in record ${record} (counted from 0); fetch or write the file again.`,
  );
}

function damaged(name: string, record: number): InputError {
  return new InputError(
    `${name} is damaged: the checksum of record ${record} (counted from 0) is wrong; fetch or write the file again.`,
  );
}
