import { describe, expect, it } from 'vitest';
import { LabelSets } from '../../../src/analysis/labelSets.js';
import {
  tryConversion,
  usualConversions,
  type Candidate,
} from '../../../src/analysis/dataCheck/tryConversions.js';
import type { TriedConversion } from '../../../src/results/dataCheck.js';
import { dataVerdict } from '../../../src/results/derive/dataVerdict.js';
import { opened } from '../openedNetwork.js';
import { storedPart } from './storedPart.js';

/** Pictures of one shade each: the network answers with the centre of 0, 1/2 and 1 that is nearest to the shade. */
const centres = [0, 0.5, 1];
const shades = Array.from({ length: 60 }, (_, i) => Math.round((255 * i) / 59));
const nearest = (shade: number): number => {
  const distances = centres.map((centre) => Math.abs(shade - centre));
  return distances.indexOf(Math.min(...distances));
};
const pictures = storedPart(
  [4, 4],
  shades.flatMap((shade) => new Array<number>(16).fill(shade)),
  shades.map((shade) => nearest(shade / 255)),
);
/** |shade - centre| is least where 2 centre shade - centre^2 is most. */
const network = ['a = Gemm(x, w[16,1], b[1])', 'h = Relu(a)', 'y = Gemm(h, v[1,3], c[3])'];
const values = {
  w: new Array<number>(16).fill(1 / 16),
  b: [0],
  v: centres.map((centre) => 2 * centre),
  c: centres.map((centre) => -centre * centre),
};
const input = { shape: [16], layout: null, classCount: 3 };
const asStored = { scale: 1, mean: 0, std: 1 };

async function tryAll(stated = asStored): Promise<TriedConversion[]> {
  return opened(network, { input: ['N', 16], values }, async (open) => {
    const tried: TriedConversion[] = [];
    for (const candidate of usualConversions(pictures, stated, input, false)) {
      const found = await tryConversion(open, pictures, candidate, new LabelSets());
      if (found) tried.push({ ...found, view: 0 });
    }
    return tried;
  });
}

describe('the usual conversions, tried on a network for which shades go from 0 to 1', () => {
  it('are answered as the closed form says, each of them', async () => {
    const right = new Map((await tryAll()).map(({ kind, correct }) => [kind, correct]));
    const expected = (convert: (share: number) => number): number =>
      shades.filter((shade) => nearest(Math.max(0, convert(shade / 255))) === nearest(shade / 255)).length;
    expect(right.get('unit')).toBe(60);
    expect(right.get('stated')).toBe(expected((share) => 255 * share));
    expect(right.get('signed')).toBe(expected((share) => 2 * share - 1));
    expect(right.get('inverted')).toBe(expected((share) => 1 - share));
    expect(right.get('invertedSigned')).toBe(expected((share) => 1 - 2 * share));
  });

  it('show the right one as the best, whatever was stated', async () => {
    for (const stated of [
      asStored,
      { scale: 1 / 16, mean: 0, std: 1 },
      { scale: 2 / 255, mean: 1, std: 1 },
    ]) {
      const tried = await tryAll(stated);
      const { proposal } = dataVerdict({ tried, labels: pictures.labels, targets: null });
      expect(tried[proposal ?? 0].kind).toBe('unit');
    }
  });

  it('propose nothing where the right one is stated', async () => {
    const tried = await tryAll({ scale: 1 / 255, mean: 0, std: 1 });
    expect(tried.map(({ kind }) => kind)).not.toContain('unit');
    const { proposal, ranking } = dataVerdict({ tried, labels: pictures.labels, targets: null });
    expect([proposal, ranking[0]]).toEqual([null, 0]);
  });

  it('tell the range of what is fed, and the answers', async () => {
    const unit = (await tryAll()).find(({ kind }) => kind === 'unit');
    expect([unit?.lowest, unit?.highest]).toEqual([0, 1]);
    expect([...(unit?.answers ?? [])]).toEqual([...pictures.labels]);
  });
});

describe('what is tried', () => {
  it('leaves indexes alone', () => {
    expect(usualConversions(pictures, asStored, input, true).map(({ kind }) => kind)).toEqual(['stated']);
  });

  it('skips what gives no finite numbers', async () => {
    const wild = storedPart([16], new Array<number>(16).fill(3e38), [0]);
    const [candidate] = usualConversions(wild, { scale: 2, mean: 0, std: 1 }, input, true) as [Candidate];
    await opened(network, { input: ['N', 16], values }, async (open) => {
      expect(await tryConversion(open, wild, candidate, new LabelSets())).toBe(null);
    });
  });
});
