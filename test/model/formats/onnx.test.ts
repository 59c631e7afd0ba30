import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/inputError.js';
import { constantValue } from '../../../src/model/constants.js';
import { readOnnx, refuseNaN, writeOnnx, type ExternalReader } from '../../../src/model/formats/onnx.js';
import { hiddenLayers } from '../../../src/model/layers.js';
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
import { Random } from '../../twin/random.js';
import { graphOf, modelBytes } from '../graphText.js';

const noExternal: ExternalReader = () => Promise.reject(new Error('no external data'));
const read = (bytes: Uint8Array) => readOnnx(bytes, 'model.onnx', noExternal);

const small = modelBytes([
  'h = Gemm(x, fc1.weight[7,5], fc1.bias[5])',
  'a = Relu(h)',
  'y = Gemm(a, head[5,3])',
]);

/** Fields as protocol buffers write them: number and wire type, then a length where there is one. */
function field(number: number, value: number | string | readonly Uint8Array[]): Uint8Array {
  if (typeof value === 'number') return Buffer.from([...tag(number, 0), value]);
  const content = typeof value === 'string' ? Buffer.from(value) : Buffer.concat(value);
  return Buffer.concat([tag(number, 2), Buffer.from([content.length]), content]);
}

function tag(number: number, wireType: number): Uint8Array {
  const value = number * 8 + wireType;
  return Buffer.from(value < 128 ? [value] : [(value & 127) | 128, value >> 7]);
}

describe('a model that is read and written', () => {
  it('is the same to the byte, with the fields that the schema does not list behind the others', async () => {
    const node = field(1, [
      field(1, 'x'),
      field(2, 'y'),
      field(4, 'Strange'),
      // ref_attr_name and a sparse tensor.
      field(5, [field(1, 'kernel'), field(20, 11), field(21, 'outer'), field(22, [field(3, 9)])]),
      field(10, 'device'),
    ]);
    const graph = field(7, [
      node,
      field(2, 'g'),
      field(11, [field(1, 'x')]),
      field(14, 'q'),
      field(15, [field(3, 4)]),
    ]);
    const bytes = Buffer.concat([
      field(1, 8),
      graph,
      field(8, [field(2, 13)]),
      field(14, [field(1, 'k')]),
      field(25, 'f'),
    ]);
    expect(Buffer.from(writeOnnx((await read(bytes)).model)).toString('hex')).toBe(bytes.toString('hex'));
  });

  it('keeps unlisted fields that stand among the others', async () => {
    const documented = (text: string) => field(6, text);
    const node = field(1, [
      field(1, 'x'),
      field(2, 'y'),
      field(4, 'Relu'),
      documented('of the node'),
      field(7, ''),
    ]);
    const graph = field(7, [
      node,
      field(10, 'of the graph'),
      field(12, [field(1, 'y'), field(3, 'of the output')]),
    ]);
    const bytes = Buffer.concat([
      field(1, 8),
      field(4, 'org.example'),
      documented('of the model'),
      graph,
      field(8, [field(2, 13)]),
    ]);
    const written = Buffer.from(writeOnnx((await read(bytes)).model));
    expect(written).toHaveLength(bytes.length);
    for (const text of ['org.example', 'of the model', 'of the node', 'of the graph', 'of the output']) {
      expect(written.includes(text)).toBe(true);
    }
    expect(Buffer.from(writeOnnx((await read(written)).model))).toEqual(written);
  });

  const examples = join(import.meta.dirname, '../../../examples');
  const shared = join(import.meta.dirname, '../../../../shared/models/onnx');
  const filesIn = (folder: string) =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.onnx'))
          .map((name) => join(folder, name))
      : [];

  it('is the same to the byte for the networks that come with the project', async () => {
    for (const path of filesIn(examples)) {
      const bytes = readFileSync(path);
      expect(Buffer.compare(writeOnnx((await read(bytes)).model), bytes), path).toBe(0);
    }
  });

  it.skipIf(!existsSync(shared))('loses nothing of networks of other exporters', async () => {
    for (const path of filesIn(shared)) {
      const bytes = readFileSync(path);
      const written = writeOnnx((await read(bytes)).model);
      expect(written.length, path).toBe(bytes.length);
      expect(Buffer.compare(writeOnnx((await read(written)).model), written), path).toBe(0);
    }
  });
});

