import { describe, expect, it } from 'vitest';
import { withOpenBatch } from '../../src/model/batch.js';
import { constantValue } from '../../src/model/constants.js';
import { Graph } from '../../src/model/graph.js';
import { graphOf } from './graphText.js';

describe('a model whose batch is opened', () => {
  const lines = [
    'r = Reshape(x, <4,12>)',
    'h = Gemm(r, w[12,6])',
    's = Reshape(h, <4,2,-1>)',
    't = Reshape(s, <2,12>)',
    'c = Reshape(w2[4,9], <4,3,3>)',
    'y = Gemm(h, head[6,3])',
  ];
  const facts = { input: [4, 3, 2, 2], outputs: ['y'], outputShape: [4, 3] };

  it('leaves the first dimension of its inputs and outputs open', async () => {
    const open = new Graph(withOpenBatch(await graphOf(lines, facts), 4));
    expect(open.inputs).toEqual([{ name: 'x', elementType: 1, shape: [null, 3, 2, 2] }]);
    expect(open.outputs).toEqual([{ name: 'y', elementType: 1, shape: [null, 3] }]);
  });

  it.each([
    ['r', [-1, 12], 'is left to be found'],
    ['s', [0, 2, -1], 'is kept where another is found already'],
    ['t', [2, 12], 'stays where it is another number'],
    ['c', [4, 3, 3], 'stays where a constant is shaped'],
  ])('reshapes %s to %j: the batch %s', async (tensor, shape) => {
    const open = new Graph(withOpenBatch(await graphOf(lines, facts), 4));
    const target = constantValue(open, open.producer(tensor)?.input[1] ?? '');
    expect([...(target?.values ?? [])]).toEqual(shape);
  });

  it('does not touch the model that was read', async () => {
    const graph = await graphOf(lines, facts);
    const before = graph.nodes.map(({ input }) => [...input]);
    const initializers = graph.model.graph?.initializer.length;
    withOpenBatch(graph, 4);
    expect(graph.nodes.map(({ input }) => input)).toEqual(before);
    expect(graph.model.graph?.initializer).toHaveLength(initializers ?? -1);
    expect(new Graph(graph.model).inputs[0].shape).toEqual([4, 3, 2, 2]);
  });
});
