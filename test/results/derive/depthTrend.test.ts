import { describe, expect, it } from 'vitest';
import { depthSentence, depthTrends } from '../../../src/results/derive/depthTrend.js';
import { sampleResult } from '../sampleResult.js';

function deep(selectivities: readonly (readonly (number | null)[])[]) {
  const result = sampleResult();
  const [layer] = result.layers;
  result.layers = selectivities.map((selectivity, i) => ({
    ...layer,
    id: `fc${i}`,
    unitCount: selectivity.length,
    units: { selectivity: [...selectivity] },
  }));
  return result;
}

describe('the trend with depth', () => {
  it("is Spearman's rho of a layer's place and its mean, over the units that have a value", () => {
    const [trend] = depthTrends(deep([[0.1, null], [0.3, 0.5], [0.2], [0.9, 0.7]]));
    expect(trend.means).toEqual([0.1, 0.4, 0.2, 0.8]);
    // Ranks 1 3 2 4 against 1 2 3 4: 1 - 6 * 2 / (4 * 15).
    expect(trend.rho).toBeCloseTo(0.8, 14);
    expect(trend.n).toBe(4);
  });

  it('leaves layers out in which no unit has a value, and needs three', () => {
    const [trend] = depthTrends(deep([[0.1], [null], [0.2]]));
    expect(trend).toEqual({ measure: 'selectivity', means: [0.1, null, 0.2], rho: null, n: 2 });
  });

  it('is told in a sentence, with the number of layers', () => {
    expect(depthSentence(deep([[0.1], [0.4], [0.2], [0.8]]))).toBe(
      "Trend with depth over 4 layers (Spearman's rho): mean selectivity 0.80.",
    );
    expect(depthSentence(sampleResult())).toBeNull();
  });

  it('is not there for what was not measured', () => {
    const both = depthTrends(sampleResult()).map(({ measure }) => measure);
    expect(both).toEqual(['selectivity', 'mutualInformation']);
    expect(depthTrends(deep([[0.1], [0.2]])).map(({ measure }) => measure)).toEqual(['selectivity']);
  });
});
