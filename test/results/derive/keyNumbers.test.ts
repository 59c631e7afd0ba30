import { describe, expect, it } from 'vitest';
import { keyNumbers } from '../../../src/results/derive/keyNumbers.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { countedSoFar, estimated } from '../inexactResults.js';
import { sampleResult } from '../sampleResult.js';
import { curve } from './findings/networks.js';

const numbersOf = (result: ResultFile) =>
  keyNumbers(result, unitRows(result, 'zero'), 'zero').map(({ number, label }) => `${number} ${label}`);

describe('the key numbers', () => {
  it('tell what is right, the units, the costliest, the dead', () => {
    expect(numbersOf(sampleResult())).toEqual([
      '90.0\u202f% right when intact',
      '14 units in 2 layers',
      '36 images: the costliest unit',
      '1 dead unit',
    ]);
  });

  it('tell the area where units were removed at random from the whole network', () => {
    const result = { ...sampleResult(), curves: [curve([180, 170, 150, 100, 40], { auc: 0.724 })] };
    expect(numbersOf(result).at(-1)).toBe('.72 area under random deletion');
  });

  it('say of an estimate what they are of', () => {
    const numbers = numbersOf(estimated(sampleResult()));
    expect(numbers[0]).toMatch(/right when intact, on 4,096 images$/);
    expect(numbers[2]).toMatch(/^[\d,]+ images: the highest estimate$/);
    expect(numbers[3]).toMatch(/^1 dead unit, on what was read$/);
  });

  it('name no costliest unit while numbers come in, nor where none was deleted', () => {
    expect(numbersOf(countedSoFar(sampleResult(), 4096)).join()).not.toContain('costliest');
    const result = sampleResult();
    for (const layer of result.layers) delete layer.units.ablation;
    expect(numbersOf(result).join()).not.toContain('costliest');
  });
});
