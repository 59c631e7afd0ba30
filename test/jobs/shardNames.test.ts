import { describe, expect, it } from 'vitest';
import { shardName, subjectName } from '../../src/jobs/shardNames.js';
import { someShard, someSubject } from './someShards.js';

describe('the name of a shard', () => {
  it('is the same for the same shard, however it was made', () => {
    const { kind, units, replaceBy, samples, loss, ways } = someShard(3);
    const again = {
      loss,
      samples: { count: samples.count, first: samples.first },
      replaceBy,
      ways,
      units,
      kind,
    };
    expect(shardName(again)).toBe(shardName(someShard(3)));
    expect(shardName(again)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is another for whatever is another in it', () => {
    const shard = someShard(1);
    const others = [
      someShard(2),
      { ...shard, samples: { first: 0, count: 11 } },
      { ...shard, samples: { first: 10, count: 10 } },
      { ...shard, samples: { first: 0, count: 10, draw: 0 } },
      { ...shard, loss: false },
      { ...shard, ways: ['suffix' as const] },
      { ...shard, replaceBy: { kind: 'constants' as const, values: Float32Array.of(1, 0.25) } },
      { ...shard, replaceBy: { kind: 'otherSamples' as const, seed: 1 } },
    ];
    const names = [shard, ...others].map(shardName);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the name of what shards are shards of', () => {
  it('is another for another model, other data, and whatever else can change a result', () => {
    const { engine } = someSubject;
    const others = [
      { model: 'c'.repeat(64) },
      { data: 'c'.repeat(64) },
      { labels: Int32Array.of(0, 1) },
      { firstSamples: Float32Array.of(0.5, 2) },
      { sampleShape: [2, 1] },
      { batchSize: 50 },
      { engine: { ...engine, version: '1.1' } },
      { engine: { ...engine, provider: 'cuda' as const } },
      ...['node', 'wasm'].map((provider) => ({
        engine: { ...engine, also: [{ name: 'tensorflow.js', version: '4.22.0', provider }] },
      })),
    ];
    const names = [{}, ...others].map((change) => subjectName({ ...someSubject, ...change }));
    expect(new Set(names).size).toBe(names.length);
    expect(subjectName({ ...someSubject })).toBe(names[0]);
  });
});
