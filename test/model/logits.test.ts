import { describe, expect, it } from 'vitest';
import { scoresBehind } from '../../src/model/logits.js';
import { graphOf } from './graphText.js';

const head = 'logits = Gemm(x, w[7,3])';

describe('the logits of a network', () => {
  it.each([
    ['no softmax', [head]],
    ['a softmax', [head, 'y = Softmax(logits; axis=-1)']],
    ['a log-softmax', [head, 'y = LogSoftmax(logits)']],
    [
      'a softmax that is reshaped and cast',
      [head, 's = Softmax(logits)', 'r = Reshape(s, <-1,3>)', 'y = Cast(r; to=1)'],
    ],
    ['the number of the class', [head, 's = Softmax(logits)', 'y = ArgMax(s; axis=1)']],
    ["the class's label", [head, 'a = ArgMax(logits; axis=1)', 'l = Gather(k[3], a)', 'y = Cast(l; to=7)']],
    ['the largest probabilities', [head, 's = Softmax(logits)', 'y, i = TopK(s, <2>)']],
    ['a softmax written out', [head, 'e = Exp(logits)', 's = ReduceSum(e, <1>)', 'y = Div(e, s)']],
  ])('are found in one that ends in %s', async (_, lines) => {
    const graph = await graphOf(lines);
    expect(scoresBehind(graph, graph.outputs[0].name)).toEqual({ tensor: 'logits', kind: 'logits' });
  });

  it('are the shifted ones where a written-out softmax subtracts the largest first', async () => {
    const graph = await graphOf([
      head,
      'm = ReduceMax(logits; axes=1,)',
      'shifted = Sub(logits, m)',
      'e = Exp(shifted)',
      's = ReduceSum(e, <1>)',
      'y = Div(e, s)',
    ]);
    expect(scoresBehind(graph, 'y').tensor).toBe('shifted');
  });

  it('are the output where a quotient is no softmax', async () => {
    const graph = await graphOf([
      head,
      'e = Exp(logits)',
      'o = Exp(x)',
      's = ReduceSum(o, <1>)',
      'y = Div(e, s)',
    ]);
    expect(scoresBehind(graph, 'y').tensor).toBe('y');
  });

  it('are the output itself where nothing but its shape is changed before', async () => {
    const graph = await graphOf([head, 'y = Identity(logits)']);
    expect(scoresBehind(graph, 'y').tensor).toBe('y');
  });
});
