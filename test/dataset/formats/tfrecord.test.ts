import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crc32c, maskedCrc32c } from '../../../src/dataset/formats/tfrecord/crc32c.js';
import { decodeExample } from '../../../src/dataset/formats/tfrecord/example.js';
import { InputError } from '../../../src/inputError.js';
import { pngBytes } from '../images/pictures.js';
import { modelTaking, opened, valuesOf } from '../opened.js';
import { temporaryFolder } from '../temporaryFolder.js';
import { bytesUpTo } from '../writers.js';
import { exampleBytes, framed, type WrittenFeature } from './exampleRecords.js';

const folder = temporaryFolder();

/** Records of pictures, 3 wide and 2 high, as many scripts write them. */
async function pictureRecords(): Promise<{ readonly bytes: Buffer; readonly pixels: number[] }> {
  const pixels = bytesUpTo(4 * 6);
  const records: Buffer[] = [];
  for (let i = 0; i < 4; i++) {
    const picture = { width: 3, height: 2, channels: 1, pixels: pixels.subarray(6 * i, 6 * i + 6) } as const;
    const features: Record<string, WrittenFeature> = {
      'image/encoded': { bytes: [await pngBytes(picture)] },
      'image/format': { bytes: [Buffer.from('png')] },
      'image/height': { integers: [2] },
      'image/class/label': { integers: [3 - i], packed: i % 2 === 0 },
      'image/class/text': { bytes: [Buffer.from(`class ${i}`)] },
    };
    records.push(framed(exampleBytes(features)));
  }
  return { bytes: Buffer.concat(records), pixels: [...pixels] };
}

function numberRecords(count: number, packed: boolean): Buffer {
  return Buffer.concat(
    Array.from({ length: count }, (_, i) =>
      framed(
        exampleBytes({ x: { floats: [i, i + 0.25, -1], packed }, label: { integers: [i % 3], packed } }),
      ),
    ),
  );
}

describe('TFRecord', () => {
  it('of pictures is read, plain and compressed by gzip or zlib', async () => {
    const { bytes, pixels } = await pictureRecords();
    const model = modelTaking([1, 2, 3], { layout: 'NCHW' });
    const paths = [
      folder.write('p.tfrecord', bytes),
      folder.write('p-test.tfrecord-00000-of-00001', bytes),
      folder.write('g.tfrecord.gz', gzipSync(bytes)),
      folder.write('z.tfrecord', deflateSync(bytes)),
    ];
    for (const path of paths) {
      const dataset = await opened(path, model);
      expect([...dataset.labels]).toEqual([3, 2, 1, 0]);
      expect(await valuesOf(dataset)).toEqual(pixels);
      expect(await valuesOf(dataset, 2, 1)).toEqual(pixels.slice(12, 18));
    }
    expect((await opened(paths[1], model)).name).toBe('p-test');
  });

  it('of lists of numbers is read, packed or one by one', async () => {
    for (const packed of [true, false]) {
      const dataset = await opened(folder.write('n.tfrecord', numberRecords(5, packed)), modelTaking([3]));
      expect([...dataset.labels]).toEqual([0, 1, 2, 0, 1]);
      expect(await valuesOf(dataset, 3, 2)).toEqual([3, 3.25, -1, 4, 4.25, -1]);
    }
  });

  it('of pixels as they lie in memory takes their shape from the columns beside them', async () => {
    const pixels = bytesUpTo(24);
    const record = (i: number): Buffer =>
      framed(
        exampleBytes({
          image_raw: { bytes: [pixels.subarray(12 * i, 12 * i + 12)] },
          height: { integers: [2] },
          width: { integers: [2] },
          depth: { integers: [3] },
          label: { integers: [i] },
        }),
      );
    const path = folder.write('raw.tfrecord', Buffer.concat([record(0), record(1)]));
    const dataset = await opened(path, modelTaking([2, 2, 3]));
    expect(await valuesOf(dataset)).toEqual([...pixels]);
    const first = await opened(path, modelTaking([3, 2, 2], { layout: 'NCHW' }));
    expect((await valuesOf(first, 0, 1)).slice(0, 4)).toEqual([pixels[0], pixels[3], pixels[6], pixels[9]]);
  });

  it('that is cut short, damaged, or of other records is refused', async () => {
    const bytes = numberRecords(3, true);
    const cut = folder.write('cut.tfrecord', bytes.subarray(0, bytes.length - 3));
    await expect(opened(cut, modelTaking([3]))).rejects.toThrow(
      'cut.tfrecord is cut short in record 2 (counted from 0); fetch or write the file again.',
    );
    const changed = Buffer.from(bytes);
    changed[bytes.length / 3 + 20] ^= 1;
    await expect(opened(folder.write('changed.tfrecord', changed), modelTaking([3]))).rejects.toThrow(
      'changed.tfrecord is damaged: the checksum of record 1 (counted from 0) is wrong; fetch or write the file again.',
    );
    await expect(
      opened(folder.write('none.tfrecord', 'none of it at all'), modelTaking([3])),
    ).rejects.toThrow('none.tfrecord is damaged: the checksum of record 0');
    const other = folder.write('other.tfrecord', framed(Buffer.from('\x0fno protobuf')));
    await expect(opened(other, modelTaking([3]))).rejects.toThrow(
      'other.tfrecord: record 0 (counted from 0) is no tf.train.Example',
    );
    const huge = Buffer.alloc(8);
    huge.writeBigUInt64LE(2n ** 40n);
    const frame = framed(Buffer.alloc(0));
    expect(frame.length).toBe(16);
    const asked = folder.write('odd.tfrecord', Buffer.concat([bytes, huge, Buffer.alloc(8)]));
    await expect(opened(asked, modelTaking([3]))).rejects.toThrow(InputError);
  });
});

