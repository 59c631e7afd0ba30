import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import type { Experiment } from '../twin/bruteForce.js';
import { Interventions } from '../twin/interventions.js';
import { Random } from '../twin/random.js';
import { convNet } from '../twin/randomConvolutional.js';
import { perceptron } from '../twin/randomDense.js';
import { fixedBatchNet } from '../twin/randomInputs.js';
import { postActivationResidual } from '../twin/randomResidual.js';
import { expectOutcome } from './expectOutcome.js';
import { measureExperiment } from './measuredExperiment.js';

const experiments: [string, Experiment][] = [
  ['a dense network', perceptron()],
  ['a convolutional network', convNet()],
  ['a network of a fixed batch', fixedBatchNet()],
  ['a residual network', postActivationResidual()],
];

describe.each(experiments)('groups of units of %s', (_, experiment) => {
  const twin = new Interventions(experiment);
  const random = new Random(4);
  const groups = Array.from({ length: 8 }, () =>
    Array.from({ length: twin.unitCount }, (__, unit) => unit).filter(() => random.below(4) === 0),
  );

  it('deleted together do what brute force says', async () => {
    const { groups: found = [] } = await measureExperiment(experiment, { measures: [], groups });
    expect(found.map(({ units }) => units)).toEqual(groups);
    found.forEach((group, i) =>
      expectOutcome(
        `group ${i}`,
        group,
        twin.clamped(groups[i], () => 0),
        twin.baseline,
      ),
    );
  });

  it('are held at their means where these are asked for first', async () => {
    const { groups: found = [], layers } = await measureExperiment(experiment, {
      measures: ['importance'],
      replacements: ['mean', 'zero'],
      groups,
    });
    const means = layers.flatMap(({ units }) => units.ablation?.['mean'].value ?? []);
    found.forEach((group, i) =>
      expectOutcome(
        `group ${i}`,
        group,
        twin.clamped(groups[i], (flat) => means[flat] ?? NaN),
        twin.baseline,
      ),
    );
  });

  it('are those of single deletions where each holds one unit', async () => {
    const { groups: found = [], layers } = await measureExperiment(experiment, {
      measures: ['importance'],
      groups: Array.from({ length: twin.unitCount }, (__, unit) => [unit]),
    });
    const single = layers.flatMap(({ units, unitCount }) => {
      const zero = units.ablation?.['zero'];
      return Array.from({ length: unitCount }, (__, u) => ({
        correct: zero?.correct[u],
        turnedWrong: zero?.turnedWrong[u],
        turnedRight: zero?.turnedRight[u],
        // Another part of the network is run again, which rounds otherwise.
        loss: expect.closeTo(zero?.loss?.[u] ?? NaN, 5) as number,
      }));
    });
    expect(found).toEqual(single.map((answers, unit) => ({ units: [unit], ...answers })));
  });
});

describe('pairs of units', () => {
  it('say by how much more or less two cost together than each alone', async () => {
    const experiment = perceptron();
    const twin = new Interventions(experiment);
    const chosen = [0, 3, 8, 14];
    const pairs = chosen.flatMap((one, i) => chosen.slice(i + 1).map((other) => [one, other]));
    const groups = [...chosen.map((unit) => [unit]), ...pairs];
    const { groups: found = [], baseline } = await measureExperiment(experiment, { measures: [], groups });
    const lost = new Map(found.map(({ units, correct }) => [units.join(), baseline.correct - correct]));
    for (const [one, other] of pairs) {
      const lostBy = (units: number[]) =>
        twin.baseline.correct - twin.clamped(units, () => 0).answers.correct;
      const synergy =
        (lost.get(`${one},${other}`) ?? NaN) - (lost.get(`${one}`) ?? NaN) - (lost.get(`${other}`) ?? NaN);
      expect(synergy).toBe(lostBy([one, other]) - lostBy([one]) - lostBy([other]));
    }
  });
});

describe('a list of groups', () => {
  it('may be longer than a shard, and name a group twice', async () => {
    const experiment = perceptron();
    const groups = Array.from({ length: 150 }, (_, i) => [i % 18, (i + 5) % 18]);
    const { groups: found = [] } = await measureExperiment(experiment, { measures: [], groups });
    expect(found.map(({ units }) => units)).toEqual(groups);
    found.forEach((group, i) => expect(group).toEqual(found[i % 18]));
  });

  it('leaves no trace of losses where none were asked for', async () => {
    const { groups = [] } = await measureExperiment(perceptron(), {
      measures: [],
      groups: [[2]],
      loss: false,
    });
    expect(groups[0]).not.toHaveProperty('loss');
  });

  it.each([
    [[[0], [4, 18]], 'Group 2 of --groups names unit 18, and flat unit indexes run from 0 to 17.'],
    [[[0.5]], 'Group 1 of --groups names unit 0.5, and flat unit indexes run from 0 to 17.'],
    [[[3, 1, 3]], 'Group 1 of --groups names unit 3 twice; name each unit once.'],
  ])('is refused where it is %j', async (groups, message) => {
    const asked = measureExperiment(perceptron(), { groups });
    await expect(asked).rejects.toThrow(InputError);
    await expect(asked).rejects.toThrow(message);
  });
});
