import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import type { EngineTensor } from '../../src/engine/engine.js';
import { onnxRuntime } from '../../src/engine/onnxRuntime.js';
import { between, cutOut, type CutPort } from '../../src/model/cut.js';
import { writeOnnx } from '../../src/model/formats/onnx.js';
import { Graph } from '../../src/model/graph.js';
import {
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType as DataType,
  ValueInfoProtoSchema,
  type ModelProto,
} from '../../src/model/onnx_pb.js';
import { graphOf } from './graphText.js';

/** What lies between, by the tensors that the nodes make. */
function namesBetween(graph: Graph, from: readonly string[], target: string) {
  const found = between(graph, from, target);
  return found && { made: found.nodes.flatMap(({ output }) => output), beside: [...found.beside].sort() };
}

describe('between tensors and a target lie', () => {
  const chain = [
    'h = Gemm(x, w[7,5], b[5])',
    'a = Relu(h)',
    'g = Gemm(a, w2[5,4])',
    'c = Tanh(g)',
    'y = Gemm(c, w3[4,3])',
  ];

  it('the nodes of a chain', async () => {
    const graph = await graphOf(chain);
    expect(namesBetween(graph, ['a'], 'y')).toEqual({ made: ['g', 'c', 'y'], beside: [] });
    expect(namesBetween(graph, ['c'], 'y')).toEqual({ made: ['y'], beside: [] });
    expect(namesBetween(graph, ['a'], 'g')).toEqual({ made: ['g'], beside: [] });
  });

  it('no nodes that lead elsewhere', async () => {
    const graph = await graphOf([...chain, 'other = Abs(a)'], { outputs: ['y', 'other'] });
    expect(namesBetween(graph, ['a'], 'y')?.made).toEqual(['g', 'c', 'y']);
  });

  it('no nodes where none leads there', async () => {
    const graph = await graphOf([...chain, 'other = Abs(x)'], { outputs: ['y', 'other'] });
    expect(namesBetween(graph, ['a'], 'other')).toEqual({ made: [], beside: [] });
  });

  const residual = [
    'a = Gemm(x, w[7,5])',
    'h = Gemm(a, w2[5,4])',
    'r = Relu(h)',
    'i = Gemm(r, w3[4,5])',
    's = Add(i, a)',
    'y = Gemm(s, w4[5,3])',
  ];

  it('the nodes of one branch, the other one beside', async () => {
    const graph = await graphOf(residual);
    expect(namesBetween(graph, ['r'], 'y')).toEqual({ made: ['i', 's', 'y'], beside: ['a'] });
  });

  it('the nodes of both branches behind the tensor where they part', async () => {
    const graph = await graphOf(residual);
    expect(namesBetween(graph, ['a'], 'y')).toEqual({ made: ['h', 'r', 'i', 's', 'y'], beside: [] });
    expect(namesBetween(graph, ['a', 'r'], 'y')).toEqual({ made: ['h', 'r', 'i', 's', 'y'], beside: [] });
  });

  it('no constants, though operators make them', async () => {
    const graph = await graphOf([
      'a = Relu(x)',
      't = Transpose(w[3,7]; perm=1,0)',
      'm = MatMul(a, t)',
      'b = Mul(v[3], 2)',
      'y = Add(m, b)',
    ]);
    expect(namesBetween(graph, ['a'], 'y')).toEqual({ made: ['m', 'y'], beside: [] });
  });
});

describe('where a graph stands inside a node', () => {
  /** Of `x`: `a`, then an `If` that reads a tensor in its branch, and a sum of both. */
  function branching(condition: string, read: string): Graph {
    const inner = create(GraphProtoSchema, {
      node: [create(NodeProtoSchema, { opType: 'Abs', input: [read], output: ['inside'] })],
      output: [create(ValueInfoProtoSchema, { name: 'inside' })],
    });
    const one = (opType: string, input: string[], output: string) =>
      create(NodeProtoSchema, { opType, input, output: [output] });
    const branch = Object.assign(one('If', [condition], 'i'), {
      attribute: [create(AttributeProtoSchema, { name: 'then_branch', g: inner })],
    });
    const graph = create(GraphProtoSchema, {
      node: [one('Relu', ['x'], 'a'), branch, one('Abs', ['a'], 'b'), one('Add', ['i', 'b'], 'y')],
      input: ['x', 'flag'].map((name) => create(ValueInfoProtoSchema, { name })),
    });
    return new Graph(create(ModelProtoSchema, { graph }));
  }

  it.each([
    ['is its condition', 'a', 'x'],
    ['is read inside alone', 'flag', 'a'],
  ])('nothing is told if the tensor %s', (_, condition, read) => {
    expect(between(branching(condition, read), ['a'], 'y')).toBeNull();
  });

  it('its result lies beside if it does not read the tensor', () => {
    expect(namesBetween(branching('flag', 'x'), ['a'], 'y')).toEqual({ made: ['b', 'y'], beside: ['i'] });
  });

  it('that does not matter off the way', () => {
    expect(namesBetween(branching('a', 'a'), ['a'], 'b')).toEqual({ made: ['b'], beside: [] });
  });
});

