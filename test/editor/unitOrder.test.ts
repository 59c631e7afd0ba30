import { describe, expect, it } from 'vitest';
import {
  costStep,
  listedUnits,
  mostUnitsAtOnce,
  unitGroups,
  type UnitChoice,
} from '../../src/editor/unitOrder.js';
import type { UnitRow } from '../../src/results/derive/unitRows.js';

/** What was measured of four units; nothing of the one at place 2. */
const measured: readonly (Partial<UnitRow> | undefined)[] = [
  { lost: { count: 3, basis: null }, selectivity: 0.2, information: 1, dead: false, beyondChance: false },
  { lost: { count: 9, basis: null }, selectivity: null, information: 0, dead: false, beyondChance: true },
  undefined,
  { lost: { count: 3, basis: null }, selectivity: 0.7, information: 2, dead: true, beyondChance: false },
];
const list = (choice: Partial<UnitChoice>): number[] =>
  listedUnits('fc1', 4, (index) => measured[index] as UnitRow | undefined, {
    sort: 'order',
    kind: 'all',
    name: '',
    ...choice,
  });

describe('units in the tree', () => {
  it('stand in the order of the layer, or by a measure, highest first', () => {
    expect(list({ sort: 'order' })).toEqual([0, 1, 2, 3]);
    expect(list({ sort: 'information' })).toEqual([3, 0, 1, 2]);
  });

  it('stand by their index where they are equal, and last where they have no number', () => {
    expect(list({ sort: 'importance' })).toEqual([1, 0, 3, 2]);
    expect(list({ sort: 'selectivity' })).toEqual([3, 0, 1, 2]);
  });

  it('can be narrowed to dead ones, and to those beyond chance', () => {
    expect(list({ kind: 'dead' })).toEqual([3]);
    expect(list({ kind: 'beyondChance' })).toEqual([1]);
  });

  it('can be narrowed by their own name or their layer’s, in any case', () => {
    expect(list({ name: '[2]' })).toEqual([2]);
    expect(list({ name: 'FC' })).toEqual([0, 1, 2, 3]);
    expect(list({ name: 'conv' })).toEqual([]);
    expect(list({ name: 'fc1[3', kind: 'beyondChance' })).toEqual([]);
  });
});

describe('groups of units', () => {
  it('are made of layers with more units than are listed at once', () => {
    expect(unitGroups(mostUnitsAtOnce)).toEqual([]);
    const groups = unitGroups(2100);
    expect(groups.length).toBe(9);
    expect(groups[0]).toEqual([0, 256]);
    expect(groups.at(-1)).toEqual([2048, 2100]);
  });
});

describe('the step of a unit’s cost', () => {
  it('goes by quarters of the highest in its network', () => {
    expect([1, 25, 26, 50, 75, 76, 100].map((lost) => costStep(lost, 100))).toEqual([1, 1, 2, 2, 3, 4, 4]);
  });

  it('tells units that cost nothing, that harm, and that were not deleted apart', () => {
    expect([0, -2, null].map((lost) => costStep(lost, 100))).toEqual([0, -1, null]);
    expect(costStep(0, 0)).toBe(0);
  });
});
