import { describe, expect, it } from 'vitest';
import { Random } from '../../twin/random.js';
import { modelBytes, type GraphFacts } from '../graphText.js';
import { expectClose, inDomain, plainScores, readScores } from './plainRun.js';

const domain = 'com.microsoft';
const normals = (count: number, seed = 3) => Float32Array.from(new Random(seed).normals(count, 1));
const text = (value: string) => ({ text: value });

interface Case {
  readonly lines: readonly string[];
  readonly fused: readonly string[];
  readonly opset?: number;
  readonly dims: readonly number[];
  readonly layers: readonly string[];
  readonly attributes?: GraphFacts['attributes'];
}

const image = [4, 2, 6, 6];
const row = [4, 7];
const sequence = [4, 5, 8];
const norm = 'g[8]';

const cases: Record<string, Case> = {
  'a convolution with its activation, and with a sum before it': {
    lines: [
      'a = FusedConv(x, w[3,2,3,3], b[3]; pads=1,1,1,1)',
      's = FusedConv(a, v[3,3,3,3], c[3], a; pads=1,1,1,1)',
      'f = Flatten(s)',
      'y = Gemm(f, head[108,3])',
    ],
    fused: ['FusedConv'],
    dims: image,
    attributes: {
      a: { activation: text('LeakyRelu'), activation_params: { floats: [0.3] } },
      s: { activation: text('Relu') },
    },
    layers: ['conv Conv>LeakyRelu x3', 'residual Add>Relu x3'],
  },
  'a Gemm with its activation': {
    lines: ['a = FusedGemm(x, w[7,5], b[5])', 'y = Gemm(a, head[5,3])'],
    fused: ['FusedGemm'],
    dims: row,
    attributes: { a: { activation: text('Tanh') } },
    layers: ['dense Gemm>Tanh x5'],
  },
  'a product with turned weights and a factor, and Gelu with its bias': {
    lines: [
      'h = FusedMatMul(x, w[5,7]; transB=1 alpha=0.5)',
      'a = BiasGelu(h, b[5])',
      'm = MatMul(a, v[5,4])',
      'c = FastGelu(m, d[4])',
      'y = Gemm(c, head[4,3])',
    ],
    fused: ['FusedMatMul', 'BiasGelu', 'FastGelu'],
    dims: row,
    layers: ['dense MatMul>Gelu x5', 'dense MatMul>Gelu x4'],
  },
  'a Gemm with an activation of no settings, and Swish': {
    lines: [
      'a = FusedGemm(x, w[7,5], b[5])',
      'h = Gemm(a, v[5,4])',
      'q = QuickGelu(h; alpha=1.0)',
      'y = Gemm(q, head[4,3])',
    ],
    fused: ['FusedGemm', 'QuickGelu'],
    dims: row,
    attributes: { a: { activation: text('Softplus') } },
    layers: ['dense Gemm>Softplus x5', 'dense Gemm>Swish x4'],
  },
  'a convolution with bounds, which are attributes in older versions': {
    lines: ['a = FusedConv(x, w[3,2,3,3])', 'f = Flatten(a)', 'y = Gemm(f, head[48,3], c[3])'],
    opset: 10,
    fused: ['FusedConv'],
    dims: image,
    attributes: { a: { activation: text('Clip'), activation_params: { floats: [0, 6] } } },
    layers: ['conv Conv>Clip x3'],
  },
  'a convolution with bounds, which are inputs in newer ones': {
    lines: ['a = FusedConv(x, w[3,2,3,3])', 'f = Flatten(a)', 'y = Gemm(f, head[48,3])'],
    fused: ['FusedConv'],
    dims: image,
    attributes: { a: { activation: text('Clip'), activation_params: { floats: [0, 6] } } },
    layers: ['conv Conv>Clip x3'],
  },
  'a sum with its norm, and the sum told beside it': {
    lines: [
      'u = MatMul(x, w[8,6])',
      'r = Relu(u)',
      'd = MatMul(r, v[6,8])',
      `n, _, _, s = SkipLayerNormalization(d, x, ${norm}, o[8], b[8]; epsilon=0.01)`,
      'e = MatMul(n, k[8,8])',
      `z = SkipSimplifiedLayerNormalization(e, s, ${norm}; epsilon=0.01)`,
      'm = ReduceMean(z; axes=1, keepdims=0)',
      'y = Gemm(m, head[8,3])',
    ],
    fused: ['SkipLayerNormalization', 'SkipSimplifiedLayerNormalization'],
    dims: sequence,
    layers: ['dense MatMul>Relu x6', 'residual Add>none x8', 'residual Add>none x8'],
  },
};

