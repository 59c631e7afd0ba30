import { describe, expect, it } from 'vitest';
import { planNetwork } from '../../src/analysis/networkPlan.js';
import { withSamplesFirst } from '../../src/model/recurrentOrder.js';
import { Random } from '../twin/random.js';
import { expectClose, plainScores, readScores } from './formats/plainRun.js';
import { graphOf, modelBytes } from './graphText.js';

const facts = { input: ['batch', 5, 3] };
const dims = [4, 5, 3];
const samples = Float32Array.from(new Random(7).normals(60, 1));
const turned = 't = Transpose(x; perm=1,0,2)';
const weights = (values: Record<string, number>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, count], i) => [name, new Random(20 + i).normals(count, 0.5)]),
  );

const stacked = [
  turned,
  'p = LSTM(t, w1[2,8,3], r1[2,8,2]; hidden_size=2 direction=bidirectional)',
  'pt = Transpose(p; perm=0,2,1,3)',
  'pr = Reshape(pt, <0,0,-1>)',
  'q, last = GRU(pr, w2[1,6,4], r2[1,6,2]; hidden_size=2)',
  's = Squeeze(last, <0>)',
  'y = Gemm(s, head[2,3])',
];
const drawn = weights({ w1: 48, r1: 32, w2: 24, r2: 12, head: 6 });

describe('recurrent operators whose outputs the network never brings to samples first', () => {
  it('have units behind a detour that changes no value, of both directions in one layer', async () => {
    const bytes = modelBytes(stacked, { ...facts, values: drawn });
    const { layers, scores } = await readScores(bytes, samples, dims);
    expect(layers).toEqual(['recurrent LSTM>Tanh x4', 'recurrent GRU>Tanh x2']);
    expectClose(scores, await plainScores(bytes, samples, dims));
  });

  it('lose with a unit what the next one would read of it', async () => {
    // The third of four: of the backward direction the first. The next operator reads it by its third column.
    const w2 = drawn['w2'].map((value, i) => (i % 4 === 2 ? 0 : value));
    const without = modelBytes(stacked, { ...facts, values: { ...drawn, w2 } });
    const { scores } = await readScores(modelBytes(stacked, { ...facts, values: drawn }), samples, dims, [2]);
    expectClose(scores, await plainScores(without, samples, dims));
  });

  it('have units at the last step, where that is what is read', async () => {
    const lines = [turned, '_y, h = RNN(t, w[2,4,3], r[2,4,4]; hidden_size=4 direction=bidirectional)'];
    const tail = ['m = ReduceMean(h; axes=0, keepdims=0)', 'y = Gemm(m, head[4,3])'];
    const bytes = modelBytes([...lines, ...tail], { ...facts, values: weights({ w: 24, r: 32, head: 12 }) });
    const { layers, scores } = await readScores(bytes, samples, dims);
    expect(layers).toEqual(['recurrent RNN>Tanh x8']);
    expectClose(scores, await plainScores(bytes, samples, dims));
  });

  it('are found where their weights are put together of parts', async () => {
    const parts = [
      'wa = Slice(w[8,3]; axes=0, starts=0, ends=4,)',
      'wb = Slice(w[8,3]; axes=0, starts=4, ends=8,)',
    ];
    const joined = [
      'wc = Concat(wb, wa; axis=0)',
      'wu = Unsqueeze(wc; axes=0,)',
      'ru = Unsqueeze(r[8,2]; axes=0,)',
    ];
    const lines = [
      turned,
      ...parts,
      ...joined,
      '_y, h = LSTM(t, wu, ru; hidden_size=2)',
      's = Squeeze(h; axes=0,)',
    ];
    const graph = await graphOf([...lines, 'y = Gemm(s, head[2,3])'], { ...facts, opset: 9 });
    expect(planNetwork(graph, 'm').layers).toMatchObject([{ kind: 'recurrent', unitCount: 2 }]);
  });

  it('leave a network alone whose samples stand first somewhere', async () => {
    const lines = [turned, '_y, h = LSTM(t, w[1,8,3], r[1,8,2]; hidden_size=2)', 's = Squeeze(h, <0>)'];
    const graph = await graphOf([...lines, 'y = Gemm(s, head[2,3])'], facts);
    expect(withSamplesFirst(graph)).toBe(graph);
  });
});
