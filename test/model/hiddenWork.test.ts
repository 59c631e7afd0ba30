import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { planNetwork } from '../../src/analysis/networkPlan.js';
import { Graph } from '../../src/model/graph.js';
import { layersWithin } from '../../src/model/hiddenWork.js';
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  NodeProtoSchema,
} from '../../src/model/onnx_pb.js';
import { graphOf } from './graphText.js';

const lines = ['n = Identity(x) # choose', 'h = Gemm(n, w[7,5])', 'a = Relu(h)', 'y = Gemm(a, head[5,3])'];

/** A network with one of its operators as an `If` whose branch holds one operator. */
async function withBranch(opType: string, at = 0, network = lines): Promise<Graph> {
  const { model } = await graphOf(network);
  const branch = create(GraphProtoSchema, {
    node: [create(NodeProtoSchema, { opType, input: ['x', 'w'], output: ['inside'] })],
    output: [{ name: 'inside' }],
  });
  const g = create(AttributeProtoSchema, { name: 'then_branch', type: AttributeType.GRAPH, g: branch });
  const node = model.graph!.node[at];
  node.opType = 'If';
  node.attribute = [g];
  return new Graph(model);
}

describe('an operator with a graph of its own', () => {
  it('is passed over where that holds no weights', async () => {
    const plan = planNetwork(await withBranch('Add'), 'm.onnx');
    expect(plan.layers.map(({ tensor }) => tensor)).toEqual(['a']);
  });

  it('is passed over, and told of, where layers are in it and others follow', async () => {
    const graph = await withBranch('MatMul');
    expect(planNetwork(graph, 'm.onnx').layers.map(({ tensor }) => tensor)).toEqual(['a']);
    expect(layersWithin(graph)).toEqual(['If "choose"']);
    expect(layersWithin(await withBranch('Add'))).toEqual([]);
  });

  const noOther = ['n = Identity(x) # choose', 'y = Gemm(n, head[7,3])'];
  it.each([
    ['the layer that answers', 3, [...lines.slice(0, 3), 'y = Identity(a) # choose']],
    ['all layers but that', 0, noOther],
  ])('is named where %s is in it', async (_, at, network) => {
    const graph = await withBranch('MatMul', at, network);
    expect(() => planNetwork(graph, 'm.onnx')).toThrow(/has layers inside If "choose".*without control flow/);
  });
});

describe('a function, or an operator of another domain', () => {
  it('is named where no layer is found beside it', async () => {
    const { model } = await graphOf(['h = Block(x) # blocks/0', 'y = Gemm(h, head[5,3])']);
    model.graph!.node[0].domain = 'pkg.torch';
    expect(() => planNetwork(new Graph(model), 'm.onnx')).toThrow(
      /hides what it computes in Block "blocks\/0"/,
    );
  });

  it('is passed over where layers are found', async () => {
    const { model } = await graphOf(['n = Block(x)', ...lines.slice(1)]);
    model.graph!.node[0].domain = 'pkg.torch';
    expect(planNetwork(new Graph(model), 'm.onnx').layers).toHaveLength(1);
  });
});
