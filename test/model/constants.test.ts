import { describe, expect, it } from 'vitest';
import { axesOf, constantValue, initializerBehind } from '../../src/model/constants.js';
import { graphOf, type GraphFacts } from './graphText.js';

const values = { w: Array.from({ length: 24 }, (_, i) => i) };

/** The value of the tensor that the last line makes. */
async function valueOf(lines: readonly string[], facts: GraphFacts = {}) {
  const graph = await graphOf(lines, { values, ...facts });
  const found = constantValue(graph, graph.outputs[0].name);
  return found && { dims: found.dims, values: [...found.values] };
}

/** An index of each dimension, last fastest. */
function* indexes(dims: readonly number[]): Generator<number[]> {
  if (dims.length === 0) yield [];
  else for (let i = 0; i < dims[0]; i++) for (const rest of indexes(dims.slice(1))) yield [i, ...rest];
}

const perms = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

describe('a constant behind a Transpose', () => {
  it.each(perms)('has its axes in the order %i, %i, %i', async (...perm) => {
    const found = await valueOf([`t = Transpose(w[2,3,4]; perm=${perm.join()})`]);
    const dims = [2, 3, 4];
    const turned = perm.map((axis) => dims[axis]);
    const expected = [...indexes(turned)].map((index) => {
      const own = dims.map((_, axis) => index[perm.indexOf(axis)]);
      return own[0] * 12 + own[1] * 4 + own[2];
    });
    expect(found).toEqual({ dims: turned, values: expected });
  });

  it('is turned around where no order is given', async () => {
    expect(await valueOf(['t = Transpose(w[2,3])'], { values: { w: [0, 1, 2, 3, 4, 5] } })).toEqual({
      dims: [3, 2],
      values: [0, 3, 1, 4, 2, 5],
    });
  });
});

describe('a constant behind other operators', () => {
  it.each([
    ['a Reshape', 'r = Reshape(w[2,3,4], <6,4>)', [6, 4]],
    ['a Reshape that leaves one dimension to be found', 'r = Reshape(w[2,3,4], <4,-1>)', [4, 6]],
    ['a Reshape that keeps a dimension', 'r = Reshape(w[2,3,4], <0,12>)', [2, 12]],
    ['a Reshape that does both', 'r = Reshape(w[2,3,4], <0,-1,2>)', [2, 6, 2]],
    ['an Identity', 'i = Identity(w[2,3,4])', [2, 3, 4]],
    ['a Cast', 'c = Cast(w[2,3,4]; to=1)', [2, 3, 4]],
    ['a Dropout', 'd = Dropout(w[2,3,4])', [2, 3, 4]],
    ['a Flatten', 'f = Flatten(w[2,3,4])', [2, 12]],
    ['a Flatten at the front', 'f = Flatten(w[2,3,4]; axis=0)', [1, 24]],
    ['a Flatten counted from the end', 'f = Flatten(w[2,3,4]; axis=-1)', [6, 4]],
    ['a Squeeze', 's = Squeeze(w[1,24,1], <0,-1>)', [24]],
    ['a Squeeze of whatever is one', 's = Squeeze(w[1,24,1])', [24]],
    ['a Squeeze of an old file', 's = Squeeze(w[24,1,1]; axes=1,)', [24, 1]],
    ['an Unsqueeze', 'u = Unsqueeze(w[2,12], <0,-1>)', [1, 2, 12, 1]],
    ['an Unsqueeze of an old file', 'u = Unsqueeze(w[2,12]; axes=1,)', [2, 1, 12]],
  ])('is found behind %s', async (_, line, dims) => {
    expect(await valueOf([line])).toEqual({ dims, values: values.w });
  });

  it('is found behind several', async () => {
    const found = await valueOf(
      [
        'a = Unsqueeze(w[2,3], <0>)',
        'b = Cast(a; to=11)',
        'c = Squeeze(b, <0>)',
        'd = Transpose(c; perm=1,0)',
        'e = Identity(d)',
      ],
      { values: { w: [1, 2, 3, 4, 5, 6] } },
    );
    expect(found).toEqual({ dims: [3, 2], values: [1, 4, 2, 5, 3, 6] });
  });

  it('may have its new shape behind an operator too', async () => {
    expect(await valueOf(['s = Identity(<6,4>)', 'r = Reshape(w[2,3,4], s)'])).toEqual({
      dims: [6, 4],
      values: values.w,
    });
  });

  it('is not guessed where an operator computes', async () => {
    expect(await valueOf(['a = Add(w[2,3,4], b[4])'])).toBeNull();
    expect(await valueOf(['a = Add(w[2,3,4], b[4])', 't = Transpose(a; perm=2,1,0)'])).toBeNull();
  });

  it('is not guessed where a shape does not fit it', async () => {
    expect(await valueOf(['r = Reshape(w[2,3,4], <5,5>)'])).toBeNull();
    expect(await valueOf(['r = Reshape(w[2,3,4], <7,-1>)'])).toBeNull();
  });

  it('is not one where it depends on the sample', async () => {
    expect(await valueOf(['r = Relu(x)'])).toBeNull();
    expect(await valueOf(['t = Transpose(x; perm=1,0)'])).toBeNull();
  });
});

