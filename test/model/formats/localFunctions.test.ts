import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { readOnnx } from '../../../src/model/formats/onnx.js';
import {
  AttributeProto_AttributeType as AttributeType,
  FunctionProtoSchema,
  type FunctionProto,
  type ModelProto,
} from '../../../src/model/onnx_pb.js';
import { Random } from '../../twin/random.js';
import { graphOf, type GraphFacts } from '../graphText.js';
import { changedModel, expectClose, plainScores, readScores } from './plainRun.js';

const domain = 'pkg.local';
const facts: GraphFacts = { opset: 15 };

/** A function of the same operators as those of a graph from lines, of the inputs before them. */
async function functionOf(
  name: string,
  input: readonly string[],
  output: readonly string[],
  lines: readonly string[],
): Promise<FunctionProto> {
  const { nodes } = await graphOf(lines, facts);
  for (const node of nodes) if (calls.has(node.opType)) node.domain = domain;
  const opsetImport = [
    { domain: '', version: 15n },
    { domain, version: 1n },
  ];
  return create(FunctionProtoSchema, {
    name,
    domain,
    input: [...input],
    output: [...output],
    node: [...nodes],
    opsetImport,
  });
}

const calls = new Set(['Linear', 'Act', 'Twice', 'Skip']);

/** A model of lines that call functions. */
function calling(
  lines: readonly string[],
  functions: readonly FunctionProto[],
  change: (model: ModelProto) => void = () => {},
): Uint8Array {
  return changedModel(lines, facts, (model) => {
    for (const node of model.graph!.node) if (calls.has(node.opType)) node.domain = domain;
    model.opsetImport.push({ ...model.opsetImport[0], domain, version: 1n });
    model.functions.push(...functions);
    model.irVersion = 8n;
    change(model);
  });
}

const read = (bytes: Uint8Array) => readOnnx(bytes, 'model.onnx', () => Promise.reject(new Error()));

/** LeakyRelu, whose slope is what the caller says. */
async function sloped(): Promise<FunctionProto> {
  const act = await functionOf('Act', ['a'], ['b'], ['b = LeakyRelu(a)']);
  act.node[0].attribute.push({
    ...create(FunctionProtoSchema, { attributeProto: [{ name: 'alpha', type: AttributeType.FLOAT }] })
      .attributeProto[0],
    refAttrName: 'slope',
  });
  return act;
}

const lines = [
  'h = Linear(x, fc1.weight[5,7], fc1.bias[5]) # fc1',
  'i = Linear(h, fc2.weight[4,5], fc2.bias[4]) # fc2',
  'y = Gemm(i, head[4,3])',
];
const linear = () =>
  functionOf(
    'Linear',
    ['in', 'w', 'b'],
    ['out'],
    ['g = Gemm(in, w, b; transB=1) # gemm', 'out = Act(g; slope=0.3)'],
  );
const samples = Float32Array.from(new Random(4).normals(28, 1));

describe("a model's own functions", () => {
  it('are written out where they are called, one within another, with the attributes that the caller gives', async () => {
    const bytes = calling(lines, [await linear(), await sloped()]);
    const { layers, scores } = await readScores(bytes, samples, [4, 7]);
    expect(layers).toEqual(['dense Gemm>LeakyRelu x5', 'dense Gemm>LeakyRelu x4']);
    // ONNX Runtime calls them itself.
    expectClose(scores, await plainScores(bytes, samples, [4, 7]));
  });

  it('leave no two tensors or operators of one name, and none of themselves', async () => {
    const { model, nodes } = await read(calling(lines, [await linear(), await sloped()]));
    expect(model.functions).toEqual([]);
    expect(nodes.map(({ opType, name }) => `${opType} ${name}`)).toEqual([
      'Gemm fc1/gemm',
      'LeakyRelu fc1/Act/LeakyRelu',
      'Gemm fc2/gemm',
      'LeakyRelu fc2/Act/LeakyRelu',
      'Gemm ',
    ]);
    const made = nodes.flatMap(({ output }) => output);
    expect(new Set(made).size).toBe(made.length);
    expect(made).toContain('h');
  });

  it('take the value that they state for an attribute where the caller gives none', async () => {
    const act = await sloped();
    act.attributeProto.push({ ...act.node[0].attribute[0], name: 'slope', refAttrName: '', f: 0.5 });
    const { nodes } = await read(calling(['h = Act(x)', 'y = Gemm(h, head[7,3])'], [act]));
    expect(nodes[0].attribute).toMatchObject([{ name: 'alpha', f: 0.5 }]);
    const without = await read(calling(['h = Act(x)', 'y = Gemm(h, head[7,3])'], [await sloped()]));
    expect(without.nodes[0].attribute).toEqual([]);
  });

  it('may hand an input on as an output, and leave one of either out', async () => {
    const skip = await functionOf('Skip', ['in', 'other'], ['made', 'in'], ['made = Clip(in, other)']);
    const bytes = calling(['h, i = Skip(x)', 's = Add(h, i)', 'y = Gemm(s, head[7,3])'], [skip]);
    const { nodes } = await read(bytes);
    expect(nodes.slice(0, 2)).toMatchObject([
      { opType: 'Clip', input: ['x', ''], output: ['h'] },
      { opType: 'Identity', input: ['x'], output: ['i'] },
    ]);
    const first = await read(calling(['h = Skip(x)', 'y = Gemm(h, head[7,3])'], [skip]));
    expect(first.nodes.map(({ opType }) => opType)).toEqual(['Clip', 'Gemm']);
  });

  it('are refused where they call each other without end', async () => {
    const twice = await functionOf('Twice', ['a'], ['c'], ['b = Twice(a)', 'c = Twice(b)']);
    await expect(read(calling(['h = Twice(x)', 'y = Gemm(h, head[7,3])'], [twice]))).rejects.toThrow(
      /^model\.onnx calls its function Twice without end, or too often; export the model again/,
    );
  });

  it('stay where they are for another version of the operators, and are named', async () => {
    const other = await linear();
    other.opsetImport[0].version = 18n;
    const bytes = calling(lines, [other, await sloped()]);
    await expect(readScores(bytes, samples, [4, 7])).rejects.toThrow(
      /hides what it computes in Linear "fc1"/,
    );
  });
});
