import { describe, expect, it } from 'vitest';
import { planNetwork } from '../../../../src/analysis/networkPlan.js';
import { answers } from '../keras/kerasModel.js';
import { InputError } from '../../../../src/inputError.js';
import {
  drawn,
  expectAgreement,
  floats,
  graphModel,
  int,
  ints,
  node,
  readMade,
  text,
  texts,
  whole,
  type MadeModel,
} from './graphModel.js';

const sliding = (stride: number) => ({
  ...{ strides: ints(1, stride, stride, 1), padding: text('SAME'), dilations: ints(1, 1, 1, 1) },
});
const fused = (...ops: string[]) => ({ fused_ops: texts(...ops), num_args: int(1) });

/** A block as MobileNet has them, as the converter leaves it: a residual sum around a depthwise convolution. */
function block(): MadeModel {
  const root = 'StatefulPartitionedCall/net';
  const weights = [
    ...[drawn('w1', 3, 3, 2, 4), drawn('b1', 4), drawn('w2', 1, 1, 4, 8), drawn('b2', 8)],
    ...[drawn('w3', 3, 3, 8, 1), drawn('b3', 8), drawn('w4', 1, 1, 8, 4), drawn('b4', 4)],
    ...[drawn('w5', 4, 3), drawn('b5', 3), whole('axes', [1, 2])],
  ];
  return graphModel([7, 6, 2], weights, [
    node(`${root}/stem/Relu6`, '_FusedConv2D', ['x', 'w1', 'b1'], {
      ...sliding(2),
      ...fused('BiasAdd', 'Relu6'),
    }),
    node(`${root}/expand/Relu6`, '_FusedConv2D', [`${root}/stem/Relu6`, 'w2', 'b2'], {
      ...{ ...sliding(1), ...fused('BiasAdd', 'Relu6') },
    }),
    node(`${root}/depthwise/Relu6`, 'FusedDepthwiseConv2dNative', [`${root}/expand/Relu6`, 'w3', 'b3'], {
      ...{ ...sliding(1), ...fused('BiasAdd', 'Relu6') },
    }),
    node(`${root}/project/BiasAdd`, '_FusedConv2D', [`${root}/depthwise/Relu6`, 'w4', 'b4'], {
      ...{ ...sliding(1), ...fused('BiasAdd') },
    }),
    node(`${root}/add/add`, 'AddV2', [`${root}/stem/Relu6`, `${root}/project/BiasAdd`]),
    node(`${root}/pool/Mean`, 'Mean', [`${root}/add/add`, 'axes'], { keep_dims: { b: false } }),
    node(`${root}/dense/BiasAdd`, '_FusedMatMul', [`${root}/pool/Mean`, 'w5', 'b5'], fused('BiasAdd')),
    node('Identity', 'Softmax', [`${root}/dense/BiasAdd`]),
  ]);
}

describe('a graph model', () => {
  it('of a block as MobileNet has them is turned once, at its input, and shows its layers by name', async () => {
    const graph = await expectAgreement(block(), [7, 6, 2]);
    expect(graph.nodes.filter(({ opType }) => opType === 'Transpose')).toHaveLength(1);
    const { layers, scores } = planNetwork(graph, 'model.json');
    expect(layers.map(({ id, kind, activation, unitCount }) => [id, kind, activation, unitCount])).toEqual([
      ['net.stem', 'conv', 'Clip', 4],
      ['net.expand', 'conv', 'Clip', 8],
      ['net.depthwise', 'conv', 'Clip', 8],
      ['net', 'residual', null, 4],
    ]);
    expect(scores.kind).toBe('logits');
  });

  it('has the units of a dense layer along sequences at their positions, not at rows', async () => {
    const constants = [drawn('w', 4, 6), drawn('b', 6), drawn('v', 6, 3), whole('axis', [1])];
    const sizes = [whole('rows', [-1, 4]), whole('back', [-1, 5, 6])];
    const made = graphModel(
      [5, 4],
      [...constants, ...sizes],
      [
        node('dense/rows', 'Reshape', ['x', 'rows']),
        node('dense/MatMul', 'MatMul', ['dense/rows', 'w']),
        node('dense/back', 'Reshape', ['dense/MatMul', 'back']),
        node('dense/BiasAdd', 'BiasAdd', ['dense/back', 'b']),
        node('dense/Relu', 'Relu', ['dense/BiasAdd']),
        node('pool', 'Max', ['dense/Relu', 'axis']),
        node('y', 'MatMul', ['pool', 'v']),
      ],
    );
    const graph = await expectAgreement(made, [5, 4]);
    expect(graph.nodes.map(({ opType }) => opType)).toEqual(['MatMul', 'Add', 'Relu', 'ReduceMax', 'Gemm']);
  });

  it('without a signature is fed at its placeholder and read where nothing else reads', async () => {
    const made = block();
    const { signature, ...model } = made.model;
    expect(signature.outputs.y.name).toBe('Identity:0');
    const graph = await readMade({ ...made, model: model as MadeModel['model'] });
    expect(graph.inputs.map(({ name, shape }) => [name, shape])).toEqual([['x', [null, 7, 6, 2]]]);
    expect(graph.outputs.map(({ name, shape }) => [name, shape])).toEqual([['Identity:0', [null, 3]]]);
  });
});

