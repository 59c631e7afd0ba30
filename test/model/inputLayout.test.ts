import { describe, expect, it } from 'vitest';
import { inputLayout } from '../../src/model/inputLayout.js';
import { graphOf } from './graphText.js';

const conv = (tensor: string) => `c = Conv(${tensor}, w[4,3,3,3])`;

describe('the order of channels and space in an input', () => {
  it.each([
    ['channels first where a convolution reads it', [conv('x')], 'NCHW'],
    [
      'channels first behind a normalisation',
      ['a = Sub(x, m[3,1,1])', 'b = Div(a, s[3,1,1])', conv('b')],
      'NCHW',
    ],
    ['channels last where it is transposed first', ['t = Transpose(x; perm=0,3,1,2)', conv('t')], 'NHWC'],
    [
      'channels last where it is normalised and then transposed',
      ['a = Sub(x, m[3])', 't = Transpose(a; perm=0,3,1,2)', 'p = Pad(t, <0,0,1,1,0,0,1,1>)', conv('p')],
      'NHWC',
    ],
    ['unknown where no convolution reads it', ['f = Flatten(x)', 'c = Gemm(f, w[48,4])'], null],
    ['unknown behind another transposition', ['t = Transpose(x; perm=0,1,3,2)', conv('t')], null],
  ] as const)('is %s', async (_, lines, expected) => {
    const graph = await graphOf([...lines, 'r = Relu(c)'], { input: ['batch', 3, 4, 4] });
    expect(inputLayout(graph, 'x')).toBe(expected);
  });
});
