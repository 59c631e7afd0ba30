import { create } from '@bufbuild/protobuf';
import type { Engine } from '../../engine/engine.js';
import { writeOnnx } from '../../model/formats/onnx.js';
import { ModelProtoSchema, TensorProto_DataType as DataType } from '../../model/onnx_pb.js';

/** A product with a constant matrix, which an engine does at its best for many rows at once. */
export interface MatrixProduct {
  /**
   * @param values [samples x rows of the matrix].
   * @param to [samples x columns], to be written.
   */
  write(values: Float32Array, to: Float32Array): Promise<void>;
  release(): Promise<void>;
}

/** @param matrix [rows x columns], row by row. */
export async function openProduct(
  engine: Engine,
  matrix: Float32Array,
  rows: number,
  columns: number,
): Promise<MatrixProduct> {
  const session = await engine.load(productModel(matrix, rows, columns), 'full');
  return {
    async write(values, to) {
      const given = { type: 'float32' as const, dims: [values.length / rows, rows], data: values };
      const { product } = await session.run({ values: given }, ['product']);
      to.set(product.data as Float32Array);
    },
    release: () => session.release(),
  };
}

function productModel(matrix: Float32Array, rows: number, columns: number): Uint8Array {
  const dimension = (size: number) => ({ value: { case: 'dimValue' as const, value: BigInt(size) } });
  const samples = { value: { case: 'dimParam' as const, value: 'samples' } };
  const port = (name: string, width: number) => {
    const value = { elemType: DataType.FLOAT, shape: { dim: [samples, dimension(width)] } };
    return { name, type: { value: { case: 'tensorType' as const, value } } };
  };
  const constant = {
    name: 'matrix',
    dataType: DataType.FLOAT,
    dims: [BigInt(rows), BigInt(columns)],
    rawData: new Uint8Array(matrix.buffer, matrix.byteOffset, matrix.byteLength),
  };
  return writeOnnx(
    create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [{ domain: '', version: 13n }],
      graph: {
        name: 'product',
        node: [{ opType: 'MatMul', input: ['values', 'matrix'], output: ['product'] }],
        initializer: [constant],
        input: [port('values', rows)],
        output: [port('product', columns)],
      },
    }),
  );
}