const port = (name: string, ...dims: (number | string)[]): CutPort => {
  return { name, elementType: DataType.FLOAT, dims };
};

describe('a part that is cut out', () => {
  const lines = [
    't = Transpose(w2[4,5]; perm=1,0)',
    'a = Gemm(x, w[7,5], b[5])',
    'h = MatMul(a, t)',
    'r = Relu(h)',
    'i = Gemm(r, w3[4,5])',
    's = Add(i, a)',
    'y = Gemm(s, w4[5,3])',
  ];
  const names = (model: ModelProto) => {
    const { node = [], initializer = [], input = [], output = [] } = model.graph ?? {};
    return {
      made: node.flatMap((one) => one.output),
      weights: initializer.map(({ name }) => name),
      takes: input.map(({ name }) => name),
      gives: output.map(({ name }) => name),
    };
  };

  it('has the nodes and weights that it takes, and of what is given the part that is read', async () => {
    const { model, nodes } = await graphOf(lines);
    const given = [port('x', 'n', 7), port('r', 'n', 4), port('a', 'n', 5)];
    expect(names(cutOut(model, nodes, given, [port('y', 'n', 3)]))).toEqual({
      made: ['i', 's', 'y'],
      weights: ['w3', 'w4'],
      takes: ['r', 'a'],
      gives: ['y'],
    });
    expect(names(cutOut(model, nodes, [port('a', 'n', 5)], [port('r', 'n', 4)]))).toEqual({
      made: ['t', 'h', 'r'],
      weights: ['w2'],
      takes: ['a'],
      gives: ['r'],
    });
  });

  it('computes what the whole computes', async () => {
    const graph = await graphOf(lines);
    const part = cutOut(
      graph.model,
      graph.nodes,
      [port('a', 'n', 5), port('h', 'n', 4)],
      [{ ...port('y'), dims: null }],
    );
    const whole = cutOut(
      graph.model,
      graph.nodes,
      [port('x', 'n', 7)],
      [port('a', 'n', 5), port('h', 'n', 4), port('y', 'n', 3)],
    );
    const run = async (model: ModelProto, feeds: Record<string, EngineTensor>, wanted: string[]) => {
      const session = await onnxRuntime.load(writeOnnx(model), 'full');
      const results = await session.run(feeds, wanted);
      await session.release();
      return results;
    };
    const data = Float32Array.from({ length: 14 }, (_, i) => Math.sin(i));
    const x = { type: 'float32', dims: [2, 7], data } as const;
    const { a, h, y } = await run(whole, { x }, ['a', 'h', 'y']);
    // The same operators on the same values, which the engine may fuse in another way.
    const { y: again } = await run(part, { a, h }, ['y']);
    expect(again.dims).toEqual([2, 3]);
    again.data.forEach((value, i) => expect(value).toBeCloseTo(Number(y.data[i]), 5));
  });

  it('may be given a weight instead of the stored one', async () => {
    const { model, nodes } = await graphOf(lines);
    const given = [port('s', 'n', 5), port('w4', 5, 3)];
    expect(names(cutOut(model, nodes, given, [port('y', 'n', 3)]))).toMatchObject({
      weights: [],
      takes: ['s', 'w4'],
    });
  });

  it('leaves the model as it was', async () => {
    const { model, nodes } = await graphOf(lines);
    const before = writeOnnx(model);
    cutOut(model, nodes, [port('s', 'n', 5)], [port('y', 'n', 3)]);
    expect(writeOnnx(model)).toEqual(before);
  });

  it.each([
    ['s', ['r'], 'a'],
    ['nowhere', ['x'], 'nowhere'],
  ])('is refused where %s can not be computed from %s', async (output, given, missing) => {
    const { model, nodes } = await graphOf(lines);
    const behind = nodes.filter((node) => !node.output.includes('a'));
    const ports = given.map((name) => port(name, 'n', 4));
    const cut = () => cutOut(model, behind, ports, [port(output, 'n', 5)]);
    expect(cut).toThrow(new TypeError(`Nothing makes the tensor ${missing}.`));
  });
});
