import { describe, expect, it } from 'vitest';
import { layerStages, shortLayerNames } from '../../../src/results/derive/layerStages.js';

const layers = (...given: readonly (readonly [id: string, unitCount: number, kind?: string])[]) =>
  given.map(([id, unitCount, kind = 'conv']) => ({ id, unitCount, kind }));

describe('stages of a network', () => {
  it('are what the names of neighbours share, with their width where it is one', () => {
    const named = layers(
      ['stem', 8],
      ['layer1.0.conv', 16],
      ['layer1.0.add', 16, 'residual'],
      ['layer2.0.conv', 32],
      ['layer2.1.conv', 64],
    );
    const stages = layerStages(named);
    expect(stages).toEqual([
      { name: 'stem', first: 0, last: 0 },
      { name: 'layer1 \u00b7 16 maps', first: 1, last: 2 },
      { name: 'layer2', first: 3, last: 4 },
    ]);
    expect(shortLayerNames(named, stages)).toEqual(['stem', 'conv', 'add', '0.conv', '1.conv']);
  });

  it('are runs of one width where names tell nothing', () => {
    const runs = layers(['r.Conv', 16], ['r.Add', 16, 'residual'], ['r.Conv_1', 32], ['r.fc', 32, 'dense']);
    const stages = layerStages(runs);
    expect(stages.map(({ name }) => name)).toEqual(['16 maps', '32 maps', '32 units']);
    expect(shortLayerNames(runs, stages)).toEqual(['Conv', 'Add', 'Conv_1', 'fc']);
  });

  it('are none where layers form no groups', () => {
    expect(layerStages(layers(['fc1', 8, 'dense'], ['fc2', 6, 'dense']))).toEqual([]);
    expect(layerStages(layers(['a', 8], ['b', 8], ['c', 8]))).toEqual([]);
    expect(layerStages([])).toEqual([]);
  });
});
