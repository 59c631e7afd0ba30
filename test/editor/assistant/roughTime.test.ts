import { describe, expect, it } from 'vitest';
import { roughTime } from '../../../src/editor/assistant/roughTime.js';
import type { ModelSummary } from '../../../src/jobs/protocol.js';

/** A network of a million multiply-adds a sample, of which deleting one of its hundred units takes a tenth. */
const model: ModelSummary = {
  format: 'onnx',
  inputs: [],
  outputs: [],
  layers: [{ id: 'fc1', kind: 'dense', operator: 'Gemm', activation: 'Relu', shape: [100], unitCount: 100 }],
  plan: {
    work: 1e6,
    layers: [
      {
        id: 'fc1',
        ways: [
          { way: 'suffix', work: 1e5 },
          { way: 'masks', work: 1e6 },
        ],
      },
    ],
  },
};

describe('how long an analysis may take', () => {
  it('grows with samples and replacement values, and shrinks with processes', () => {
    // 11 million multiply-adds a sample, of which 2,000 million are done in a second.
    expect(roughTime(model, 1000, 1, 1)).toBe('seconds');
    expect(roughTime(model, 10_000, 1, 1)).toBe('aMinute');
    expect(roughTime(model, 10_000, 1, 4)).toBe('seconds');
    expect(roughTime(model, 100_000, 1, 1)).toBe('minutes');
    expect(roughTime(model, 1_000_000, 1, 1)).toBe('anHour');
    expect(roughTime(model, 1_000_000, 4, 1)).toBe('hours');
    expect(roughTime(model, 50_000_000, 1, 1)).toBe('days');
  });

  it('is not guessed without a plan', () => {
    const { plan, ...others } = model;
    expect(plan).toBeDefined();
    expect(roughTime(others, 1000, 1, 1)).toBeNull();
  });
});