describe('weights of a graph model', () => {
  it('may stand beside texts, which are passed over', async () => {
    const made = graphModel([2], [floats('w', [2, 2], [1, 2, 3, 4])], [node('y', 'MatMul', ['x', 'w'])]);
    // Two texts, of 3 bytes and of none, before the weight.
    const lengths = Uint8Array.of(3, 0, 0, 0, 97, 98, 99, 0, 0, 0, 0);
    const [group] = made.model.weightsManifest;
    const weights = [{ name: 'words', shape: [2], dtype: 'string' }, ...group.weights];
    const model = { ...made.model, weightsManifest: [{ ...group, weights }] };
    const graph = await readMade({
      model: model as MadeModel['model'],
      weights: Buffer.concat([lengths, made.weights]),
    });
    expect((await answers(graph, 1, [1, 10])).values).toEqual([31, 42]);
  });
});

describe('a graph model that cannot be read is refused in a sentence', () => {
  const simple = graphModel([2], [floats('w', [2, 2], [1, 2, 3, 4])], [node('y', 'MatMul', ['x', 'w'])]);
  const withNodes = (...nodes: object[]) => ({
    ...simple,
    model: {
      ...simple.model,
      modelTopology: { node: nodes, versions: { producer: 1 } },
    } as MadeModel['model'],
  });
  const [placeholder, weight, product] = simple.model.modelTopology.node;

  it.each([
    [
      'lacks an operator',
      withNodes(placeholder, product),
      'speaks of an operator "w" that it doesn\'t describe',
    ],
    [
      'lacks a weight',
      withNodes(placeholder, { ...weight, name: 'v' }, { ...product, input: ['x', 'v'] }),
      '"v" (Const) in model.json has no values',
    ],
    [
      'is no list of operators',
      withNodes('MatMul' as unknown as object),
      'The list of operators in model.json is damaged',
    ],
    ['tells no shape', withNodes({ name: 'x', op: 'Placeholder', attr: {} }, weight, product), ''],
    [
      'steers operators',
      withNodes(placeholder, { name: 'y', op: 'StatelessIf', input: ['x', 'x'] }),
      'The operator "y" (StatelessIf) in model.json steers which operators run',
    ],
    [
      'runs in a loop',
      withNodes(
        placeholder,
        { name: 'next', op: 'Add', input: ['y', 'x'] },
        { name: 'y', op: 'Add', input: ['next', 'x'] },
      ),
      'run in a loop at "y", as those of recurrent layers do',
    ],
    [
      'reads what is not there',
      withNodes(placeholder, weight, { ...product, input: ['x', 'w:3'] }),
      'reads an output that "w" doesn\'t have',
    ],
    [
      'joins what does not fit',
      withNodes(placeholder, { name: 'a', op: 'ExpandDims', input: ['x', 'w'] }, weight, {
        name: 'y',
        op: 'Conv2D',
        input: ['x', 'w'],
      }),
      'takes 4 dimensions and is given 2',
    ],
  ])('where it %s', async (what, made, message) => {
    if (what === 'tells no shape') {
      const { signature, ...model } = made.model;
      expect(signature).toBeDefined();
      const reading = readMade({ ...made, model: model as MadeModel['model'] });
      await expect(reading).rejects.toThrow("doesn't say what shape the input has");
      return;
    }
    const reading = readMade(made);
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toThrow(message);
  });
});
