import { describe, expect, it } from 'vitest';
import { layersOf } from './foundLayers.js';
import type { GraphFacts } from './graphText.js';

const image = { input: ['batch', 4, 8, 8] };

async function idsOf(lines: readonly string[], facts: GraphFacts = {}): Promise<string[]> {
  return (await layersOf(lines, facts)).map(({ id }) => id);
}

/** One hidden dense layer with weights of that name, made by a node of that name. */
const dense = (weights: string, node = '') => [
  `h = Gemm(x, ${weights}[7,5], opaque[5])${node === '' ? '' : ` # ${node}`}`,
  'a = Relu(h)',
  'y = Gemm(a, head[5,3])',
];

describe("a layer's id comes from its weights' name", () => {
  it.each([
    ['fc1.weight', 'fc1'],
    ['layer1.0.conv1.weight', 'layer1.0.conv1'],
    ['linear_weight', 'linear'],
    ['module.encoder.0.weight_orig', 'module.encoder.0'],
    ['fc1.parametrizations.weight.original1', 'fc1'],
    ['fc1.weight_quantized', 'fc1'],
    ['ConvBnFusion_W_conv1.weight', 'conv1'],
    ['conv2d/kernel:0', 'conv2d'],
    ['block/separable/depthwise_kernel:0', 'block.separable'],
    ['sequential/dense/MatMul/ReadVariableOp:0', 'sequential.dense'],
    ['StatefulPartitionedCall/model/dense_1/MatMul/ReadVariableOp:0', 'model.dense_1'],
    ['sequential/conv2d/Conv2D/ReadVariableOp', 'sequential.conv2d'],
  ])('%s gives %s', async (weights, id) => {
    expect(await idsOf(dense(weights, '/elsewhere/Gemm'))).toEqual([id]);
  });

  it('also where they stand behind other operators', async () => {
    const lines = ['t = Transpose(fc1.weight[5,7]; perm=1,0)', 'c = Cast(t; to=1)', 'h = MatMul(x, c)'];
    expect(await idsOf([...lines, 'a = Relu(h)', 'y = Gemm(a, head[5,3])'])).toEqual(['fc1']);
  });
});

describe('where the weights tell nothing, a layer takes its id', () => {
  it.each([
    ['onnx::Conv_299', '/layer1/layer1.0/conv1/Conv', 'layer1.0.conv1'],
    ['onnx::MatMul_12', '/encoder/layers/layers.3/linear1/MatMul', 'encoder.layers.3.linear1'],
    ['const_fold_opt__12', 'sequential/dense/MatMul', 'sequential.dense'],
    ['w', '/Gemm', 'Gemm'],
    ['w', 'Gemm_5', 'Gemm_5'],
    ['weight', '', 'Gemm1'],
  ])('from the node: weights %s in node %s give %s', async (weights, node, id) => {
    expect(await idsOf(dense(weights, node))).toEqual([id]);
  });

  it.each([
    ["['', 'encoder', 'encoder.fc1', 'linear']", 'encoder.fc1'],
    [`["", "block's", "linear"]`, "block's"],
  ])('from metadata before the node: %s', async (scopes, id) => {
    const metadata = { h: { 'pkg.torch.onnx.name_scopes': scopes, namespace: ': Net/wrong: Linear' } };
    expect(await idsOf(dense('val_3', 'node_linear'), { metadata })).toEqual([id]);
  });

  it('from the node where metadata hold only the whole model', async () => {
    const metadata = { h: { 'pkg.torch.onnx.name_scopes': "['', 'linear']" } };
    expect(await idsOf(dense('val_3', 'node_linear'), { metadata })).toEqual(['node_linear']);
  });

  it('from its place where nothing has a name', async () => {
    const lines = ['h = Gemm(x, aa[7,5])', 'a = Relu(h)', 'i = Gemm(a, bb[5,5])', 'b = Tanh(i)'];
    expect(await idsOf([...lines, 'y = Gemm(b, head[5,3])'])).toEqual(['Gemm1', 'Gemm2']);
  });
});

