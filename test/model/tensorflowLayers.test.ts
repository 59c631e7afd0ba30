import { describe, expect, it } from 'vitest';
import { foundIn } from './foundLayers.js';

describe('an export from TensorFlow', () => {
  it('has its units on the last axis where the activation follows the way back to channels last', async () => {
    const lines = [
      't = Transpose(x; perm=0,3,1,2)',
      'h = Conv(t, w[4,2,3,3])',
      'u = Transpose(h; perm=0,2,3,1)',
      'b = Add(u, bias[4])',
      'a = Relu(b)',
      'f = Flatten(a)',
      'y = MatMul(f, head[196,3])',
    ];
    expect(await foundIn(lines, { input: ['batch', 9, 9, 2] })).toEqual(['conv Conv>Relu x4 at a[3]']);
  });

  it('has its units where the convolution put them if the way back follows the activation', async () => {
    const lines = [
      't = Transpose(x; perm=0,3,1,2)',
      'h = Conv(t, w[4,2,3,3], b[4])',
      'a = Relu(h)',
      'u = Transpose(a; perm=0,2,3,1)',
      'f = Flatten(u)',
      'y = MatMul(f, head[196,3])',
    ];
    expect(await foundIn(lines, { input: ['batch', 9, 9, 2] })).toEqual(['conv Conv>Relu x4 at a[1]']);
  });

  it.each([
    ['<2>', 12],
    ['<-2>', 13],
  ])('of a signal is followed through a Squeeze of axis %s', async (axes) => {
    const lines = [
      't = Transpose(x; perm=0,2,1)',
      'e = Unsqueeze(t, <2>)',
      'h = Conv(e, w[4,2,1,3])',
      `s = Squeeze(h, ${axes})`,
      'u = Transpose(s; perm=0,2,1)',
      'b = Add(u, bias[4])',
      'a = Relu(b)',
      'f = Flatten(a)',
      'y = MatMul(f, head[28,3])',
    ];
    expect(await foundIn(lines, { input: ['batch', 9, 2] })).toEqual(['conv Conv>Relu x4 at a[2]']);
  });

  it('is followed through an Unsqueeze before the units and one behind them', async () => {
    const lines = ['h = Conv(x, w[4,2,3])', 'u = Unsqueeze(h, <1>)', 'v = Unsqueeze(u, <-1>)', 'a = Relu(v)'];
    const tail = ['f = Flatten(a)', 'y = Gemm(f, head[28,3])'];
    expect(await foundIn([...lines, ...tail], { input: ['batch', 2, 9] })).toEqual([
      'conv Conv>Relu x4 at a[2]',
    ]);
  });

  it('is not followed where the batch or the units themselves are squeezed', async () => {
    const tail = ['a = Relu(s)', 'f = Flatten(a)', 'y = Gemm(f, head[7,3])'];
    const lines = ['h = Conv(x, w[1,2,3])', 's = Squeeze(h, <1>)', ...tail];
    expect(await foundIn(lines, { input: ['batch', 2, 9] })).toEqual(['conv Conv>none x1 at h[1]']);
    const batch = ['h = Conv(x, w[1,2,3])', 's = Squeeze(h, <0>)', ...tail];
    expect(await foundIn(batch, { input: [1, 2, 9] })).toEqual(['conv Conv>none x1 at h[1]']);
  });
});
