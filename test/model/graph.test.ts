import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { attribute, float, Graph, integer, integers } from '../../src/model/graph.js';
import {
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  ValueInfoProtoSchema,
} from '../../src/model/onnx_pb.js';
import { graphOf } from './graphText.js';

describe('a graph', () => {
  it('tells who makes a tensor and who reads it, each reader once', async () => {
    const graph = await graphOf(['a = Relu(x)', 'b = Mul(a, a)', 'c = Add(a, b)']);
    expect(graph.producer('x')).toBeUndefined();
    expect(graph.producer('b')?.opType).toBe('Mul');
    expect(graph.consumers('a').map(({ opType }) => opType)).toEqual(['Mul', 'Add']);
    expect(graph.consumers('c')).toEqual([]);
    expect(graph.isOutput('c')).toBe(true);
    expect(graph.isOutput('a')).toBe(false);
  });

  it('takes no initializer for an input, though old files list them there', async () => {
    const graph = await graphOf(['y = Gemm(x, w[7,3], b[3])'], { opset: 9, constantsAmongInputs: true });
    expect(graph.model.graph?.input.map(({ name }) => name)).toEqual(['x', 'w', 'b']);
    expect(graph.inputs).toEqual([{ name: 'x', elementType: 1, shape: [null, 7] }]);
  });

  it('takes a dimension of zero for one that is left open', async () => {
    const graph = await graphOf(['y = Relu(x)'], { input: [0, 'height', 5] });
    expect(graph.inputs[0].shape).toEqual([null, null, 5]);
  });

  it('knows its version of the operators', async () => {
    expect((await graphOf(['y = Relu(x)'], { opset: 11 })).opset).toBe(11);
  });

  it('finds constants through operators, but not through those that draw', async () => {
    const graph = await graphOf([
      'a = Add(w[3], b[3])',
      'b2 = Transpose(a)',
      'c = RandomNormalLike(w)',
      'd = Add(a, c)',
      'e = Mul(x, a)',
    ]);
    expect(['w', 'a', 'b2', 'c', 'd', 'e', 'x'].filter((name) => graph.isConstant(name))).toEqual([
      'w',
      'a',
      'b2',
    ]);
    expect(graph.dataInputs(graph.producer('e')!)).toEqual(['x']);
  });

  it('counts the readers that stand inside a branch', () => {
    const inner = create(GraphProtoSchema, {
      node: [create(NodeProtoSchema, { opType: 'Squeeze', input: ['a'], output: ['inside'] })],
      output: [create(ValueInfoProtoSchema, { name: 'inside' })],
    });
    const branch = create(NodeProtoSchema, {
      opType: 'If',
      input: ['condition'],
      output: ['y'],
      attribute: [create(AttributeProtoSchema, { name: 'then_branch', g: inner })],
    });
    const graph = new Graph(
      create(ModelProtoSchema, {
        graph: create(GraphProtoSchema, {
          node: [create(NodeProtoSchema, { opType: 'Relu', input: ['x'], output: ['a'] }), branch],
          input: [create(ValueInfoProtoSchema, { name: 'x' })],
        }),
      }),
    );
    expect(graph.consumers('a')).toEqual([branch]);
    expect(graph.isConstant('y')).toBe(false);
    expect(graph.inputs).toEqual([{ name: 'x', elementType: 0, shape: null }]);
  });
});

it('attributes are read with their default where they are not set', async () => {
  const graph = await graphOf(['y = Strange(x; axis=-2 alpha=0.25 perm=0,2,1)']);
  const node = graph.nodes[0];
  expect(integer(node, 'axis', 5)).toBe(-2);
  expect(integer(node, 'missing', 5)).toBe(5);
  expect(float(node, 'alpha', 1)).toBe(0.25);
  expect(float(node, 'missing', 1)).toBe(1);
  expect(integers(node, 'perm')).toEqual([0, 2, 1]);
  expect(integers(node, 'missing')).toBeUndefined();
  expect(attribute(node, 'missing')).toBeUndefined();
});
