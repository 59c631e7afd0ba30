import { describe, expect, it } from 'vitest';
import { planNetwork } from '../../src/analysis/networkPlan.js';
import { InputError } from '../../src/inputError.js';
import { Graph } from '../../src/model/graph.js';
import { graphOf } from '../model/graphText.js';
import { Random } from '../twin/random.js';
import { opened, type OpenFacts } from './openedNetwork.js';

const dense = [
  'h = Gemm(x, w[3,2], b[2])',
  'a = Relu(h)',
  'i = Gemm(a, v[2,4])',
  'c = Tanh(i)',
  'y = Gemm(c, head[4,3])',
];
const byHand = {
  input: ['batch', 3],
  values: { w: [1, 0, 0, 1, 2, -3], b: [0.5, 10], head: [1, 2, 3, 10, 20, 30] },
};
const handLines = ['h = Gemm(x, w[3,2], b[2])', 'a = Relu(h)', 'y = Gemm(a, head[2,3])'];

describe('a run', () => {
  it('gives scores and the outputs of the layers asked for', async () => {
    await opened(handLines, byHand, async (network) => {
      const { scores, hidden } = await network.run(Float32Array.of(1, 2, 3, 0, 0, 0), [], [0]);
      // a = [7.5, 3] and [0.5, 10].
      expect([...hidden[0]]).toEqual([7.5, 3, 0.5, 10]);
      expect([...scores]).toEqual([37.5, 75, 112.5, 100.5, 201, 301.5]);
      expect((await network.run(Float32Array.of(1, 2, 3), [], [])).hidden).toEqual([]);
    });
  });

  it('holds units at constants, and lets them go afterwards', async () => {
    await opened(handLines, byHand, async (network) => {
      const sample = Float32Array.of(1, 2, 3);
      const scores = async (...clamps: { unit: number; value: number }[]) => [
        ...(await network.run(sample, clamps, [])).scores,
      ];
      expect(await scores({ unit: 1, value: 0 })).toEqual([7.5, 15, 22.5]);
      expect(await scores({ unit: 0, value: -1 })).toEqual([29, 58, 87]);
      expect(await scores({ unit: 0, value: 0 }, { unit: 1, value: 0.5 })).toEqual([5, 10, 15]);
      expect(await scores()).toEqual([37.5, 75, 112.5]);
    });
  });

  it('lets units go after a run that failed', async () => {
    await opened(handLines, byHand, async (network) => {
      await expect(network.run(Float32Array.of(1, 2), [{ unit: 0, value: 0 }], [])).rejects.toThrow();
      const { scores } = await network.run(Float32Array.of(1, 2, 3), [], []);
      expect([...scores]).toEqual([37.5, 75, 112.5]);
    });
  });

  it('of a fixed batch is filled up, and gives what was asked for', async () => {
    const mixed = ['m = ReduceMean(x; axes=0,)', 's = Mul(m, 0)', 'e = Expand(s, <4,3>)', 'z = Add(x, e)'];
    const lines = [...mixed, 'h = Gemm(z, w[3,2], b[2])', 'a = Relu(h)', 'y = Gemm(a, head[2,3])'];
    await opened(lines, { ...byHand, input: [4, 3] }, async (network) => {
      expect(network.batchSize).toBe(4);
      const { scores, hidden } = await network.run(Float32Array.of(1, 2, 3, 0, 0, 0, 0, 0, 0), [], [0]);
      expect([...hidden[0]]).toEqual([7.5, 3, 0.5, 10, 0.5, 10]);
      expect(scores).toHaveLength(9);
    });
  });

  it('gives the same to the bit however the samples are cut', async () => {
    await opened(dense, { input: ['batch', 3] }, async (network) => {
      const inputs = Float32Array.from(new Random(2).normals(60, 1));
      const whole = await network.run(inputs, [{ unit: 3, value: 0.25 }], [1]);
      const cut = [0, 21, 33, 60];
      const parts = [];
      for (const [i, end] of cut.slice(1).entries()) {
        parts.push(await network.run(inputs.slice(cut[i], end), [{ unit: 3, value: 0.25 }], [1]));
      }
      expect(parts.flatMap(({ scores }) => [...scores])).toEqual([...whole.scores]);
      expect(parts.flatMap(({ hidden }) => [...hidden[0]])).toEqual([...whole.hidden[0]]);
    });
  });
});

