import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  type NodeProto,
} from '../../src/model/onnx_pb.js';
import { modelBytes } from '../model/graphText.js';
import { Random } from '../twin/random.js';
import { writeNpy } from '../twin/npy.js';
import { analyseFiles } from './analyseFiles.js';

const lines = [
  'h = Gemm(x, w1[6,8], b1[8]) # first',
  'a = Relu(h)',
  'm = MatMul(a, w2[8,7]) # second',
  'r = Relu(m)',
  'g = Gemm(r, w3[7,5], b3[5]) # third',
  't = Tanh(g)',
  'y = Gemm(t, w4[5,3], b4[3]) # last',
];
const random = new Random(12);
const values = Object.fromEntries(
  Object.entries({ w1: 48, b1: 8, w2: 56, w3: 35, b3: 5, w4: 15, b4: 3 }).map(([name, count]) => [
    name,
    random.normals(count, 1),
  ]),
);

/** The model with one operator in both branches of an `If`, which read its weights from outside. */
function withBranches(bytes: Uint8Array, name: string): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytes);
  const graph = model.graph!;
  const at = graph.node.findIndex((node) => node.name === name);
  const inner = graph.node[at];
  const [output] = inner.output;
  const branch = (key: string) => {
    const own: NodeProto = { ...inner, output: [`${output}/${key}`] };
    const g = create(GraphProtoSchema, { name: key, node: [own], output: [{ name: `${output}/${key}` }] });
    return create(AttributeProtoSchema, { name: key, type: AttributeType.GRAPH, g });
  };
  graph.initializer.push(
    create(TensorProtoSchema, { name: 'flag', dataType: DataType.BOOL, rawData: Uint8Array.of(1) }),
  );
  graph.node[at] = create(NodeProtoSchema, {
    name: 'choose',
    opType: 'If',
    input: ['flag'],
    output: [output],
    attribute: ['then_branch', 'else_branch'].map(branch),
  });
  return toBinary(ModelProtoSchema, model);
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unit-importance-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('layers around control flow have the counts that they have without it, those inside are passed over', async () => {
  const samples = 120;
  const dataPath = join(folder, 'data.dataset.json');
  await writeFile(join(folder, 'x.npy'), writeNpy([samples, 6], random.normals(6 * samples, 1), '<f4'));
  await writeFile(
    join(folder, 'y.npy'),
    writeNpy(
      [samples],
      Array.from({ length: samples }, () => random.below(3)),
      '<i8',
    ),
  );
  await writeFile(dataPath, JSON.stringify({ inputs: 'x.npy', labels: 'y.npy' }));
  const bytes = modelBytes(lines, { input: ['n', 6], outputShape: ['n', 3], values });
  const layersOf = async (name: string, model: Uint8Array) => {
    const modelPath = join(folder, name);
    await writeFile(modelPath, model);
    const { layers } = await analyseFiles({ modelPath, dataPath });
    return layers.map(({ id, units }) => ({ id, right: units.ablation!['zero'].correctPerClass }));
  };
  const [first, second, third] = await layersOf('plain.onnx', bytes);
  expect(second.id).toBe('second');
  expect(new Set(first.right?.map(String)).size).toBeGreaterThan(1);
  expect(await layersOf('branches.onnx', withBranches(bytes, 'second'))).toEqual([first, third]);
});
