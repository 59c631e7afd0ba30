import { describe, expect, it } from 'vitest';
import {
  layerRelations,
  relatedLayers,
  relationInterval,
  relationOpening,
  type LayerRelation,
} from '../../../src/results/derive/selectivityRelation.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { sampleResult } from '../sampleResult.js';

const rows = unitRows(sampleResult(), 'zero');
const relations = layerRelations(rows);

describe('selectivity against samples lost, by layer', () => {
  it('leaves units without a selectivity out, and counts the others', () => {
    expect(relations.map(({ layer, n }) => [layer.id, n])).toEqual([
      ['fc1', 7],
      ['fc2', 6],
    ]);
  });

  it('is known to be there before it is worked out', () => {
    const told = relations.map(({ layer, layerIndex, n }) => ({ layer, layerIndex, n }));
    expect(relatedLayers(rows)).toEqual(told);
    expect(relatedLayers(rows.map((row) => ({ ...row, lost: null })))).toEqual([]);
  });

  it("is Spearman's rho, worked out by hand", () => {
    // fc2: selectivity .2 .4 .9 .8 .3 .7 has ranks 1 3 6 5 2 4; lost 3 0 6 0 5 1 has 4 1.5 6 1.5 5 3.
    // Centred products: 2.5*-.5... sum: (-2.5)(.5) + (-.5)(-2) + (2.5)(2.5) + (1.5)(-2) + (-1.5)(1.5) + (.5)(-.5)
    const products = -1.25 + 1 + 6.25 - 3 - 2.25 - 0.25;
    expect(relations[1].rho).toBeCloseTo(products / Math.sqrt(17.5 * 17), 12);
  });

  it('has an interval around it, the same for the same seed', () => {
    const interval = relationInterval(rows, relations[0], 0);
    expect(interval).toEqual(relationInterval(rows, relations[0], 0));
    expect(interval!.low).toBeLessThan(relations[0].rho!);
    expect(interval!.high).toBeGreaterThan(relations[0].rho!);
  });
});

describe('the verdict on selectivity', () => {
  const relation = (id: string, rho: number): LayerRelation => ({
    ...relations[0],
    layer: { ...relations[0].layer, id },
    rho,
  });
  const say = (...found: [number, number, number][]) =>
    relationOpening(
      found.map(([, rho], i) => relation(`fc${i + 1}`, rho)),
      found.map(([low, , high]) => ({ low, high })),
    ).evidence;

  it('sees no relation where every interval holds zero', () => {
    expect(say([-0.1, 0.02, 0.1], [-0.2, -0.1, 0.01])).toBe(
      'Not one by one: in no layer is a relation to be seen.',
    );
    expect(say([-0.1, 0.02, 0.1])).toBe('Not one by one: no relation is to be seen in this layer.');
  });

  it('tells in which layers selective units matter less, and how clearly', () => {
    expect(say([-0.26, -0.14, -0.02], [-0.35, -0.23, -0.11])).toBe(
      'Not one by one. In both layers selective units matter less, weakly.',
    );
    expect(say([-0.26, -0.14, -0.02], [-0.1, 0, 0.1])).toBe(
      'Not one by one. In fc1 selective units matter less, weakly; among 2 layers that can be chance.',
    );
  });

  it('tells in which they matter more', () => {
    expect(say([0.2, 0.35, 0.5], [0.4, 0.6, 0.7], [0.1, 0.2, 0.3])).toBe(
      'Yes. In all 3 layers selective units matter more, weakly to strongly.',
    );
    expect(say([0.2, 0.35, 0.5], [-0.1, 0, 0.1])).toBe(
      'Not clearly. In fc1 selective units matter more, moderately; among 2 layers that can be chance.',
    );
  });

  it('tells findings from what as many intervals give by luck', () => {
    // P(X >= 2), X binomial(19, .05), is .245; P(X >= 4) is .013.
    const none: [number, number, number] = [-0.2, 0, 0.2];
    const some: [number, number, number] = [0.1, 0.2, 0.3];
    const layers = (found: number) => Array.from({ length: 19 }, (_, i) => (i < found ? some : none));
    expect(say(...layers(2))).toBe(
      'Not clearly. In 2 of 19 layers selective units matter more, weakly; among 19 layers that can be chance.',
    );
    expect(say(...layers(4))).toBe('Partly. In 4 of 19 layers selective units matter more, weakly.');
    expect(say(some)).toBe('Yes. In fc1 selective units matter more, weakly.');
  });

  it('claims neither where layers disagree', () => {
    expect(say([0.2, 0.3, 0.4], [-0.4, -0.3, -0.2])).toBe(
      'That depends on the layer. In fc1 selective units matter more, moderately. In fc2 selective units matter less, moderately.',
    );
  });

  it('says so where nothing can be told', () => {
    expect(relationOpening([relation('fc1', 0)], [null]).evidence).toContain('can\u2019t be told');
  });
});
