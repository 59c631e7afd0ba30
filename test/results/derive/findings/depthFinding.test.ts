import { describe, expect, it } from 'vitest';
import { depthFinding } from '../../../../src/results/derive/findings/depthFinding.js';
import type { ResultFile } from '../../../../src/results/schema.js';
import { sampleResult } from '../../sampleResult.js';

/** One unit a layer, with these measures. */
function deep(selectivity: readonly number[], information?: readonly number[]): ResultFile {
  const result = sampleResult();
  return {
    ...result,
    layers: selectivity.map((value, i) => ({
      ...result.layers[0],
      id: `conv${i + 1}`,
      unitCount: 1,
      units: { selectivity: [value], ...(information && { mutualInformation: [information[i]] }) },
    })),
  };
}

describe('how measures go with depth', () => {
  it('is told where luck would hardly do it', () => {
    expect(depthFinding(deep([0.1, 0.2, 0.3, 0.4, 0.5]))).toMatchObject({
      claim: 'Selectivity rises with depth.',
      evidence:
        'Mean selectivity is .10 in conv1 and .50 in conv5 (rank correlation with depth 1.00 over 5 layers).',
    });
    expect(depthFinding(deep([0.5, 0.4, 0.3, 0.2, 0.1]))?.claim).toBe('Selectivity falls with depth.');
  });

  it('is nothing where two neighbours of five change places, and of four layers', () => {
    // Rho is .9; luck reaches that in more than one of twenty orders of five.
    expect(depthFinding(deep([0.2, 0.1, 0.3, 0.4, 0.5]))).toBeNull();
    expect(depthFinding(deep([0.1, 0.2, 0.3, 0.4]))).toBeNull();
    expect(depthFinding(deep([0.3, 0.3, 0.3, 0.3, 0.3]))).toBeNull();
  });

  it('tells both measures, in one sentence where they go the same way', () => {
    const up = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
    const down = [...up].reverse();
    expect(depthFinding(deep(up, up))?.claim).toBe('Selectivity and mutual information rise with depth.');
    expect(depthFinding(deep(up, down))?.claim).toBe(
      'Selectivity rises with depth. Mutual information falls with depth.',
    );
    expect(depthFinding(deep(up, up))?.evidence).toContain('Mean mutual information is .10 bits in conv1');
  });
});
