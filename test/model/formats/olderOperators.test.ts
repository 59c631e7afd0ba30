import { describe, expect, it } from 'vitest';
import { Random } from '../../twin/random.js';
import { graphOf, modelBytes, type GraphFacts } from '../graphText.js';
import { expectClose, plainScores, readScores } from './plainRun.js';

const image = [3, 2, 4, 4];
const samples = Float32Array.from(new Random(5).normals(3 * 2 * 4 * 4, 1));
const conv = 'h = Conv(x, w[3,2,3,3], b[3]; pads=1,1,1,1)';
const tail = ['f = Flatten(r)', 'y = Gemm(f, head[48,4], c[4]; broadcast=1)'];
const newTail = ['f = Flatten(r)', 'y = Gemm(f, head[48,4], c[4])'];
const facts = (opset: number): GraphFacts => ({ input: ['batch', 2, 4, 4], opset });

/** A network in an older version, and what says the same in version 7. */
const pairs: Record<string, readonly [opset: number, older: readonly string[], newer: readonly string[]]> = {
  'a bias for each channel, by its axis': [
    6,
    [conv, 'a = Add(h, k[3]; broadcast=1 axis=1)', 'r = Relu(a)', ...tail],
    [conv, 'u = Reshape(k[3], <1,3,1,1>)', 'a = Add(h, u)', 'r = Relu(a)', ...newTail],
  ],
  'a factor that stands along two axes, counted from the end': [
    6,
    [conv, 'a = Mul(h, k[3,4]; broadcast=1 axis=-3)', 'r = Relu(a)', ...tail],
    [conv, 'u = Reshape(k[3,4], <1,3,4,1>)', 'a = Mul(h, u)', 'r = Relu(a)', ...newTail],
  ],
  'a number for all, without an axis': [
    6,
    [conv, 'a = Div(h, k[1]; broadcast=1)', 'r = Relu(a)', ...tail],
    [conv, 'a = Div(h, k[1])', 'r = Relu(a)', ...newTail],
  ],
  'a slope for each channel': [
    6,
    [conv, 'r = PRelu(h, k[3])', ...tail],
    [conv, 'u = Reshape(k[3], <1,3,1,1>)', 'r = PRelu(h, u)', ...newTail],
  ],
  'one slope for all': [6, [conv, 'r = PRelu(h, k[1])', ...tail], [conv, 'r = PRelu(h, k[1])', ...newTail]],
  'a norm that says it only answers': [
    6,
    [
      conv,
      'a, m, v = BatchNormalization(h, s[3], o[3], n[3], d[3]; is_test=1 consumed_inputs=0,0,0,1,1)',
      'r = Relu(a)',
      ...tail,
    ],
    [conv, 'a = BatchNormalization(h, s[3], o[3], n[3], d[3])', 'r = Relu(a)', ...newTail],
  ],
  'a shape in an attribute, and a join along the axis that was meant': [
    3,
    [
      conv,
      'd, mask = Dropout(h; is_test=1)',
      'j = Concat(d, x)',
      'l = Reshape(j; shape=0,-1)',
      'r = Relu(l; consumed_inputs=0,)',
      'y = Gemm(r, head[80,4], c[4]; broadcast=1)',
    ],
    [conv, 'j = Concat(h, x; axis=1)', 'l = Flatten(j)', 'r = Relu(l)', 'y = Gemm(r, head[80,4], c[4])'],
  ],
  'a border by its older name, and factors by direction': [
    1,
    [
      conv,
      'p = Pad(h; paddings=0,0,1,0,0,0,0,1 mode=constant)',
      'u = Upsample(p; height_scale=2.0 width_scale=3.0 mode=nearest)',
      'r = Relu(u)',
      'g = GlobalAveragePool(r)',
      'f = Flatten(g)',
      'y = Gemm(f, head[3,4], c[4]; broadcast=1)',
    ],
    [
      conv,
      'p = Pad(h; pads=0,0,1,0,0,0,0,1 mode=constant)',
      'u = Upsample(p; mode=nearest)',
      'r = Relu(u)',
      'g = GlobalAveragePool(r)',
      'f = Flatten(g)',
      'y = Gemm(f, head[3,4], c[4])',
    ],
  ],
};

describe('a network of the operators of versions before 7 answers as the same of version 7:', () => {
  it.each(Object.entries(pairs))('%s', async (_, [opset, older, newer]) => {
    const scales = { attributes: { u: { scales: { floats: [1, 1, 2, 3] } } } };
    const isScaled = newer.some((line) => line.includes('Upsample'));
    const expected = modelBytes(newer, { ...facts(7), ...(isScaled ? scales : {}) });
    const read = await readScores(modelBytes(older, facts(opset)), samples, image);
    expectClose(read.scores, await plainScores(expected, samples, image));
    expect(read.layers).toHaveLength(1);
    expect(read.layers[0]).toMatch(/^conv Conv>(Relu|PRelu|none) x3$/);
  });

  it('a type by its name', async () => {
    const lines = ['c = Cast(x; to=FLOAT)', 'h = Gemm(c, w[7,5])', 'y = Gemm(h, head[5,3])'];
    const { nodes } = await graphOf(lines, { opset: 5 });
    expect(nodes[0].attribute).toMatchObject([{ name: 'to', i: 1n }]);
  });

  it('sizes of parts that are an input', async () => {
    const { nodes } = await graphOf(['a, b = Split(x, <3,4>; axis=1)', 'y = Gemm(a, head[3,3])'], {
      opset: 1,
    });
    expect(nodes[0].input).toEqual(['x']);
    expect(nodes[0].attribute).toMatchObject([{ name: 'axis' }, { name: 'split', ints: [3n, 4n] }]);
  });
});

it('one that tells too little is named', async () => {
  const lines = [
    't = Strange(x)',
    's = Squeeze(t)',
    'a = Add(s, k[3]; broadcast=1 axis=1) # plus',
    'y = Relu(a)',
  ];
  await expect(graphOf(lines, { opset: 6 })).rejects.toThrow(
    /^model\.onnx is written for version 6 of ONNX's operators, and its Add "plus" tells too little.*convert the model to version 7 or later/,
  );
});
