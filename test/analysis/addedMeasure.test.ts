import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AnalysisSettings } from '../../src/analysis/settings.js';
import { analyseFiles } from './analyseFiles.js';

const sample = join(import.meta.dirname, '../../examples/digits');
const files = {
  modelPath: join(sample, 'digits.onnx'),
  dataPath: join(sample, 'test.dataset.json'),
  samples: 60,
};
const curves: AnalysisSettings['curves'] = {
  scopes: ['network'],
  mode: 'remove',
  orders: [
    { by: 'random', count: 2 },
    { by: 'selectivity', direction: 'desc' },
  ],
  givenOrders: [],
  removed: [0, 10, 30],
};

describe('a measure that is added to a result', () => {
  it('makes it the result of measuring all at once', async () => {
    const kinds = new Set<string>();
    const added = await analyseFiles({
      ...files,
      earlier: { measures: ['importance', 'noise'] },
      settings: { measures: ['selectivity', 'curves'], curves },
      joins: true,
      onShard: ({ kind }) => kinds.add(kind),
    });
    const whole = await analyseFiles({
      ...files,
      settings: { measures: ['selectivity', 'importance', 'curves', 'noise'], curves },
    });
    expect(added.layers).toEqual(whole.layers);
    expect(added.curves).toEqual(whole.curves);
    expect(added.noise).toEqual(whole.noise);
    expect(added.baseline).toEqual(whole.baseline);
    expect(added.settings['measures']).toEqual(['importance', 'noise', 'selectivity', 'curves']);
    // What was there is not counted again.
    expect([...kinds]).not.toContain('ablation');
    expect([...kinds]).not.toContain('noise');
  });

  it('is refused by a result of another seed, which stays as it is', async () => {
    const adding = analyseFiles({
      ...files,
      earlier: { measures: ['selectivity'] },
      settings: { measures: ['curves'], curves, seed: 1 },
      joins: true,
    });
    await expect(adding).rejects.toThrow(
      'result.importance.json is no exact result of this model, data, seed and engine, so nothing can be added to it: analyse again.',
    );
  });
});
