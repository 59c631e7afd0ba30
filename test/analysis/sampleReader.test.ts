import { describe, expect, it } from 'vitest';
import { OrderedSamples } from '../../src/analysis/orderedSamples.js';
import { derangement, drawOrder } from '../../src/analysis/orders.js';
import { SampleReader, type Batch } from '../../src/analysis/sampleReader.js';
import type { SampleSelection } from '../../src/analysis/shards.js';
import type { Dataset } from '../../src/dataset/dataset.js';
import { Random } from '../twin/random.js';

const samples = 1000;
const size = 3;

/** Samples of three numbers that tell their index; notes where each read begins. */
function numbered(): { dataset: Dataset; reads: number[] } {
  const reads: number[] = [];
  const labels = Int32Array.from({ length: samples }, (_, i) => (i * 7) % 4);
  const dataset = {
    name: 'numbers',
    labels,
    sampleShape: [size],
    read: (first: number, into: Float32Array) => {
      reads.push(first);
      for (let i = 0; i < into.length; i++) into[i] = first + Math.floor(i / size) + (i % size) / 10;
      return Promise.resolve();
    },
  } as unknown as Dataset;
  return { dataset, reads };
}

async function batchesOf(selection: SampleSelection, batchSize: number, mostBytes = 1e9): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of new SampleReader(numbered().dataset, batchSize, 4, mostBytes).batches(
    selection,
  )) {
    batches.push({ ...batch, inputs: batch.inputs.slice() });
  }
  return batches;
}

function expectSamples(batches: readonly Batch[], expected: Int32Array): void {
  const { labels } = numbered().dataset;
  expect(batches.flatMap((batch) => [...batch.samples])).toEqual([...expected]);
  for (const batch of batches) {
    expect([...batch.labels]).toEqual(Array.from(batch.samples, (sample) => labels[sample]));
    for (const [i, sample] of batch.samples.entries()) {
      expect([...batch.inputs.subarray(i * size, (i + 1) * size)]).toEqual(
        [sample, sample + 0.1, sample + 0.2].map(Math.fround),
      );
    }
  }
}

describe('samples of a shard', () => {
  it.each([1e9, 0])('are a range of the data (%d bytes may be kept)', async (mostBytes) => {
    const batches = await batchesOf({ first: 40, count: 25 }, 10, mostBytes);
    expect(batches.map((batch) => batch.labels.length)).toEqual([10, 10, 5]);
    expectSamples(
      batches,
      Int32Array.from({ length: 25 }, (_, i) => 40 + i),
    );
  });

  it.each([1e9, 0])('are a range of a random order (%d bytes may be kept)', async (mostBytes) => {
    const batches = await batchesOf({ first: 100, count: 250, draw: 3 }, 60, mostBytes);
    expectSamples(batches, drawOrder(samples, 3).subarray(100, 350));
  });

  it.each([1e9, 0])(
    'are a range of the data less what was drawn (%d bytes may be kept)',
    async (mostBytes) => {
      const batches = await batchesOf(
        { first: 200, count: 300, without: { draw: 3, count: 400 } },
        64,
        mostBytes,
      );
      const drawn = new Set(drawOrder(samples, 3).subarray(0, 400));
      const left = Array.from({ length: 300 }, (_, i) => 200 + i).filter((sample) => !drawn.has(sample));
      expect(left.length).toBeLessThan(300);
      expectSamples(batches, Int32Array.from(left));
    },
  );

  it('of a random order and the rest of it are all, each once', async () => {
    const drawn = await batchesOf({ first: 0, count: 333, draw: 8 }, 100);
    const rest = await batchesOf({ first: 0, count: samples, without: { draw: 8, count: 333 } }, 100);
    const all = [...drawn, ...rest].flatMap((batch) => [...batch.samples]).sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: samples }, (_, i) => i));
  });

  it('come with halves that follow the data, not the order in which they are drawn', async () => {
    const half = new Map<number, number>();
    for (const { samples: own, ranking } of await batchesOf({ first: 0, count: samples }, 100)) {
      own.forEach((sample, i) => half.set(sample, ranking[i]));
    }
    for (const { samples: own, ranking } of await batchesOf({ first: 0, count: samples, draw: 1 }, 100)) {
      expect([...ranking]).toEqual(Array.from(own, (sample) => half.get(sample)));
    }
  });

  it.each([
    { first: 20, count: 30 },
    { first: 20, count: 30, draw: 5 },
    { first: 20, count: 30, without: { draw: 5, count: 100 } },
  ])('have other samples for theirs by the derangement of all (%j)', async (selection) => {
    const reader = new SampleReader(numbered().dataset, 10, 4, 1e9);
    const sources = derangement(samples, 9);
    for await (const batch of reader.batches(selection)) {
      const others = await reader.others(batch, 9);
      const found = Array.from(batch.samples.keys(), (i) => others[i * size]);
      expect(found).toEqual(Array.from(batch.samples, (sample) => sources[sample]));
    }
  });
});

describe('samples in an order of their own', () => {
  it('are gathered in one go through the data, for as many as are kept', async () => {
    const { dataset, reads } = numbered();
    const order = drawOrder(samples, 2);
    const kept = 400;
    const ordered = new OrderedSamples(dataset, order, size, 4 * size * kept);
    const goes = () => 1 + reads.slice(1).filter((first, i) => first < reads[i]).length;
    for (let first = 0; first < samples; first += 50) {
      const values = await ordered.read(first, 50);
      for (let i = 0; i < 50; i++) expect(values[i * size]).toBe(order[first + i]);
      expect(goes()).toBe(1 + Math.floor(first / kept));
    }
  });

  it('may be read again, and from anywhere', async () => {
    const order = drawOrder(samples, 4);
    const ordered = new OrderedSamples(numbered().dataset, order, size, 4 * size * 100);
    const random = new Random(1);
    for (let i = 0; i < 50; i++) {
      const count = 1 + random.below(300);
      const first = random.below(samples - count);
      const values = await ordered.read(first, count);
      expect(values).toHaveLength(count * size);
      const found = Array.from({ length: count }, (_, k) => values[k * size]);
      expect(found).toEqual([...order.subarray(first, first + count)]);
    }
  });

  it('differ from seed to seed, and from the derangement of the same seed', () => {
    expect([...drawOrder(samples, 1)]).not.toEqual([...drawOrder(samples, 2)]);
    expect([...drawOrder(samples, 1)]).toEqual([...drawOrder(samples, 1)]);
    const moved = derangement(samples, 1);
    const alike = drawOrder(samples, 1).filter((sample, i) => sample === moved[i]).length;
    expect(alike).toBeLessThan(10);
    expect([...drawOrder(samples, 1)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: samples }, (_, i) => i),
    );
  });
});
