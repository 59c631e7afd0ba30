import { BinaryReader } from '@bufbuild/protobuf/wire';
import { InputError } from '../../../inputError.js';
import { WireFields } from './wireFields.js';

/** Where a checkpoint keeps a tensor. */
export interface BundleEntry {
  /** TensorFlow's number of the type. */
  readonly type: number;
  readonly dims: readonly number[];
  /** Which of the files of data. */
  readonly shard: number;
  readonly offset: number;
  readonly bytes: number;
}

/** A checkpoint's table of tensors. */
export interface Bundle {
  /** Number of files of data. */
  readonly shards: number;
  readonly entries: ReadonlyMap<string, BundleEntry>;
}

const footerBytes = 48;

/**
 * Reads a checkpoint's table of tensors: a sorted string table as LevelDB writes them, in blocks of keys, each without
 * what it begins with in common with the one before.
 * @throws InputError where it is damaged or compressed, which TensorFlow doesn't write.
 */
export function readBundle(bytes: Uint8Array, file: string): Bundle {
  const entries = new Map<string, BundleEntry>();
  let shards = 1;
  try {
    const footer = new BinaryReader(bytes.subarray(bytes.length - footerBytes));
    handleOf(footer);
    for (const [, place] of block(bytes, handleOf(footer))) {
      for (const [key, value] of block(bytes, handleOf(new BinaryReader(place)))) {
        const fields = new WireFields(value);
        // The entry without a name tells of the whole.
        if (key === '') shards = fields.integers(1)[0] ?? 1;
        else {
          entries.set(key, {
            type: fields.integers(1)[0] ?? 0,
            dims:
              fields
                .message(2)
                ?.messages(2)
                .map((dim) => dim.integers(1)[0] ?? 0) ?? [],
            shard: fields.integers(3)[0] ?? 0,
            offset: fields.integers(4)[0] ?? 0,
            bytes: fields.integers(5)[0] ?? 0,
          });
        }
      }
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${file} is damaged: its table of weights can't be read; save the model again.`);
  }
  return { shards, entries };
}

interface Handle {
  readonly offset: number;
  readonly size: number;
}

function handleOf(reader: BinaryReader): Handle {
  return { offset: Number(reader.uint64()), size: Number(reader.uint64()) };
}

/** The keys and values of a block. */
function* block(bytes: Uint8Array, { offset, size }: Handle): Generator<[string, Uint8Array]> {
  const compression = bytes[offset + size];
  if (compression !== 0) throw new RangeError('The block is compressed.');
  const whole = bytes.subarray(offset, offset + size);
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  const restarts = view.getUint32(size - 4, true);
  const reader = new BinaryReader(whole.subarray(0, size - 4 - 4 * restarts));
  let key = new Uint8Array();
  while (reader.pos < reader.len) {
    const [shared, own, length] = [reader.uint32(), reader.uint32(), reader.uint32()];
    const next = new Uint8Array(shared + own);
    next.set(key.subarray(0, shared));
    next.set(take(reader, whole, own), shared);
    key = next;
    yield [new TextDecoder().decode(key), take(reader, whole, length)];
  }
}

function take(reader: BinaryReader, whole: Uint8Array, length: number): Uint8Array {
  const start = reader.pos;
  if (start + length > reader.len) throw new RangeError('The block ends early.');
  reader.pos = start + length;
  return whole.subarray(start, start + length);
}
