import { describe, expect, it } from 'vitest';
import { reachOf, type UnitsLie } from '../../src/model/reach.js';
import { opened, type OpenFacts } from '../analysis/openedNetwork.js';

interface FoundMixer {
  /** Name of what the operator makes. */
  readonly makes: string;
  readonly reads: string;
  /** Names of what the operators on the way make. */
  readonly through: readonly string[];
  readonly lies: UnitsLie;
}

/** Where the units of a tensor are mixed, shapes as a run shows them. */
function mixersOf(lines: readonly string[], facts: OpenFacts, tensor = 'a'): Promise<FoundMixer[]> {
  return opened(lines, facts, (network) => {
    const { mixers } = reachOf(network.graph, tensor, (name) => network.tensorShape(name));
    return mixers.map(({ node, reads, path, lies }) => {
      return { makes: node.output[0], reads, through: path.map(({ output }) => output[0]), lies };
    });
  });
}

const maps = (offset = 0): UnitsLie => ({ kind: 'maps', offset });
const columns = (positions: number, unitStride: number, positionStride: number, offset = 0): UnitsLie => {
  return { kind: 'columns', offset, unitStride, positionStride, positions };
};

const image: OpenFacts = { input: ['batch', 2, 6, 8] };
/** Four maps of 4 x 6. */
const conv = 'a = Conv(x, w[4,2,3,3], b[4])';

describe('feature maps are mixed', () => {
  it('by the next convolution, behind an activation and pooling', async () => {
    const found = await mixersOf(
      [
        conv,
        'r = Relu(a)',
        'p = MaxPool(r; kernel_shape=2,2 strides=2,2)',
        'c = Conv(p, w2[5,4,2,2], b2[5])',
        'f = Flatten(c)',
        'y = Gemm(f, w3[10,3])',
      ],
      image,
    );
    expect(found).toEqual([{ makes: 'c', reads: 'p', through: ['r', 'p'], lies: maps() }]);
  });

  it('by each of several operators that read them', async () => {
    const found = await mixersOf(
      [
        conv,
        'c = Conv(a, w2[5,4,4,6])',
        'd = Conv(a, w3[5,4,4,6])',
        's = Add(c, d)',
        'f = Flatten(s)',
        'y = Gemm(f, w4[5,3])',
      ],
      image,
    );
    expect(found.map(({ makes, reads }) => [makes, reads]).sort()).toEqual([
      ['c', 'a'],
      ['d', 'a'],
    ]);
  });

  it('behind batch norm', async () => {
    const lines = [
      conv,
      'n = BatchNormalization(a, s[4], o[4], m[4], v[4])',
      'c = Conv(n, w2[5,4,4,6])',
      'f = Flatten(c)',
      'y = Gemm(f, w3[5,3])',
    ];
    expect(await mixersOf(lines, image)).toEqual([{ makes: 'c', reads: 'n', through: ['n'], lies: maps() }]);
  });

  it('not by a convolution of groups, nor behind one', async () => {
    const lines = [
      conv,
      'g = Conv(a, w2[4,2,1,1]; group=2)',
      'c = Conv(g, w3[5,4,4,6])',
      'f = Flatten(c)',
      'y = Gemm(f, w4[5,3])',
    ];
    expect(await mixersOf(lines, image)).toEqual([]);
  });

  it('not where they are weighed by themselves or by each other', async () => {
    const lines = [
      conv,
      'g = Sigmoid(a)',
      'm = Mul(a, g)',
      'c = Conv(m, w3[5,4,4,6])',
      'f = Flatten(c)',
      'y = Gemm(f, w4[5,3])',
    ];
    expect(await mixersOf(lines, image)).toEqual([]);
  });
});

describe('maps become columns', () => {
  it.each([
    ['flattened', ['f = Flatten(a)']],
    ['reshaped', ['f = Reshape(a, <-1,96>)']],
  ])('map by map where they are %s', async (_, flatten) => {
    // Unit u at row i and column j of 4 x 6 is column 24 u + 6 i + j.
    const found = await mixersOf([conv, ...flatten, 'y = Gemm(f, w2[96,3])'], image);
    expect(found).toEqual([{ makes: 'y', reads: 'f', through: ['f'], lies: columns(24, 24, 1) }]);
  });

  it('place by place where the channels go last before', async () => {
    // Unit u at row i and column j is column 4 (6 i + j) + u.
    const lines = [
      conv,
      't = Transpose(a; perm=0,2,3,1)',
      'f = Reshape(t, <-1,96>)',
      'y = MatMul(f, w2[96,3])',
    ];
    const found = await mixersOf(lines, image);
    expect(found).toEqual([{ makes: 'y', reads: 'f', through: ['t', 'f'], lies: columns(24, 1, 4) }]);
  });

  it('not where rows and columns change places as well', async () => {
    const lines = [
      conv,
      't = Transpose(a; perm=0,3,2,1)',
      'f = Reshape(t, <-1,96>)',
      'y = MatMul(f, w2[96,3])',
    ];
    expect(await mixersOf(lines, image)).toEqual([]);
  });

  it('not where a reshape tears them apart', async () => {
    const lines = [conv, 'f = Reshape(a, <-1,48>)', 'g = MatMul(f, w2[48,3])', 'y = Reshape(g, <-1,6>)'];
    expect(await mixersOf(lines, { ...image, outputShape: ['batch', 6] })).toEqual([]);
  });

  it.each([
    ['pooling over all places', ['p = GlobalAveragePool(a)', 'f = Flatten(p)'], ['p', 'f']],
    ['the mean over all places', ['f = ReduceMean(a; axes=2,3 keepdims=0)'], ['f']],
    ['the mean, axes counted from the end', ['f = ReduceMean(a; axes=-1,-2 keepdims=0)'], ['f']],
    [
      'a mean that keeps its dimensions',
      ['p = ReduceMean(a; axes=2,3)', 'f = Squeeze(p, <2,3>)'],
      ['p', 'f'],
    ],
  ])('one a unit by %s', async (_, lines, through) => {
    const found = await mixersOf([conv, ...lines, 'y = Gemm(f, w2[4,3])'], image);
    expect(found).toEqual([{ makes: 'y', reads: 'f', through, lies: columns(1, 1, 1) }]);
  });

  it('not by a mean over units', async () => {
    const lines = [conv, 'p = ReduceMean(a; axes=1,2 keepdims=0)', 'y = Gemm(p, w2[6,3])'];
    expect(await mixersOf(lines, image)).toEqual([]);
  });
});

