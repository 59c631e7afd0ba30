import { describe, expect, it } from 'vitest';
import { foundIn } from './foundLayers.js';

const facts = { input: ['batch', 5, 3] };
const turned = 't = Transpose(x; perm=1,0,2)';
const lstm = (outputs: string) => `${outputs} = LSTM(t, w[1,8,3], r[1,8,2], b[1,16]; hidden_size=2)`;
const both = (outputs: string) =>
  `${outputs} = GRU(t, w[2,6,3], r[2,6,2], b[2,12]; hidden_size=2 direction=bidirectional)`;

describe('the units of a recurrent operator', () => {
  it('are its outputs at the last step', async () => {
    const lines = [turned, lstm('_y, h'), 's = Squeeze(h, <0>)', 'z = Gemm(s, head[2,3])'];
    expect(await foundIn(lines, facts)).toEqual(['recurrent LSTM>Tanh x2 at s[1]']);
  });

  it('are its outputs at all steps, as they are handed on with the samples first', async () => {
    const lines = [turned, lstm('y'), 's = Squeeze(y, <1>)', 'u = Transpose(s; perm=1,0,2)'];
    const tail = ['m = ReduceMean(u; axes=1, keepdims=0)', 'z = Gemm(m, head[2,3])'];
    expect(await foundIn([...lines, ...tail], facts)).toEqual(['recurrent LSTM>Tanh x2 at u[2]']);
  });

  it('are found where one step of all is taken', async () => {
    const lines = [turned, lstm('y'), 's = Squeeze(y, <1>)', 'u = Transpose(s; perm=1,0,2)'];
    const tail = ['l = Slice(u, <-1>, <9>, <1>)', 'f = Flatten(l)', 'z = Gemm(f, head[2,3])'];
    expect(await foundIn([...lines, ...tail], facts)).toEqual(['recurrent LSTM>Tanh x2 at u[2]']);
  });

  it('of both directions are one layer where they stand in one dimension', async () => {
    const lines = [turned, both('y'), 'u = Transpose(y; perm=2,0,1,3)', 'j = Reshape(u, <0,0,-1>)'];
    const tail = ['a = MatMul(j, v[4,3])', 'm = ReduceMean(a; axes=1, keepdims=0)', 'z = Gemm(m, head[3,3])'];
    expect(await foundIn([...lines, ...tail], facts)).toEqual([
      'recurrent GRU>Tanh x4 at j[2]',
      'dense MatMul>none x3 at a[-1]',
    ]);
  });

  it('end with the cell: a function that follows is not theirs', async () => {
    const lines = [turned, lstm('_y, h'), 's = Squeeze(h, <0>)', 'a = Relu(s)', 'z = Gemm(a, head[2,3])'];
    expect(await foundIn(lines, facts)).toEqual(['recurrent LSTM>Tanh x2 at s[1]']);
  });

  it('are passed over where steps and the last are read both, or the samples never stand first', async () => {
    const shared = [turned, lstm('y, h'), 's = Squeeze(h, <0>)', 'p = ReduceMean(y; axes=0,1 keepdims=0)'];
    expect(await foundIn([...shared, 'e = Add(s, p)', 'z = Gemm(e, head[2,3])'], facts)).toEqual([]);
    const late = [turned, lstm('y'), 'p = ReduceMean(y; axes=0,1 keepdims=0)', 'z = Gemm(p, head[2,3])'];
    expect(await foundIn(late, facts)).toEqual([]);
  });
});
