import { describe, expect, it } from 'vitest';
import { bruteForce, type Experiment } from './bruteForce.js';
import { added, outputOfOthers, withoutAxes } from './changes.js';
import { Interventions } from './interventions.js';
import { informationOf, quantile, selectivityOf, statisticsOf } from './statistics.js';
import { tensor } from './tensor.js';

/** Two ReLU units that each copy one input; the logits are the units. */
const copying: Experiment = {
  network: {
    opset: 13,
    nodes: [
      { operator: 'Relu', inputs: ['x'], outputs: ['h'] },
      { operator: 'Identity', inputs: ['h'], outputs: ['y'] },
    ],
    constants: [],
    inputs: [{ name: 'x', shape: ['n', 2] }],
    outputs: [{ name: 'y', shape: ['n', 2] }],
  },
  layers: [
    {
      tensor: 'h',
      unitAxis: 1,
      kind: 'dense',
      activation: 'Relu',
      shape: [2],
      unitCount: 2,
      incomingWeights: [
        [1, 0],
        [0, -1],
      ],
    },
  ],
  logits: 'y',
  samples: tensor([4, 2], [3, 0, 1, 2, -1, 4, 0, -2]),
  labels: [0, 0, 1, 1],
  classCount: 2,
};

describe('brute force', () => {
  // Clean logits: (3, 0), (1, 2), (0, 4), (0, 0); answers 0, 1, 1, 0.
  const truth = bruteForce(copying);
  const [first, second] = truth.units[0];

  it('counts the intact network’s right answers, ties going to the lowest class', () => {
    expect(truth.baseline.correct).toBe(2);
    expect(truth.baseline.correctPerClass).toEqual([1, 1]);
    expect(truth.baseline.margins).toEqual([3, 1, 4, 0]);
    const terms = [
      Math.log(1 + Math.exp(-3)),
      Math.log(1 + Math.exp(1)),
      Math.log(1 + Math.exp(-4)),
      Math.LN2,
    ];
    expect(truth.baseline.loss).toBeCloseTo(terms.reduce((a, b) => a + b) / 4, 12);
  });

  it('clamps one unit to zero', () => {
    // Logits (0, 0), (0, 2), (0, 4), (0, 0): the first sample's tie still goes to class 0.
    expect(first.ablation.zero.answers.correctPerClass).toEqual([1, 1]);
    // Logits (3, 0), (1, 0), (0, 0), (0, 0): the second sample turns right, the third wrong.
    expect(second.ablation.zero.answers.correctPerClass).toEqual([2, 0]);
    expect(second.ablation.zero.turnedRight).toBe(1);
    expect(second.ablation.zero.turnedWrong).toBe(1);
  });

  it('clamps one unit to its mean', () => {
    expect(second.ablation.mean.value).toBe(1.5);
    // Logits (3, 1.5), (1, 1.5), (0, 1.5), (0, 1.5): the last turns right.
    expect(second.ablation.mean.answers.correct).toBe(3);
    expect(second.ablation.mean.turnedRight).toBe(1);
  });

  it('describes each unit', () => {
    expect(first).toMatchObject({ mean: 1, variance: 1.5, zeroFraction: 0.5, silentSamples: 2, l1Norm: 1 });
    expect(first).toMatchObject({ classMeans: [2, 0], preferredClass: 0, selectivity: 1 });
    expect(second).toMatchObject({ classMeans: [1, 2], preferredClass: 1, selectivity: 1 / 3 });
  });
});

