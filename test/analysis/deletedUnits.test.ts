import { describe, expect, it } from 'vitest';
import { deletedUnits } from '../../src/analysis/deletedUnits.js';
import type { UnitLayer } from '../../src/analysis/unitLayers.js';
import type { UnitRange } from '../../src/analysis/settings.js';
import { InputError } from '../../src/inputError.js';

import { convNet } from '../twin/randomConvolutional.js';
import { measureExperiment, type MeasuredExperiment } from './measuredExperiment.js';

const layers = [
  { id: 'fc1', firstUnit: 0, unitCount: 4 },
  { id: 'fc2', firstUnit: 4, unitCount: 3 },
  { id: 'fc3', firstUnit: 7, unitCount: 5 },
] as UnitLayer[];
const one = (unit: number): UnitRange => ({ first: unit, last: unit, every: 1 });
const lists = (wanted: readonly UnitRange[] | null, chosen = layers) =>
  deletedUnits(layers, chosen, wanted).map(({ layer, units }) => [layers[layer].id, [...units]]);

describe('the units that are deleted by themselves', () => {
  it('are all of the layers where none are named', () => {
    expect(lists(null, [layers[0], layers[2]])).toEqual([
      ['fc1', [0, 1, 2, 3]],
      ['fc3', [7, 8, 9, 10, 11]],
    ]);
  });

  it('are those that are named, each once, ascending', () => {
    expect(lists([one(8), one(2), { first: 1, last: 4, every: 1 }])).toEqual([
      ['fc1', [1, 2, 3]],
      ['fc2', [4]],
      ['fc3', [8]],
    ]);
    expect(lists([{ first: 0, last: null, every: 5 }])).toEqual([
      ['fc1', [0]],
      ['fc2', [5]],
      ['fc3', [10]],
    ]);
  });

  it('are of the layers that are measured', () => {
    expect(lists([{ first: 0, last: null, every: 5 }], [layers[1]])).toEqual([['fc2', [5]]]);
  });

  it('are refused where there is no such unit', () => {
    expect(() => lists([one(3), one(12)])).toThrow(
      new InputError('--units names unit 12, and the units of the network are 0 to 11; inspect lists them.'),
    );
    expect(() => lists([{ first: 0, last: 90, every: 1 }])).toThrow(/unit 90/);
  });

  it('are refused where none is left', () => {
    expect(() => lists([one(3)], [layers[1]])).toThrow(
      new InputError('None of --units is in a layer of --layers; name a unit or a layer more.'),
    );
  });
});

describe('an analysis of some units', () => {
  const experiment = convNet();
  const replacements = ['zero', 'mean', 'resample', 'optimal'] as const;

  it('says of them what one of all says, and of all others nothing but their activity', async () => {
    const all = await measureExperiment(experiment, { replacements });
    const some = await measureExperiment(experiment, {
      replacements,
      units: [one(1), { first: 0, last: null, every: 3 }],
    });
    const isDeleted = (flat: number) => flat === 1 || flat % 3 === 0;
    let flat = 0;
    for (const [i, layer] of all.layers.entries()) {
      const { ablation, ...activity } = layer.units;
      const { ablation: found, ...foundActivity } = some.layers[i].units;
      expect(foundActivity).toEqual(activity);
      const own = Array.from({ length: layer.unitCount }, () => isDeleted(flat++));
      for (const replacement of replacements) {
        const keep = (column: unknown[] | undefined) =>
          column?.map((entry, unit) => (own[unit] ? entry : blank(entry)));
        const expected = ablation![replacement];
        const columns = [
          'value',
          'correct',
          'loss',
          'correctPerClass',
          'correctHalf',
          'turnedWrong',
          'turnedRight',
        ] as const;
        for (const column of columns) {
          expect(found![replacement][column], `${layer.id} ${replacement} ${column}`).toEqual(
            keep(expected[column]),
          );
        }
      }
    }
    expect(deletionsOf(some)).toBeLessThan(deletionsOf(all) / 2);
  });

  it('ranks others last in its curves, and takes no constants that were not sought', async () => {
    const settings = { measures: ['importance', 'curves'] as const, units: [one(1), one(2)] };
    const result = await measureExperiment(experiment, {
      ...settings,
      curves: { orders: [{ by: 'accuracy', direction: 'desc' }] },
    });
    expect([...result.curves![0].units.slice(0, 2)].sort()).toEqual([1, 2]);
    await expect(measureExperiment(experiment, { ...settings, replacements: ['optimal'] })).rejects.toThrow(
      /--replacement optimal is sought for --units alone/,
    );
  });
});

function blank(entry: unknown): unknown {
  return Array.isArray(entry) ? entry.map(() => null) : null;
}

function deletionsOf({ progress }: MeasuredExperiment): number {
  return progress.findLast(({ deletions }) => deletions)?.deletions?.total ?? 0;
}