describe('a Constant node', () => {
  it.each([
    [
      'a tensor',
      { value: { tensor: { name: '', type: 'float64', dims: [1, 2], values: [0.1, 2] } } },
      [1, 2],
      [0.1, 2],
    ],
    ['one float', { value_float: { float: 0.5 } }, [], [0.5]],
    ['floats', { value_floats: { floats: [0.5, -2] } }, [2], [0.5, -2]],
    ['one integer', { value_int: { int: -7 } }, [], [-7]],
    ['integers', { value_ints: { ints: [3, -1] } }, [2], [3, -1]],
  ] as const)('gives %s', async (_, attributes, dims, expected) => {
    expect(await valueOf(['c = Constant()'], { attributes: { c: attributes } })).toEqual({
      dims,
      values: expected,
    });
  });

  it('of text is no number', async () => {
    expect(await valueOf(['c = Constant(; value_string=text)'])).toBeNull();
  });
});

describe('the initializer behind a constant', () => {
  it('keeps its name behind operators', async () => {
    const graph = await graphOf(['a = Transpose(fc1.weight[2,3]; perm=1,0)', 'b = Cast(a; to=1)']);
    expect(initializerBehind(graph, 'b')).toBe('fc1.weight');
    expect(initializerBehind(graph, 'fc1.weight')).toBe('fc1.weight');
  });

  it('is missing behind a Constant node, and behind anything that depends on the sample', async () => {
    const graph = await graphOf(['c = Constant(; value_float=0.5)', 'd = Identity(c)', 'y = Mul(x, w[7])']);
    expect(initializerBehind(graph, 'd')).toBeNull();
    expect(initializerBehind(graph, 'y')).toBeNull();
    expect(initializerBehind(graph, 'x')).toBeNull();
    expect(initializerBehind(graph, '')).toBeNull();
  });
});

describe('the axes of a Squeeze or Unsqueeze', () => {
  it('stand in an attribute or in an input', async () => {
    const graph = await graphOf([
      'a = Squeeze(x; axes=2,)',
      'b = Squeeze(x, <2,3>)',
      'c = Squeeze(x)',
      'd = Unsqueeze(x)',
      'n = Cast(x; to=7)',
      'e = Unsqueeze(x, n)',
    ]);
    const axes = (tensor: string) => axesOf(graph, graph.producer(tensor)!);
    expect(axes('a')).toEqual([2]);
    expect(axes('b')).toEqual([2, 3]);
    expect(axes('c')).toEqual([]);
    expect(axes('d')).toBeNull();
    expect(axes('e')).toBeNull();
  });
});
