import { describe, expect, it } from 'vitest';
import { Random } from '../../twin/random.js';
import { modelBytes, type GraphFacts } from '../graphText.js';
import { expectClose, plainScores, readScores } from './plainRun.js';

const dims = [4, 3, 2, 5];
const samples = Float32Array.from(new Random(6).normals(4 * 3 * 2 * 5, 1));
const tail = (last: string, width: number) => [`f = Flatten(${last})`, `y = Gemm(f, head[${width},4])`];

function einsum(lines: readonly string[], equations: Readonly<Record<string, string>>): Uint8Array {
  const attributes: GraphFacts['attributes'] = Object.fromEntries(
    Object.entries(equations).map(([output, equation]) => [output, { equation: { text: equation } }]),
  );
  return modelBytes(lines, { input: ['batch', 3, 2, 5], attributes });
}

describe('an Einsum by weights is a dense layer', () => {
  it.each([
    ['of one dimension', 'w[5,6]', 'abcd,de->abce', 3 * 2 * 6, 6],
    ['of weights the other way round', 'w[6,5]', 'abcd,ed->abce', 3 * 2 * 6, 6],
    ['that makes two dimensions', 'w[5,3,4]', 'abcd, def -> abcef', 3 * 2 * 12, 12],
    ['that sums over two dimensions', 'w[2,5,6]', 'abcd,cde->abe', 3 * 6, 6],
    ['of two and two, turned', 'w[3,2,4,5]', 'abcd,ecfd->abef', 3 * 12, 12],
  ])('%s', async (_, weights, equation, width, units) => {
    const lines = [`h = Einsum(x, ${weights})`, 'r = Relu(h)', ...tail('r', width)];
    const bytes = einsum(lines, { h: equation });
    const { layers, scores } = await readScores(bytes, samples, dims);
    // ONNX Runtime runs the Einsum itself.
    expectClose(scores, await plainScores(bytes, samples, dims));
    expect(layers).toEqual([expect.stringMatching(`^dense MatMul>\\w+ x${units}$`)]);
  });

  it('with its weights first', async () => {
    const bytes = einsum(['h = Einsum(w[6,5], x)', 'r = Relu(h)', ...tail('r', 36)], { h: 'ed,abcd->abce' });
    const { layers, scores } = await readScores(bytes, samples, dims);
    expectClose(scores, await plainScores(bytes, samples, dims));
    expect(layers).toEqual(['dense MatMul>Relu x6']);
  });

  it.each([
    ['it keeps weights apart', 'w[5,3]', 'abcd,db->abcd', 30],
    ['its sum is not over the last dimensions', 'w[2,6]', 'abcd,ce->abde', 90],
    ['two data are multiplied', 'x', 'abcd,abcd->ab', 3],
  ])('but where %s it stays', async (_, second, equation, width) => {
    const dense = ['m = MatMul(x, v[5,5])', 'a = Relu(m)'];
    const bytes = einsum([...dense, `h = Einsum(a, ${second})`, ...tail('h', width)], { h: equation });
    const { layers, scores } = await readScores(bytes, samples, dims);
    expectClose(scores, await plainScores(bytes, samples, dims));
    expect(layers).toEqual(['dense MatMul>Relu x5']);
  });
});