describe('ids are unique', () => {
  it('where weights are used twice', async () => {
    const lines = [
      'h = Gemm(x, fc.weight[7,7]) # /fc/Gemm',
      'a = Relu(h)',
      'i = Gemm(a, fc.weight[7,7]) # /fc_1/Gemm',
      'b = Relu(i)',
      'y = Gemm(b, head[7,3])',
    ];
    expect(await idsOf(lines)).toEqual(['fc.Gemm', 'fc_1']);
  });

  it('where weights are used twice by nodes without names', async () => {
    const lines = [
      'h = Gemm(x, fc.weight[7,7])',
      'a = Relu(h)',
      'i = Gemm(a, fc.weight[7,7])',
      'b = Relu(i)',
      'y = Gemm(b, head[7,3])',
    ];
    expect(await idsOf(lines)).toEqual(['Gemm1', 'Gemm2']);
  });

  it("where one's name is what another would be called for its place", async () => {
    const lines = [
      'h = Gemm(x, aa[7,7]) # Gemm2',
      'a = Relu(h)',
      'i = Gemm(a, bb[7,7])',
      'b = Relu(i)',
      'j = Gemm(b, cc[7,7]) # Gemm1',
      'c = Relu(j)',
      'y = Gemm(c, head[7,3])',
    ];
    const ids = await idsOf(lines);
    expect(new Set(ids).size).toBe(3);
    expect(ids[1]).toBe('Gemm2');
  });

  it('over many layers of the same weights and names', async () => {
    const lines = Array.from({ length: 12 }, (_, i) => [
      `h${i} = Gemm(${i === 0 ? 'x' : `a${i - 1}`}, fc.weight[7,7]) # /fc/Gemm`,
      `a${i} = Relu(h${i})`,
    ]).flat();
    const ids = await idsOf([...lines, 'y = Gemm(a11, head[7,3])']);
    expect(new Set(ids).size).toBe(12);
  });

  it('and the same at every reading', async () => {
    const lines = dense('layer.weight');
    expect(await idsOf(lines)).toEqual(await idsOf(lines));
  });
});

it('an id holds neither spaces nor commas, which would break lists on the command line', async () => {
  expect(await idsOf(dense('w', '/my layer, the first/Gemm'))).toEqual(['my_layer_the_first']);
});

describe("a residual sum's id is its block's path", () => {
  const conv = (to: string, from: string, name: string) =>
    `${to} = Conv(${from}, ${name}.weight[4,4,3,3]; pads=1,1,1,1)`;
  const stem = [conv('h0', 'x', 'conv1'), 'a0 = Relu(h0)'];
  const head = ['p = GlobalAveragePool(r)', 'f = Flatten(p)', 'y = Gemm(f, head[4,3])'];

  it('where one branch has weights', async () => {
    const lines = [
      ...stem,
      conv('h1', 'a0', 'layer1.0.conv1'),
      'a1 = Relu(h1)',
      conv('h2', 'a1', 'layer1.0.conv2'),
      's = Add(h2, a0)',
      'r = Relu(s)',
      ...head,
    ];
    expect(await idsOf(lines, image)).toEqual(['conv1', 'layer1.0.conv1', 'layer1.0']);
  });

  it('where the other branch is a projection', async () => {
    const lines = [
      ...stem,
      conv('h1', 'a0', 'layer2.0.conv2'),
      conv('h2', 'a0', 'layer2.0.downsample.0'),
      's = Add(h1, h2)',
      'r = Relu(s)',
      ...head,
    ];
    expect(await idsOf(lines, image)).toEqual(['conv1', 'layer2.0']);
  });

  it('where only node names tell', async () => {
    const lines = [
      'h0 = Conv(x, onnx::Conv_1[4,4,1,1]) # /conv1/Conv',
      'a0 = Relu(h0) # /relu/Relu',
      'h1 = Conv(a0, onnx::Conv_2[4,4,1,1]) # /layer1/layer1.0/conv2/Conv',
      's = Add(h1, a0) # /layer1/layer1.0/Add',
      'r = Relu(s) # /layer1/layer1.0/relu_1/Relu',
      ...head,
    ];
    expect(await idsOf(lines, image)).toEqual(['conv1', 'layer1.0']);
  });

  it('and not that of a scope which the sum does not share with its branches', async () => {
    const lines = [
      ...stem,
      conv('h1', 'a0', 'body.0.conv2'),
      's = Add(h1, a0) # /tail/Add',
      'r = Relu(s)',
      ...head,
    ];
    expect(await idsOf(lines, image)).toEqual(['conv1', 'body.0']);
  });

  it("or the sum's own name where its branch has no path", async () => {
    const lines = [...stem, conv('h1', 'a0', 'conv2'), 's = Add(h1, a0) # /Add', 'r = Relu(s)', ...head];
    expect(await idsOf(lines, image)).toEqual(['conv1', 'Add']);
  });
});