describe('units that are joined with others', () => {
  const stem = ['z = Conv(x, w0[3,2,3,3])', conv];

  it('lie behind those that stand before them', async () => {
    const found = await mixersOf(
      [
        ...stem,
        'j = Concat(z, a; axis=1)',
        'c = Conv(j, w2[5,7,4,6])',
        'f = Flatten(c)',
        'y = Gemm(f, w3[5,3])',
      ],
      image,
    );
    expect(found).toEqual([{ makes: 'c', reads: 'j', through: ['j'], lies: maps(3) }]);
  });

  it('lie so in columns too, by all places of those before', async () => {
    // Three maps of 24 places stand before: 72 columns.
    const lines = [...stem, 'j = Concat(z, a; axis=-3)', 'f = Flatten(j)', 'y = Gemm(f, w2[168,3])'];
    const found = await mixersOf(lines, image);
    expect(found).toEqual([{ makes: 'y', reads: 'f', through: ['j', 'f'], lies: columns(24, 24, 1, 72) }]);
  });

  it('are not followed through batch norm, whose parameters are those of all', async () => {
    const lines = [
      ...stem,
      'j = Concat(z, a; axis=1)',
      'n = BatchNormalization(j, s[7], o[7], m[7], v[7])',
      'c = Conv(n, w2[5,7,4,6])',
      'f = Flatten(c)',
      'y = Gemm(f, w3[5,3])',
    ];
    expect(await mixersOf(lines, image)).toEqual([]);
  });

  it('are not reached where what they are joined with is made of them', async () => {
    const found = await mixersOf(
      [
        conv,
        'd = Conv(a, w2[3,4,1,1])',
        'j = Concat(a, d; axis=1)',
        'c = Conv(j, w3[5,7,4,6])',
        'f = Flatten(c)',
        'y = Gemm(f, w4[5,3])',
      ],
      image,
    );
    expect(found.map(({ makes }) => makes)).toEqual(['d']);
  });

  it('are not reached where they are joined with themselves, or along places', async () => {
    const rest = ['f = Flatten(j)', 'y = Gemm(f, w4[192,3])'];
    expect(await mixersOf([conv, 'j = Concat(a, a; axis=1)', ...rest], image)).toEqual([]);
    const along = ['d = Conv(x, v[4,2,3,3])', conv, 'j = Concat(a, d; axis=2)', ...rest];
    expect(await mixersOf(along, image)).toEqual([]);
  });
});

describe('neurons are mixed', () => {
  const input: OpenFacts = { input: ['batch', 7] };
  const dense = 'a = Gemm(x, w[7,5])';

  it.each([
    ['a Gemm', ['y = Gemm(r, w2[5,3], b2[3])']],
    ['a Gemm of turned weights', ['y = Gemm(r, w2[3,5]; transB=1)']],
    ['a product', ['y = MatMul(r, w2[5,3])']],
  ])('by %s behind their activation', async (_, rest) => {
    const found = await mixersOf([dense, 'r = Tanh(a)', ...rest], input);
    expect(found).toEqual([{ makes: 'y', reads: 'r', through: ['r'], lies: columns(1, 1, 1) }]);
  });

  it('not by a Gemm of an old version, which needs a bias', async () => {
    const lines = ['a = Gemm(x, w[7,5], b[5])', 'r = Tanh(a)', 'y = Gemm(r, w2[5,3], b2[3])'];
    expect(await mixersOf(lines, { ...input, opset: 9 })).toEqual([]);
  });

  it('not by softmax', async () => {
    const lines = [dense, 's = Softmax(a; axis=1)', 'y = Gemm(s, w2[5,3])'];
    expect(await mixersOf(lines, input)).toEqual([]);
  });

  it('behind those that they are joined with', async () => {
    const lines = ['z = Gemm(x, w0[7,6])', dense, 'j = Concat(z, a; axis=1)', 'y = Gemm(j, w2[11,3])'];
    expect(await mixersOf(lines, input)).toEqual([
      { makes: 'y', reads: 'j', through: ['j'], lies: columns(1, 1, 1, 6) },
    ]);
  });
});