describe('operators that ONNX Runtime joined', () => {
  it.each(Object.entries(cases))('are taken apart: %s', async (_, each) => {
    const { lines, fused, dims, layers, attributes = {}, opset = 13 } = each;
    const facts = { input: ['batch', ...dims.slice(1)], attributes, opset };
    const model = inDomain(lines, facts, domain, fused);
    const samples = normals(dims.reduce((product, dim) => product * dim, 1));
    const read = await readScores(model, samples, dims);
    expect(read.layers).toEqual(layers);
    // ONNX Runtime itself runs the joined operators.
    expectClose(read.scores, await plainScores(model, samples, dims));
  });

  it('stay where their activation is not known, and are named', async () => {
    const lines = ['a = FusedGemm(x, w[7,5], b[5])', 'h = Gemm(a, v[5,4])', 'y = Gemm(h, head[4,3])'];
    const model = inDomain(lines, { attributes: { a: { activation: text('Odd') } } }, domain, ['FusedGemm']);
    await expect(readScores(model, normals(28), row)).rejects.toThrow(
      /hides what it computes in FusedGemm "a"/,
    );
  });
});

const tail = ['p = MatMul(a, o[8,8])', 's = Add(p, x)', 'm = ReduceMean(s; axes=1, keepdims=0)'];
const head = 'y = Gemm(m, head[8,3])';

describe('an attention in one operator has its heads as units:', () => {
  it.each([
    ['with its weights', ['a = Attention(x, w[8,24], b[24]; num_heads=2)'], 'Attention'],
    [
      'of queries, keys and values',
      [
        'q = MatMul(x, wq[8,8])',
        'k = MatMul(x, wk[8,8])',
        'v = MatMul(x, wv[8,8])',
        'a = MultiHeadAttention(q, k, v; num_heads=2)',
      ],
      'MultiHeadAttention',
    ],
  ])("ONNX Runtime's %s", async (_, lines, operator) => {
    const facts = { input: ['batch', 5, 8] };
    const whole = (values: GraphFacts['values'] = {}) =>
      inDomain([...lines, ...tail, head], { ...facts, values }, domain, [operator]);
    const samples = normals(4 * 5 * 8);
    const read = await readScores(whole(), samples, sequence);
    expect(read.layers).toEqual([`head ${operator}>none x2`, 'residual Add>none x8']);
    expectClose(read.scores, await plainScores(whole(), samples, sequence));
    // Without the rows of the output projection that read the second head, it has no say.
    const projection = new Random(8).normals(64, 1);
    const cut = projection.map((value, i) => (i < 32 ? value : 0));
    const without = await readScores(whole({ o: projection }), samples, sequence, [1]);
    expectClose(without.scores, await plainScores(whole({ o: cut }), samples, sequence));
  });

  it.each([
    ['three dimensions', ['a = Attention(q, k, v; q_num_heads=2 kv_num_heads=2)']],
    [
      'four dimensions',
      [
        ...['q', 'k', 'v'].flatMap((one) => [
          `${one}4 = Reshape(${one}, <0,0,2,4>)`,
          `${one}t = Transpose(${one}4; perm=0,2,1,3)`,
        ]),
        'h = Attention(qt, kt, vt)',
        'ht = Transpose(h; perm=0,2,1,3)',
        'a = Reshape(ht, <0,0,8>)',
      ],
    ],
  ])("ONNX's own of %s", async (_, lines) => {
    const made = ['q', 'k', 'v'].map((one) => `${one} = MatMul(x, w${one}[8,8])`);
    const mean = 'm = ReduceMean(s, <1>; keepdims=0)';
    const facts = { input: ['batch', 5, 8], opset: 23 };
    const model = modelBytes([...made, ...lines, ...tail.slice(0, 2), mean, head], facts);
    const samples = normals(4 * 5 * 8);
    const read = await readScores(model, samples, sequence);
    expect(read.layers).toEqual(['head Attention>none x2', 'residual Add>none x8']);
    expectClose(read.scores, await plainScores(model, samples, sequence));
  });
});
