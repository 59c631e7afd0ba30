import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/inputError.js';
import { constantValue } from '../../../src/model/constants.js';
import { readOnnx, refuseNaN, writeOnnx, type ExternalReader } from '../../../src/model/formats/onnx.js';
import {
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProto_DataLocation as DataLocation,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
} from '../../../src/model/onnx_pb.js';
import { graphOf } from '../graphText.js';

const noExternal: ExternalReader = () => Promise.reject(new Error('no external data'));
const read = (bytes: Uint8Array) => readOnnx(bytes, 'model.onnx', noExternal);

/** A model with one initializer `w`, and the same tensor in a Constant node. */
function withTensor(fields: MessageInitShape<typeof TensorProtoSchema>): Uint8Array {
  const tensor = () => create(TensorProtoSchema, Object.assign({ name: 'w' }, fields));
  const value = create(AttributeProtoSchema, { name: 'value', t: tensor() });
  const node = create(NodeProtoSchema, { opType: 'Constant', output: ['c'], attribute: [value] });
  return writeOnnx(
    create(ModelProtoSchema, {
      graph: create(GraphProtoSchema, { node: [node], initializer: [tensor()] }),
      opsetImport: [create(OperatorSetIdProtoSchema, { version: 13n })],
    }),
  );
}

describe('a weight that is not a number', () => {
  it('is refused by name', async () => {
    const graph = await graphOf(['y = Gemm(x, fc1.weight[7,3])'], {
      values: { 'fc1.weight': [NaN, ...new Array<number>(20).fill(1)] },
    });
    expect(() => refuseNaN(graph, 'model.onnx')).toThrow(InputError);
    expect(() => refuseNaN(graph, 'model.onnx')).toThrow('The weight "fc1.weight" in model.onnx holds NaN');
  });

  it('is refused in half precision too', async () => {
    const graph = await read(
      withTensor({ dataType: DataType.FLOAT16, dims: [1n], rawData: Uint8Array.of(0, 0x7e) }),
    );
    expect(() => refuseNaN(graph, 'model.onnx')).toThrow('The weight "w"');
  });

  it('is no infinity, which masks use, and no integer', async () => {
    const graph = await graphOf(['y = Add(x, mask[2])', 'z = Reshape(y, <1,-1>)'], {
      values: { mask: [-Infinity, 0] },
    });
    expect(() => refuseNaN(graph, 'model.onnx')).not.toThrow();
  });
});

describe('weights in another file', () => {
  const entries = (pairs: Record<string, string>) =>
    Object.entries(pairs).map(([key, value]) => ({
      $typeName: 'onnx.StringStringEntryProto' as const,
      key,
      value,
    }));
  const external = (pairs: Record<string, string>) =>
    withTensor({
      dataType: DataType.FLOAT,
      dims: [2n],
      dataLocation: DataLocation.EXTERNAL,
      externalData: entries(pairs),
    });

  it('are read where the model says, those of Constant nodes too', async () => {
    const asked: unknown[][] = [];
    const graph = await readOnnx(
      external({ location: 'w.data', offset: '64', length: '8' }),
      'model.onnx',
      (...place) => {
        asked.push(place);
        return Promise.resolve(new Uint8Array(Float32Array.of(1.5, -2).buffer));
      },
    );
    expect(asked).toEqual([
      ['w.data', 64, 8],
      ['w.data', 64, 8],
    ]);
    expect([...(constantValue(graph, 'w')?.values ?? [])]).toEqual([1.5, -2]);
    expect([...(constantValue(graph, 'c')?.values ?? [])]).toEqual([1.5, -2]);
  });

  it('are read from the beginning and to the end where the model says nothing else', async () => {
    const asked: unknown[][] = [];
    await readOnnx(external({ location: 'w.data' }), 'model.onnx', (...place) => {
      asked.push(place);
      return Promise.resolve(new Uint8Array(8));
    });
    expect(asked[0]).toEqual(['w.data', 0, null]);
  });

  it('stand in the model once it is written for an engine', async () => {
    const bytes = new Uint8Array(Float32Array.of(1.5, -2).buffer);
    const graph = await readOnnx(external({ location: 'w.data' }), 'model.onnx', () =>
      Promise.resolve(bytes),
    );
    const again = await read(writeOnnx(graph.model));
    expect([...(constantValue(again, 'w')?.values ?? [])]).toEqual([1.5, -2]);
  });

  it('are refused where the model does not say in which file', async () => {
    await expect(read(external({ offset: '0' }))).rejects.toThrow(InputError);
    await expect(read(external({ offset: '0' }))).rejects.toThrow(
      'The weight "w" should stand in a file of its own',
    );
  });

  it('are refused where the file holds fewer than the shape says', async () => {
    const graph = await readOnnx(external({ location: 'w.data' }), 'model.onnx', () =>
      Promise.resolve(new Uint8Array(4)),
    );
    expect(() => constantValue(graph, 'w')).toThrow(InputError);
  });

  it("pass on the reader's own words where it fails", async () => {
    const missing = new InputError('model.onnx keeps weights in w.data, which is missing beside it.');
    await expect(
      readOnnx(external({ location: 'w.data' }), 'model.onnx', () => Promise.reject(missing)),
    ).rejects.toBe(missing);
  });
});
