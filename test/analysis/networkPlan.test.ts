import { describe, expect, it } from 'vitest';
import { planNetwork } from '../../src/analysis/networkPlan.js';
import { copyOf } from '../../src/model/edit.js';
import { Graph } from '../../src/model/graph.js';
import { graphOf, type GraphFacts } from '../model/graphText.js';

const lines = [
  'h = Gemm(x, fc1.weight[7,5])',
  'a = Relu(h)',
  'l = Gemm(a, head[5,3])',
  'p = Softmax(l)',
  'c = ArgMax(p; axis=1 keepdims=0)',
];

async function planned(given: readonly string[], facts: GraphFacts = {}) {
  return planNetwork(await graphOf(given, facts), 'm.onnx');
}

describe("a network's answers", () => {
  it.each([
    ['its logits, a hidden layer put out before them', ['a', 'l']],
    ['what a softmax is applied to, put out before it or not', ['l', 'p']],
    ['what the class is chosen from, where that alone is put out', ['c']],
    ['the probabilities beside the class', ['c', 'p']],
  ])('are %s', async (_, outputs) => {
    const plan = await planned(lines, { outputs });
    expect(plan.scores).toEqual({ tensor: 'l', kind: 'logits' });
    expect(plan.layers.map(({ tensor }) => tensor)).toEqual(['a']);
  });

  it('are those that names are given to, as scikit-learn exports them', async () => {
    const labels = ['i = ArrayFeatureExtractor(k[3], c)', 'n = Cast(i; to=7)', 'o = Reshape(n, <-1>)'];
    const { model } = await graphOf([...lines, ...labels, 'z = ZipMap(p)'], { outputs: ['o', 'z'] });
    // Neither is a row of values: one is a label a sample, the other a sequence of maps.
    for (const { type } of model.graph!.output) {
      if (type?.value.case === 'tensorType') type.value.value.shape!.dim.length = 1;
    }
    expect(planNetwork(new Graph(model), 'm.onnx').scores.tensor).toBe('l');
    model.graph!.output.pop();
    expect(planNetwork(new Graph(model), 'm.onnx').scores.tensor).toBe('l');
  });
});

describe('an input that the answers do not depend on', () => {
  it('is left out, with what is made of it', async () => {
    const { model } = await graphOf([...lines.slice(0, 3), 'n = Identity(ids)'], { outputs: ['l', 'n'] });
    model.graph!.input.push(Object.assign(copyOf(model.graph!.input[0]), { name: 'ids' }));
    const { graph, input } = planNetwork(new Graph(model), 'm.onnx');
    expect(input.name).toBe('x');
    expect(graph.inputs.map(({ name }) => name)).toEqual(['x']);
    expect(graph.outputs.map(({ name }) => name)).toEqual(['l']);
  });
});

describe('a network is refused by name', () => {
  it.each(['TreeEnsembleClassifier', 'LinearClassifier', 'SVMClassifier'])(
    'that answers with %s, which has no hidden units',
    async (operator) => {
      await expect(planned([`y, p = ${operator}(x) # trees`])).rejects.toThrow(
        new RegExp(`answers with ${operator} "trees", which has no hidden units to measure; choose a neural`),
      );
    },
  );

  it("that was optimised for one kind of machine's order of maps", async () => {
    const image = { input: ['batch', 2, 5, 5] };
    const { model } = await graphOf(
      [
        'h = Conv(x, w[8,2,3,3]) # conv',
        'g = GlobalAveragePool(h)',
        'f = Flatten(g)',
        'y = Gemm(f, head[8,3])',
      ],
      image,
    );
    model.graph!.node[0].domain = 'com.microsoft.nchwc';
    expect(() => planNetwork(new Graph(model), 'm.onnx')).toThrow(
      /one kind of machine: Conv "conv" stores maps/,
    );
  });
});

describe('the token that fills up short sequences', () => {
  const sentence: GraphFacts = { input: ['batch', 6] };

  async function padding(given: readonly string[], asked?: number) {
    const end = [
      'h = Mul(f, k)',
      'a = MatMul(h, v[4,5])',
      'r = Relu(a)',
      'm = ReduceMean(r; axes=1, keepdims=0)',
    ];
    const start = ['e = Gather(table[20,4], x)', 'k = Unsqueeze(attention_mask, <2>)'];
    const graph = await graphOf([...start, ...given, ...end, 'y = Gemm(m, head[5,3])'], sentence);
    const { model } = graph;
    const [tokens] = model.graph!.input;
    if (tokens.type?.value.case === 'tensorType') tokens.type.value.value.elemType = 7;
    model.graph!.input.push(Object.assign(copyOf(tokens), { name: 'attention_mask' }));
    return planNetwork(new Graph(model), 'm.onnx', asked).tokens?.padding;
  }

  it('is 0 where nothing is said', async () => {
    expect(await padding(['f = Identity(e)'])).toBe(0);
  });

  it('is the one that the network compares its tokens with, as where positions are counted behind it', async () => {
    const counted = ['i = Cast(x; to=6)', 'q = Equal(i, <1>)', 'n = Not(q)', 'c = Cast(n; to=7)'];
    const places = ['s = CumSum(c, <1>)', 'g = Gather(places[20,4], s)', 'f = Add(e, g)'];
    expect(await padding([...counted, ...places])).toBe(1);
  });

  it('is what the data say in any case', async () => {
    expect(await padding(['q = Equal(x, <1>)', 'c = Cast(q; to=1)', 'f = Mul(e, c)'], 3)).toBe(3);
  });
});