describe('the checksum CRC-32C', () => {
  it('is that of RFC 3720, appendix B.4', () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
  });
});

/** The record with which TensorFlow begins a file of events, as its own tests have it. */
const eventRecord = Buffer.from(
  '1800000000000000a37f4b22090000c025dd75d5411a0d627261696e2e4576656e743a31ecf3328d',
  'hex',
);

describe('what TensorFlow wrote', () => {
  it('bears the masked checksums of its length and its content', () => {
    expect(eventRecord.readUInt32LE(8)).toBe(maskedCrc32c(eventRecord.subarray(0, 8)));
    expect(eventRecord.readUInt32LE(36)).toBe(maskedCrc32c(eventRecord.subarray(12, 36)));
    expect(framed(eventRecord.subarray(12, 36))).toEqual(eventRecord);
  });

  it('as an Example, in its tutorial on TFRecord, is decoded', () => {
    const example = Buffer.concat([
      Buffer.from(
        '\nR\n\x14\n\x08feature2\x12\x08\n\x06\n\x04goat\n\x11\n\x08feature0\x12\x05\x1a\x03\n\x01\x00',
      ),
      Buffer.from('\n\x11\n\x08feature1\x12\x05\x1a\x03\n\x01\x04\n\x14\n\x08feature3\x12\x08\x12\x06\n\x04'),
      Buffer.from([0x5b, 0xd3, 0x7c, 0x3f]),
    ]);
    expect([...decodeExample(example)]).toEqual([
      ['feature2', { kind: 'bytes', values: [Buffer.from('goat')] }],
      ['feature0', { kind: 'integers', values: [0] }],
      ['feature1', { kind: 'integers', values: [4] }],
      ['feature3', { kind: 'floats', values: [Math.fround(0.9876)] }],
    ]);
  });

  it('may hold empty lists, negative integers, and a list in several parts, packed or not', () => {
    // Field 3 (int64_list) of -1 packed, then 2 by itself, then 3 and 300 packed.
    const list = Buffer.from('0a0affffffffffffffffff0108020a0303ac02', 'hex');
    const parts = Buffer.concat([Buffer.from([0x1a, list.length]), list]);
    const named = (name: string, feature: Buffer): Buffer => {
      const entry = Buffer.concat([
        Buffer.from([0x0a, name.length]),
        Buffer.from(name),
        Buffer.from([0x12, feature.length]),
        feature,
      ]);
      return Buffer.concat([Buffer.from([0x0a, entry.length]), entry]);
    };
    const features = Buffer.concat([named('n', parts), named('e', Buffer.from([0x12, 0]))]);
    const example = Buffer.concat([Buffer.from([0x0a, features.length]), features]);
    expect([...decodeExample(example)]).toEqual([
      ['n', { kind: 'integers', values: [-1, 2, 3, 300] }],
      ['e', { kind: 'floats', values: [] }],
    ]);
  });
});
