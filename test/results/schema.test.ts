import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import { parseResult } from '../../src/results/schema.js';
import { curveOf, measuredSample } from './measuredSample.js';
import { sampleResult, sampleWithMeans } from './sampleResult.js';

const asJson = (value: unknown): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

describe('the schema of a result file', () => {
  it('takes a whole result and gives it back as it was', () => {
    expect(parseResult(asJson(sampleWithMeans()), 'r.json')).toEqual(sampleWithMeans());
  });

  it('takes layers that were not asked for, with no columns', () => {
    const result = sampleResult();
    result.layers[0].units = {};
    expect(parseResult(asJson(result), 'r.json').layers[0].units).toEqual({});
  });

  it('takes curves, noise and groups', () => {
    const result = {
      ...sampleResult(),
      curves: [
        {
          by: 'random',
          direction: null,
          mode: 'remove',
          scope: 'network',
          control: null,
          seed: 0,
          replacement: 'zero',
          units: [3, 1],
          removed: [0, 2],
          correct: [180, 90],
          loss: [0.3, 1],
          auc: 0.8,
        },
      ],
      noise: [{ scope: 'network', scale: 0.1, seed: 0, correct: 179, loss: 0.2 }],
      groups: [{ units: [0, 1], correct: 170, loss: 0.4, turnedWrong: 12, turnedRight: 2 }],
    };
    expect(parseResult(asJson(result), 'r.json')).toEqual(result);
  });

  it('keeps what a newer writer of the same version added, whatever its length', () => {
    const json = asJson(sampleResult());
    const layer = (json['layers'] as { units: Record<string, unknown> }[])[0];
    layer.units['entropyGrid'] = [1, 2, 3];
    json['remark'] = 'new';
    const result = parseResult(json, 'r.json');
    expect(result['remark']).toBe('new');
    expect(result.layers[0].units['entropyGrid']).toEqual([1, 2, 3]);
  });

  const refusal = (change: (json: Record<string, unknown>) => void): string => {
    const json = asJson(sampleResult());
    change(json);
    try {
      parseResult(json, 'r.json');
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      return (error as Error).message;
    }
    return 'taken';
  };

  it('says so where a file is of another format, or of none', () => {
    expect(refusal((json) => (json['format'] = 'weights'))).toContain(
      'its "format" is not "unit-importance"',
    );
    expect(() => parseResult([1], 'r.json')).toThrow('r.json is not a result of Unit Importance');
    expect(() => parseResult(null, 'r.json')).toThrow(InputError);
  });

  it('says so where a file is of a later version', () => {
    expect(refusal((json) => (json['version'] = 2))).toBe(
      'r.json is of version 2 and this program reads up to version 1: update Unit Importance.',
    );
  });

  it('names the place of what is missing or wrong', () => {
    expect(refusal((json) => delete json['baseline'])).toContain('at baseline');
    expect(
      refusal((json) => {
        (json['layers'] as { units: { selectivity: unknown[] } }[])[1].units.selectivity[2] = 'high';
      }),
    ).toContain('at layers[1].units.selectivity[2]');
  });

  it('refuses columns and rows of the wrong length', () => {
    expect(
      refusal((json) => {
        (json['layers'] as { units: { selectivity: unknown[] } }[])[0].units.selectivity.pop();
      }),
    ).toContain('selectivity of layer fc1 has 7 entries instead of 8');
    expect(
      refusal((json) => {
        (json['layers'] as { units: { classMeans: number[][] } }[])[0].units.classMeans[2].push(0);
      }),
    ).toContain('a row of classMeans of layer fc1 has 4 entries instead of 3');
    expect(
      refusal((json) => {
        (
          json['layers'] as { units: { ablation: { zero: { correct: number[] } } } }[]
        )[0].units.ablation.zero.correct = [];
      }),
    ).toContain('ablation.zero.correct of layer fc1 has 0 entries instead of 8');
  });

  it('refuses curves with more points than values, and units that the network has not', () => {
    const torn = (change: Parameters<typeof curveOf>[1]) =>
      refusal((json) => (json['curves'] = [curveOf([180, 90, 80], change)]));
    expect(torn({})).toBe('taken');
    expect(torn({ removed: [0, 14] })).toContain('curves[0].correct has 3 entries instead of 2');
    expect(torn({ loss: [1] })).toContain('curves[0].loss has 1 entries instead of 3');
    expect(torn({ units: [0, 14] })).toContain('curves[0] names unit 14 of 14');
    const { groups = [] } = measuredSample();
    expect(refusal((json) => (json['groups'] = [groups[0], { ...groups[1], units: [99] }]))).toContain(
      'groups[1] names unit 99 of 14',
    );
  });
});
