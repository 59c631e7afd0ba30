import { describe, expect, it } from 'vitest';
import { liveStructure } from '../../src/analysis/live/liveStructure.js';
import { connectionsTo } from '../../src/model/connections.js';
import { opened, type OpenFacts } from '../analysis/openedNetwork.js';

/** By layer, rows of strengths to each of the sums that come next; null where it has none to show. */
function strengths(lines: readonly string[], facts: OpenFacts): Promise<(number[][] | null)[]> {
  return opened(lines, facts, (network) => {
    const { layers, graph, scores, classCount } = network;
    return layers.map((layer, i) => {
      const fed = layers.at(i + 1) ?? { scores, classes: classCount };
      const found = connectionsTo(graph, layer, fed, (tensor) => network.tensorShape(tensor));
      if (!found) return null;
      const { from, to, strengths: all } = found;
      return Array.from({ length: to }, (_, row) => [...all.subarray(row * from, (row + 1) * from)]);
    });
  });
}

const close = (rows: readonly (readonly number[])[]): unknown[][] =>
  rows.map((row) => row.map((value): unknown => expect.closeTo(value, 5)));
const dense: OpenFacts = { input: ['batch', 2] };
const image: OpenFacts = { input: ['batch', 1, 4, 4] };

describe('connections', () => {
  it('between dense layers are the weights without their sign, in either layout', async () => {
    const found = await strengths(
      [
        'h = Gemm(x, v[2,2])',
        'a = Relu(h)',
        'g = Gemm(a, w[2,3])',
        'b = Relu(g)',
        'y = Gemm(b, u[3,3]; transB=1)',
      ],
      { ...dense, values: { w: [1, -2, 3, -4, 5, -6], u: [1, 2, 3, 4, 5, 6, -7, 8, 9] } },
    );
    expect(found[0]).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(found[1]).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
  });

  it('between feature maps are the norms of the kernels, through activation and pooling', async () => {
    const found = await strengths(
      [
        'h = Conv(x, v[2,1,1,1])',
        'a = Relu(h)',
        'p = MaxPool(a; kernel_shape=2,2 strides=2,2)',
        'g = Conv(p, w[2,2,1,2])',
        'b = Relu(g)',
        'f = Flatten(b)',
        'y = Gemm(f, u[4,3])',
      ],
      { ...image, values: { w: [3, 4, 0, 1, 5, -12, 8, 6], u: [3, 0, 1, 4, 2, 1, 0, 0, 2, 0, 0, 2] } },
    );
    expect(found[0]).toEqual(
      close([
        [5, 1],
        [13, 10],
      ]),
    );
    // A map's two positions are two rows each of the dense weights.
    expect(found[1]).toEqual(
      close([
        [5, 0],
        [2, 0],
        [Math.SQRT2, Math.sqrt(8)],
      ]),
    );
  });

  it('count a batch norm on either side of the weights', async () => {
    const norm = {
      g: [2, 4],
      m: [0, 0],
      b: [0, 0],
      s: [1, 1],
      g2: [-3, 5],
      m2: [0, 0],
      b2: [1, 1],
      s2: [1, 1],
    };
    const found = await strengths(
      [
        'h = Conv(x, v[2,1,1,1])',
        'a = Relu(h)',
        'n = BatchNormalization(a, g[2], b[2], m[2], s[2]; epsilon=0.0)',
        'c = Conv(n, w[2,2,1,1])',
        'k = BatchNormalization(c, g2[2], b2[2], m2[2], s2[2]; epsilon=0.0)',
        'r = Relu(k)',
        'f = Flatten(r)',
        'y = Gemm(f, u[32,3])',
      ],
      { ...image, values: { ...norm, w: [1, 1, 1, -1] } },
    );
    expect(found[0]).toEqual(
      close([
        [6, 12],
        [10, 20],
      ]),
    );
  });

  it('are not told where units also reach what comes later by another way', async () => {
    const found = await strengths(
      [
        'h = Conv(x, v[2,1,1,1])',
        'a = Relu(h)',
        'c = Conv(a, w[2,2,1,1])',
        's = Add(c, a)',
        'r = Relu(s)',
        'f = Flatten(r)',
        'y = Gemm(f, u[32,3])',
      ],
      image,
    );
    expect(found[0]).toBeNull();
    expect(found.at(-1)).not.toBeNull();
  });

  it('are left out of what is opened where there are more than 32 units', async () => {
    const wide = [
      'h = Gemm(x, v[2,33])',
      'a = Relu(h)',
      'g = Gemm(a, w[33,3])',
      'b = Relu(g)',
      'y = Gemm(b, u[3,3])',
    ];
    await opened(wide, dense, (network) => {
      const labels = Int32Array.of(2, 0, 1);
      const structure = liveStructure(network, { labels } as never, 2);
      expect(structure.connections.map((one) => one?.to ?? null)).toEqual([null, 3]);
      expect(structure.labels).toEqual(Int32Array.of(2, 0));
      expect(structure.positions).toEqual([
        { outer: 1, inner: 1 },
        { outer: 1, inner: 1 },
      ]);
    });
  });
});