describe('a file that is no whole model', () => {
  it('is refused where it is empty', async () => {
    await expect(read(new Uint8Array())).rejects.toThrow(
      new InputError('model.onnx is empty; export the model again.'),
    );
  });

  it.each([
    ['text', Buffer.from('import torch\nprint("hello")\n')],
    ['JSON', Buffer.from('{"format": "layers-model"}')],
    ['a zip archive', Buffer.from('PK\u0003\u0004\u0014\0\0\0\b\0')],
    ['HDF5', Buffer.from('\u0089HDF\r\n\u001a\n', 'latin1')],
    ['a git-lfs pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n')],
    ['zeros', new Uint8Array(100)],
  ])('is refused where it is %s', async (_, bytes) => {
    await expect(read(bytes)).rejects.toThrow(InputError);
    await expect(read(bytes)).rejects.toThrow(/^model\.onnx (is|holds no network)/);
  });

  it('is refused wherever it is cut off', async () => {
    for (let length = 0; length < small.length; length++) {
      await expect(read(small.subarray(0, length)), `${length} bytes`).rejects.toThrow(InputError);
    }
    await expect(read(small)).resolves.toBeDefined();
  });

  it('is called damaged where it begins as a model', async () => {
    await expect(read(small.subarray(0, small.length >> 1))).rejects.toThrow(/^model\.onnx is damaged/);
  });

  it('gives a graph or an InputError whatever byte of it is changed', { timeout: 30_000 }, async () => {
    const random = new Random(5);
    for (let trial = 0; trial < 3000; trial++) {
      const bytes = Uint8Array.from(small);
      bytes[random.below(bytes.length)] = random.below(256);
      try {
        const graph = await read(bytes);
        refuseNaN(graph, 'model.onnx');
        hiddenLayers(graph, graph.outputs[0]?.name ?? '');
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }
  });
});

describe('operators out of order', () => {
  it.each([
    ['where one reads what a later one makes', ['a = Relu(h)', 'h = Gemm(x, w[7,5])', 'y = Gemm(a, v[5,3])']],
    [
      'where they run in a circle',
      ['h = Gemm(x, w[7,5])', 'n = Add(h, m)', 'm = Relu(n)', 'y = Gemm(m, v[5,3])'],
    ],
  ])('are refused %s', async (_, lines) => {
    await expect(graphOf(lines)).rejects.toThrow(InputError);
    await expect(graphOf(lines)).rejects.toThrow(/^model\.onnx lists its operators out of order/);
  });

  it.each([
    ['two operators', ['h = Gemm(x, w[7,5])', 'b = Identity(h)', 'h = Identity(b)', 'y = Gemm(b, v[5,3])']],
    ['two constants', ['t = Transpose(w[5,7])', 't = Identity(t)', 'h = Gemm(x, t)', 'y = Relu(h)']],
    ['the input and an operator', ['x = Identity(x)', 'y = Gemm(x, w[7,3])']],
  ])('are refused where %s make one tensor', async (_, lines) => {
    await expect(graphOf(lines)).rejects.toThrow(InputError);
    await expect(graphOf(lines)).rejects.toThrow(/^model\.onnx is damaged: two of its operators make/);
  });
});

describe('the version of the operators', () => {
  it('is refused below 7', async () => {
    await expect(graphOf(['y = Relu(x)'], { opset: 6 })).rejects.toThrow(InputError);
    await expect(graphOf(['y = Relu(x)'], { opset: 6 })).rejects.toThrow(
      /version 6 .* convert it to version 7 or later/,
    );
  });

  it('is taken from 7 on', async () => {
    expect((await graphOf(['y = Relu(x)'], { opset: 7 })).opset).toBe(7);
  });
});

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
