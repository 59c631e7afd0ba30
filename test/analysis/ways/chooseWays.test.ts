import { describe, expect, it } from 'vitest';
import { chooseWays, timingKey, timingsFor } from '../../../src/analysis/ways/chooseWays.js';
import type { NetworkWays } from '../../../src/analysis/ways/planWays.js';
import { MadeUpRunner, subject } from '../madeUpNetwork.js';
import { analyse } from '../../../src/analysis/analyse.js';
import { defaultSettings } from '../../../src/analysis/settings.js';
import type { Shard, ShardResult } from '../../../src/analysis/shards.js';

const network: NetworkWays = {
  work: 1e7,
  layers: [
    {
      ways: [
        { way: 'delta', work: 4e6 },
        { way: 'suffix', work: 4.9e6 },
        { way: 'masks', work: 1e7 },
      ],
    },
    {
      ways: [
        { way: 'tail', work: 1e3 },
        { way: 'delta', work: 1e6 },
        { way: 'suffix', work: 2e6 },
        { way: 'masks', work: 1e7 },
      ],
    },
    {
      ways: [
        { way: 'suffix', work: 9.9e6 },
        { way: 'masks', work: 1e7 },
      ],
    },
    { ways: [{ way: 'masks', work: 1e7 }] },
  ],
};
const samples = { first: 0, count: 10_000 };

describe('ways are timed', () => {
  it('where estimates are close and it is worth it', () => {
    const timed = { first: 0, count: 64 };
    expect(timingsFor(network, [64, 64, 64, 64], samples)).toEqual([
      { kind: 'timing', layer: 0, way: 'delta', samples: timed },
      { kind: 'timing', layer: 0, way: 'suffix', samples: timed },
    ]);
  });

  it('nowhere if little work is to be saved', () => {
    // 0.9e6 multiply-adds a unit and sample may be saved: 1e11 in all for 12 units, not for 11.
    expect(timingsFor(network, [11, 64, 64, 64], samples)).toEqual([]);
    expect(timingsFor(network, [12, 64, 64, 64], samples)).toHaveLength(2);
    expect(timingsFor(network, [0, 64, 64, 64], samples)).toEqual([]);
    expect(timingsFor(network, [64, 64, 64, 64], { first: 0, count: 100 })).toEqual([]);
  });

  it('on no more samples than there are', () => {
    const few = { first: 7, count: 50 };
    const shards = timingsFor(network, [1e6, 0, 0, 0], few);
    expect(shards.map((shard) => shard.samples)).toEqual([few, few]);
  });
});

describe('the way that is chosen', () => {
  it('has the least estimated work', () => {
    expect(chooseWays(network, new Map()).ways).toEqual(['delta', 'tail', 'suffix', 'masks']);
  });

  it('took the least time where ways were timed', () => {
    const times = (delta: number, suffix: number) =>
      new Map([
        [timingKey(0, 'delta'), delta],
        [timingKey(0, 'suffix'), suffix],
      ]);
    expect(chooseWays(network, times(3, 2)).ways).toEqual(['suffix', 'tail', 'suffix', 'masks']);
    expect(chooseWays(network, times(2, 3)).ways[0]).toBe('delta');
    expect(chooseWays(network, times(2, 2)).ways[0]).toBe('delta');
  });

  it('leaves the efforts as they were estimated, for shards to be the same whatever was timed', () => {
    const efforts = [0.4, 1e-4, 0.99, 1];
    const timed = new Map([
      [timingKey(0, 'delta'), 3],
      [timingKey(0, 'suffix'), 2],
    ]);
    expect(chooseWays(network, new Map()).efforts).toEqual(efforts);
    expect(chooseWays(network, timed).efforts).toEqual(efforts);
  });
});

it('an analysis times close ways first, and deletes units by the faster one', async () => {
  const milliseconds: Partial<Record<string, number>> = { delta: 5, suffix: 4 };
  class TimingRunner extends MadeUpRunner {
    override run(shard: Shard, onWork: (passes: number) => void): Promise<ShardResult> {
      if (shard.kind !== 'timing') return super.run(shard, onWork);
      this.shards.push(shard);
      return Promise.resolve({ kind: 'timing', milliseconds: milliseconds[shard.way] ?? NaN });
    }
  }
  const runner = new TimingRunner(2);
  const close = [
    { way: 'delta', work: 1e9 },
    { way: 'suffix', work: 1.1e9 },
    { way: 'masks', work: 2e9 },
  ] as const;
  const ways: NetworkWays = { work: 2e9, layers: [{ ways: close }, { ways: [{ way: 'masks', work: 2e9 }] }] };
  const steps = analyse({ ...subject, ways }, defaultSettings, runner, new AbortController().signal);
  for (;;) {
    const step = await steps.next();
    if (step.done) {
      expect(step.value.ways).toEqual({ fc1: 'suffix', 'layer1.0.conv1': 'masks' });
      break;
    }
  }
  const kinds = runner.shards.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'timing')).toHaveLength(2);
  expect(kinds.lastIndexOf('timing')).toBeLessThan(kinds.indexOf('ablation'));
  for (const shard of runner.shards) {
    if (shard.kind === 'ablation') expect(shard.ways).toEqual(['suffix', 'masks']);
  }
});
