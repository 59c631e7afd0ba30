import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import { TensorProto_DataType as DataType, TensorProtoSchema } from '../../src/model/onnx_pb.js';
import { float16, sizeOf, tensorOf } from '../../src/model/tensor.js';

/** Bytes written down by hand, little end first, and the values they stand for. */
const raw: readonly [type: keyof typeof DataType, bytes: string, values: readonly number[]][] = [
  ['FLOAT', '0000c03f 000000c0 01000000', [1.5, -2, 2 ** -149]],
  ['DOUBLE', '000000000000f83f 00000000000000c0', [1.5, -2]],
  ['UINT8', '00 ff', [0, 255]],
  ['INT8', '80 7f', [-128, 127]],
  ['BOOL', '00 01', [0, 1]],
  ['UINT16', 'ffff 0100', [65535, 1]],
  ['INT16', '0080 ff7f', [-32768, 32767]],
  ['INT32', '00000080 ffffffff', [-2147483648, -1]],
  ['UINT32', 'ffffffff 00000080', [4294967295, 2147483648]],
  ['INT64', 'ffffffffffffffff 0000000001000000', [-1, 2 ** 32]],
  ['UINT64', 'ffffffffffffffff 0100000000000000', [2 ** 64, 1]],
  ['FLOAT16', '003c 00c0 ff7b 0004 ff03 0100', [1, -2, 65504, 2 ** -14, 1023 * 2 ** -24, 2 ** -24]],
  ['FLOAT16', '0080 007c 00fc 007e', [-0, Infinity, -Infinity, NaN]],
  ['BFLOAT16', '803f 00c0 0100 807f 80ff c07f', [1, -2, 2 ** -133, Infinity, -Infinity, NaN]],
];

/** The typed lists that ONNX keeps each element type in, where it is not kept as raw bytes. */
const listed: readonly [type: keyof typeof DataType, fields: object, values: readonly number[]][] = [
  ['FLOAT', { floatData: [1.5, -2] }, [1.5, -2]],
  ['DOUBLE', { doubleData: [0.1, -2] }, [0.1, -2]],
  ['UINT8', { int32Data: [0, 255] }, [0, 255]],
  ['INT8', { int32Data: [-128, 127] }, [-128, 127]],
  ['BOOL', { int32Data: [0, 1] }, [0, 1]],
  ['UINT16', { int32Data: [65535, 1] }, [65535, 1]],
  ['INT16', { int32Data: [-32768, 7] }, [-32768, 7]],
  ['INT32', { int32Data: [-2147483648, 7] }, [-2147483648, 7]],
  ['UINT32', { uint64Data: [4294967295n, 1n] }, [4294967295, 1]],
  ['INT64', { int64Data: [-1n, 2n ** 32n] }, [-1, 2 ** 32]],
  ['UINT64', { uint64Data: [2n ** 63n, 1n] }, [2 ** 63, 1]],
  ['FLOAT16', { int32Data: [0x3c00, 0xc000, 0x0001] }, [1, -2, 2 ** -24]],
  ['BFLOAT16', { int32Data: [0x3f80, 0xc000, 0x0001] }, [1, -2, 2 ** -133]],
];

function tensor(type: number, length: number, fields: object) {
  return create(TensorProtoSchema, { name: 'w', dataType: type, dims: [BigInt(length)], ...fields });
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

describe('a constant', () => {
  it.each(raw)('of type %s is read from its bytes %s', (type, hex, values) => {
    const found = tensorOf(tensor(DataType[type], values.length, { rawData: bytesOf(hex) }));
    expect(found.dims).toEqual([values.length]);
    expect([...found.values]).toEqual(values);
  });

  it.each(listed)('of type %s is read from its typed list', (type, fields, values) => {
    expect([...tensorOf(tensor(DataType[type], values.length, fields)).values]).toEqual(values);
  });

  it('keeps single precision as it is stored', () => {
    const found = tensorOf(tensor(DataType.FLOAT, 1, { rawData: bytesOf('cdcccc3d') }));
    expect(found.values).toEqual(Float32Array.of(0.1));
  });

  it('is read wherever its bytes begin', () => {
    const whole = bytesOf('ee 0000c03f 000000c0 ee');
    const found = tensorOf(tensor(DataType.FLOAT, 2, { rawData: whole.subarray(1, 9) }));
    expect([...found.values]).toEqual([1.5, -2]);
  });

  it('without dimensions holds one value', () => {
    const scalar = create(TensorProtoSchema, { dataType: DataType.FLOAT, floatData: [3] });
    expect(tensorOf(scalar)).toEqual({ dims: [], values: Float32Array.of(3) });
  });

  it('may be empty', () => {
    expect(tensorOf(tensor(DataType.INT64, 0, {})).values).toHaveLength(0);
  });
});

describe('a damaged constant', () => {
  it.each([7, 9, 4])('of %i bytes where eight are due is refused by name and number', (length) => {
    const damaged = tensor(DataType.FLOAT, 2, { rawData: new Uint8Array(length) });
    expect(() => tensorOf(damaged)).toThrow(InputError);
    expect(() => tensorOf(damaged)).toThrow(`constant "w" should hold 8 bytes and holds ${length};`);
  });

  it('whose list is too short, too long or missing is refused', () => {
    for (const floatData of [[1], [1, 2, 3], []]) {
      const damaged = tensor(DataType.FLOAT, 2, { floatData });
      expect(() => tensorOf(damaged)).toThrow(`should hold 2 values and holds ${floatData.length};`);
    }
  });

  it('of an enormous shape is refused before any memory is taken for it', () => {
    const damaged = tensor(DataType.FLOAT, 2 ** 52, { floatData: [1] });
    expect(() => tensorOf(damaged)).toThrow(InputError);
  });

  it.each([
    [DataType.STRING, 'STRING'],
    [DataType.COMPLEX64, 'COMPLEX64'],
    [17, '17'],
  ])('of an element type without numbers (%i) is refused by the name of the type', (type, name) => {
    const strange = tensor(type, 1, { rawData: new Uint8Array(4) });
    expect(() => tensorOf(strange)).toThrow(
      `constant "w" holds elements of type ${name}, which can't be read`,
    );
    expect(() => tensorOf(strange)).toThrow(InputError);
  });
});

describe('half precision', () => {
  it('rises from one number to the next, over all of them', () => {
    for (let bits = 0; bits < 0x7c00; bits++) {
      expect(float16(bits + 1)).toBeGreaterThan(float16(bits));
      expect(float16(bits | 0x8000)).toBe(-float16(bits));
    }
  });

  it('has 1024 numbers in each power of two', () => {
    for (let exponent = -14; exponent <= 15; exponent++) {
      const first = (exponent + 15) << 10;
      expect(float16(first)).toBe(2 ** exponent);
      expect(float16(first + 1)).toBe(2 ** exponent * (1 + 2 ** -10));
    }
  });
});

it('the size of a shape is the product of its dimensions, 1 of a scalar', () => {
  expect(sizeOf([])).toBe(1);
  expect(sizeOf([2, 3, 4])).toBe(24);
  expect(sizeOf([2, 0, 4])).toBe(0);
});