describe('an intervention', () => {
  // Clean units: (3, 0), (1, 2), (0, 4), (0, 0); labels 0, 0, 1, 1.
  const twin = new Interventions(copying);
  const unit = { tensor: 'h', unitAxis: 1, unit: 0 };

  it('clamps several units at once, each to a value of its own', () => {
    const { answers, turnedWrong, turnedRight } = twin.clamped([0, 1], (flat) => flat + 1);
    // Logits (1, 2) everywhere.
    expect(answers.correctPerClass).toEqual([0, 2]);
    expect([turnedWrong, turnedRight]).toEqual([1, 1]);
    expect(answers.loss).toBeCloseTo((Math.log(1 + Math.E) + Math.log(1 + Math.exp(-1))) / 2, 12);
    expect(twin.clamped([], () => 9).answers).toEqual(twin.baseline);
  });

  it('gives a unit the output of other samples', () => {
    // First units 1, 0, 0, 3: logits (1, 0), (0, 2), (0, 4), (3, 0).
    expect(twin.resampled(0, [1, 2, 3, 0]).answers.right).toEqual([true, false, true, false]);
    const change = outputOfOthers(unit, twin.outputs(copying.layers[0]), [1, 2, 3, 0]);
    expect([...change('h', tensor([2, 2], [9, 8, 7, 6]), 2).data]).toEqual([0, 8, 3, 6]);
    expect([...change('x', tensor([2, 2], [9, 8, 7, 6]), 2).data]).toEqual([9, 8, 7, 6]);
  });

  it('adds to each sample what is its own, copies of the last one included', () => {
    const change = added(new Map([['h', tensor([3, 1], [10, 20, 30])]]));
    expect([...change('h', tensor([2, 1], [1, 2]), 1).data]).toEqual([21, 32]);
    expect([...change('h', tensor([2, 1], [1, 2]), 2).data]).toEqual([31, 32]);
  });

  it('takes axes out of the vector of units, at each position', () => {
    const half = Math.SQRT1_2;
    const change = withoutAxes('h', 1, [[half, half]]);
    // Two units at two positions: (1, 3) and (2, -4); what is left is half the difference.
    const { data } = change('h', tensor([1, 2, 2], [1, 2, 3, -4]), 0);
    [-1, 3, 1, -3].forEach((value, i) => expect(data[i]).toBeCloseTo(value, 12));
  });
});

describe('statistics', () => {
  it('keep activity apart from output in a feature map', () => {
    const maps = [
      [0, 4],
      [0, 0],
      [1, 3],
    ];
    const found = statisticsOf(maps, [0, 1, 2], 4);
    expect(found).toMatchObject({ minimum: 0, maximum: 2, outputMinimum: 0, outputMaximum: 4 });
    expect(found).toMatchObject({ silentSamples: 1, zeroFraction: 0.5, classMeans: [2, 0, 2, null] });
    expect(found.preferredClass).toBe(0);
    expect(found.selectivity).toBeCloseTo((2 - 1) / (2 + 1), 15);
  });

  it('have no selectivity of one class, or of a silent unit', () => {
    expect(selectivityOf([3, null])).toBeNull();
    expect(selectivityOf([0, 0])).toBeNull();
    expect(selectivityOf([1, -0.5])).toBe(3);
  });

  it('interpolate quantiles between order statistics', () => {
    expect(quantile([5, 1, 3], 1, 4)).toBe(2);
    expect(quantile([5, 1, 3], 1, 2)).toBe(3);
  });

  it('find one bit where halves of the activities tell two classes apart', () => {
    const activities = Array.from({ length: 40 }, (_, i) => i);
    const halves = informationOf(
      activities,
      activities.map((i) => Number(i >= 20)),
      2,
    );
    expect(halves.mutualInformation).toBeCloseTo(1, 12);
    expect(halves.bins).toBe(20);
  });

  it('find no information where every activity is the same, or bin and class go their own ways', () => {
    const constant = informationOf([2, 2, 2, 2], [0, 1, 0, 1], 2);
    expect(constant).toMatchObject({ mutualInformation: 0, bins: 1, nearestEdge: Infinity });
    const independent = informationOf([0, 0, 1, 1], [0, 1, 0, 1], 2);
    expect(independent.mutualInformation).toBeCloseTo(0, 15);
    expect(independent.bins).toBe(2);
  });
});