describe('the answers of a network', () => {
  it('are logits where a softmax can be seen through', async () => {
    const facts = { ...byHand, values: { ...byHand.values, head: [0.1, 0.2, 0.3, 0, 0, 0] } };
    await opened(
      [...handLines.slice(0, 2), 'l = Gemm(a, head[2,3])', 'y = Softmax(l)'],
      facts,
      async (network) => {
        expect(network.givesProbabilities).toBe(false);
        const { scores } = await network.run(Float32Array.of(1, 2, 3), [], []);
        expect([...scores]).toEqual([0.75, 1.5, 2.25].map(Math.fround));
      },
    );
  });

  it('are probabilities where they sum to one and their softmax can not be seen', async () => {
    const lines = ['l = Gemm(a, head[2,3])', 's = Softmax(l)', 'y = Mul(s, 1)'];
    await opened([...handLines.slice(0, 2), ...lines], byHand, (network) => {
      expect(network.givesProbabilities).toBe(true);
      expect(network.classCount).toBe(3);
    });
  });

  it('are no probabilities where they are raw', async () => {
    await opened(handLines, byHand, (network) => expect(network.givesProbabilities).toBe(false));
  });

  it('are those of two classes where they are a single logit', async () => {
    const lines = [...handLines.slice(0, 2), 'y = Gemm(a, head[2,1])'];
    const values = { ...byHand.values, head: [1, 2] };
    await opened(lines, { ...byHand, values, outputShape: ['batch', 1] }, async (network) => {
      expect(network.task).toBe('binary');
      // a = [7.5, 3] and head = [1, 2].
      expect([...(await network.run(Float32Array.of(1, 2, 3), [], [])).scores]).toEqual([0, 13.5]);
    });
  });

  it('may have dimensions of one behind the classes', async () => {
    const lines = [
      'h = Conv(x, w[4,2,3,3])',
      'a = Relu(h)',
      'c = Conv(a, head[3,4,1,1])',
      'y = GlobalAveragePool(c)',
    ];
    await opened(lines, { input: ['batch', 2, 5, 5] }, (network) => expect(network.classCount).toBe(3));
  });
});

describe('a network is refused', () => {
  const refused = async (lines: readonly string[], facts: OpenFacts, message: RegExp) => {
    const opening = opened(lines, facts, () => undefined);
    await expect(opening).rejects.toThrow(InputError);
    await expect(opening).rejects.toThrow(message);
  };

  it('that has no hidden layer', async () => {
    const graph = await graphOf(['y = Gemm(x, w[7,3])']);
    expect(() => planNetwork(graph, 'model.onnx')).toThrow(InputError);
    expect(() => planNetwork(graph, 'model.onnx')).toThrow(/^The network in model\.onnx has no hidden layer/);
  });

  it('that takes several inputs, which are named', async () => {
    const lines = ['h = Gemm(x, w[7,5])', 'm = Mul(h, mask)', 'a = Relu(m)', 'y = Gemm(a, head[5,3])'];
    const graph = await graphOf(lines);
    graph.model.graph?.input.push({ ...graph.model.graph.input[0], name: 'mask' });
    expect(() => planNetwork(new Graph(graph.model), 'model.onnx')).toThrow(/takes 2 inputs \(x, mask\)/);
  });

  it('that gives a map of values', () =>
    refused(
      ['h = Conv(x, w[4,2,3,3])', 'a = Relu(h)', 'y = Conv(a, head[3,4,1,1])'],
      { input: ['batch', 2, 5, 6], outputShape: ['batch', 3, 3, 4] },
      /gives 3 x 3 x 4 values a sample; only networks/,
    ));

  it('that gives an answer at each position, counted into the batch', () =>
    refused(
      ['h = MatMul(x, w[2,4])', 'a = Relu(h)', 'l = MatMul(a, head[4,3])', 'y = Reshape(l, <-1,3>)'],
      { input: ['batch', 5, 2], outputShape: ['rows', 3] },
      /gives 5 x 3 values a sample; only networks/,
    ));
});
