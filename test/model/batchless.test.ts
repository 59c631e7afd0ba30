import { describe, expect, it } from 'vitest';
import { withBatchDimension } from '../../src/model/batchless.js';
import { Random } from '../twin/random.js';
import { expectClose, plainScores, readScores } from './formats/plainRun.js';
import { graphOf, modelBytes } from './graphText.js';

const draw = (count: number) => Float32Array.from(new Random(9).normals(count, 1));

/** The answers to samples that are run one by one, each without a dimension of its own. */
async function oneByOne(bytes: Uint8Array, samples: Float32Array, dims: readonly number[]) {
  const size = dims.reduce((product, dim) => product * dim, 1);
  const rows: number[] = [];
  for (let first = 0; first < samples.length; first += size) {
    rows.push(...(await plainScores(bytes, samples.slice(first, first + size), dims)));
  }
  return Float32Array.from(rows);
}

describe('a network of one sample, without a dimension that counts them,', () => {
  it('takes any number where its operators work on vectors as on rows', async () => {
    const lines = ['m = MatMul(x, w[7,5])', 'h = Add(m, b[5])', 'a = Relu(h)', 'l = MatMul(a, head[5,3])'];
    const bytes = modelBytes([...lines, 'y = Softmax(l; axis=0)'], { input: [7], outputShape: [3] });
    const samples = draw(4 * 7);
    const { layers, scores } = await readScores(bytes, samples, [4, 7]);
    expect(layers).toEqual(['dense MatMul>Relu x5']);
    const logits = modelBytes([...lines.slice(0, 3), 'y = MatMul(a, head[5,3])'], {
      input: [7],
      outputShape: [3],
    });
    expectClose(scores, await oneByOne(logits, samples, [7]));
  });

  it('takes any number where it adds that dimension itself', async () => {
    const lines = [
      'u = Unsqueeze(x, <0>)',
      'h = Conv(u, w[4,2,3,3])',
      'a = Relu(h)',
      'g = GlobalAveragePool(a)',
    ];
    const tail = ['f = Flatten(g)', 'l = Gemm(f, head[4,3])', 'y = Squeeze(l, <0>)'];
    const bytes = modelBytes([...lines, ...tail], { input: [2, 5, 5], outputShape: [3] });
    const samples = draw(4 * 50);
    const { layers, scores } = await readScores(bytes, samples, [4, 2, 5, 5]);
    expect(layers).toEqual(['conv Conv>Relu x4']);
    expectClose(scores, await oneByOne(bytes, samples, [2, 5, 5]));
  });

  it.each([
    [
      'an operator mixes what rows would be',
      ['m = MatMul(w[5,7], x)', 'a = Relu(m)', 'y = MatMul(a, head[5,3])'],
      [7],
    ],
    ['the first dimension counts samples', ['a = Gemm(x, w[7,5])', 'y = Gemm(a, head[5,3])'], [4, 7]],
    ['its size is open', ['a = MatMul(x, w[7,5])', 'y = MatMul(a, head[5,3])'], ['size']],
  ] as const)('is left as it is where %s', async (_, lines, input) => {
    const graph = await graphOf(lines, { input });
    expect(withBatchDimension(graph)).toBe(graph);
  });
});
