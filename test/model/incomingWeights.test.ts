import { describe, expect, it } from 'vitest';
import { incomingNorms } from '../../src/model/incomingWeights.js';
import { hiddenLayers } from '../../src/model/layers.js';
import { graphOf, type GraphFacts } from './graphText.js';

/** Norms of the first hidden layer's units. */
async function normsOf(lines: readonly string[], units: number, facts: GraphFacts = {}) {
  const graph = await graphOf(lines, facts);
  const [layer] = hiddenLayers(graph, graph.outputs[0].name);
  const norms = incomingNorms(graph, layer, units);
  return norms && [...norms];
}

const w = [1, -2, 3, -4, 5, -6];
const dense = (units: number) => ['a = Relu(h)', `y = Gemm(a, head[${units},3])`];
const image = (maps: number) => [
  'a = Relu(h)',
  'p = GlobalAveragePool(a)',
  'f = Flatten(p)',
  `y = Gemm(f, head[${maps},3])`,
];

describe("the L1 norm of a unit's incoming weights", () => {
  it('sums a column of a Gemm', async () => {
    expect(
      await normsOf(['h = Gemm(x, w[3,2], b[2])', ...dense(2)], 2, { values: { w, b: [9, 9] } }),
    ).toEqual([9, 12]);
  });

  it('sums a row of a Gemm that turns its weights', async () => {
    const lines = ['h = Gemm(x, w[2,3]; transB=1)', ...dense(2)];
    expect(await normsOf(lines, 2, { values: { w } })).toEqual([6, 15]);
  });

  it("counts a Gemm's factor", async () => {
    const lines = ['h = Gemm(x, w[2,3]; transB=1 alpha=-0.5)', ...dense(2)];
    expect(await normsOf(lines, 2, { values: { w } })).toEqual([3, 7.5]);
  });

  it('sums a column of a MatMul, or a row where the weights stand first', async () => {
    expect(await normsOf(['h = MatMul(x, w[3,2])', ...dense(2)], 2, { values: { w } })).toEqual([9, 12]);
    const first = ['h = MatMul(w[2,3], x)', 'a = Relu(h)', 'f = Flatten(a)', 'y = Gemm(f, head[8,3])'];
    expect(await normsOf(first, 2, { values: { w }, input: ['batch', 3, 4] })).toEqual([6, 15]);
  });

  it('is found behind a Transpose', async () => {
    const lines = ['t = Transpose(w[2,3]; perm=1,0)', 'h = MatMul(x, t)', ...dense(2)];
    expect(await normsOf(lines, 2, { values: { w } })).toEqual([6, 15]);
  });

  it("sums a convolution's kernel over all channels", async () => {
    const lines = ['h = Conv(x, w[2,1,1,3])', ...image(2)];
    expect(await normsOf(lines, 2, { values: { w } })).toEqual([6, 15]);
  });

  it('sums over the channels of its group alone', async () => {
    const lines = ['h = Conv(x, w[3,1,1,2]; group=3)', ...image(3)];
    expect(await normsOf(lines, 3, { values: { w } })).toEqual([3, 7, 11]);
  });

  it("sums a transposed convolution's kernel over what it reads", async () => {
    // [inputs 2, maps 3, kernel 1]: map k has the weights w[k] and w[3 + k].
    const lines = ['h = ConvTranspose(x, w[2,3,1,1])', ...image(3)];
    expect(await normsOf(lines, 3, { values: { w } })).toEqual([5, 7, 9]);
  });

  it('leads each group of a transposed convolution to its own maps', async () => {
    // [inputs 4, maps of a group 2, kernel 1x2], two groups: inputs 0 and 1 lead to maps 0 and 1, inputs 2 and 3 to 2 and 3.
    const many = Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? i + 1 : -i - 1));
    const lines = ['h = ConvTranspose(x, w[4,2,1,2]; group=2)', ...image(4)];
    const expected = [1 + 2 + 5 + 6, 3 + 4 + 7 + 8, 9 + 10 + 13 + 14, 11 + 12 + 15 + 16];
    expect(await normsOf(lines, 4, { values: { w: many } })).toEqual(expected);
  });

  it('has batch norm folded in', async () => {
    const norm = 'n = BatchNormalization(c, g[2], b[2], m[2], v[2]; epsilon=0.25)';
    const values = { w, g: [3, -2], b: [9, 9], m: [9, 9], v: [3.75, 0.75] };
    const lines = ['c = Conv(x, w[2,1,1,3])', norm, 'h = Add(n, b2[2,1,1])', ...image(2)];
    expect(await normsOf(lines, 2, { values })).toEqual([6 * 1.5, 15 * 2]);
  });

  it('has a scale folded in', async () => {
    const lines = ['m = MatMul(x, w[3,2])', 's = Div(m, 2)', 'h = Mul(s, f2[2])', ...dense(2)];
    expect(await normsOf(lines, 2, { values: { w, f2: [-4, 1] } })).toEqual([18, 6]);
  });

  it('does not count what follows the activation', async () => {
    const lines = ['h = Gemm(x, w[3,2])', 'r = Relu(h)', 's = Mul(r, f2[2])', 'y = Gemm(s, head[2,3])'];
    expect(await normsOf(lines, 2, { values: { w, f2: [7, 7] } })).toEqual([9, 12]);
  });

  it('is undefined where the weights or the scale are computed', async () => {
    expect(await normsOf(['v = Mul(w[3,2], s[2])', 'h = MatMul(x, v)', ...dense(2)], 2)).toBeNull();
    expect(
      await normsOf(['s = Exp(f2[2])', 'm = MatMul(x, w[3,2])', 'h = Mul(m, s)', ...dense(2)], 2),
    ).toBeNull();
  });

  it('is undefined of a residual sum', async () => {
    const lines = ['g = MatMul(x, w[7,7])', 'h = Add(g, x)', ...dense(7)];
    expect(await normsOf(lines, 7)).toBeNull();
  });
});
