import { describe, expect, it } from 'vitest';
import { LiveNetwork, type LiveState } from '../../../src/analysis/live/liveNetwork.js';
import { InputError } from '../../../src/inputError.js';
import type { Experiment } from '../../twin/bruteForce.js';
import { Interventions } from '../../twin/interventions.js';
import { Random } from '../../twin/random.js';
import { convNet } from '../../twin/randomConvolutional.js';
import { perceptron } from '../../twin/randomDense.js';
import { fixedBatchNet } from '../../twin/randomInputs.js';
import { postActivationResidual } from '../../twin/randomResidual.js';
import { randomMlp } from '../chain/randomMlp.js';
import { expectOutcome } from '../expectOutcome.js';
import { measureExperiment, openExperiment } from '../measuredExperiment.js';

const experiments: [string, Experiment][] = [
  ['a dense network', perceptron()],
  ['a deep dense network', randomMlp({ seed: 3, hidden: [8, 5, 7], activation: 'Tanh', samples: 45 })],
  ['a convolutional network', convNet()],
  ['a network of a fixed batch', fixedBatchNet()],
  ['a residual network', postActivationResidual()],
];

async function during(
  experiment: Experiment,
  first: number,
  use: (live: LiveNetwork) => Promise<void>,
  memoryBytes = Infinity,
): Promise<void> {
  const open = await openExperiment(experiment);
  const live = await LiveNetwork.open(open.network, open.dataset, first, memoryBytes);
  try {
    await use(live);
  } finally {
    await live.release();
    await open.close();
  }
}

/** The first samples alone. */
function firstOf(experiment: Experiment, count: number): Experiment {
  const { samples, labels } = experiment;
  const [all, ...shape] = samples.dims;
  const data = samples.data.slice(0, (samples.data.length / all) * count);
  return {
    ...experiment,
    samples: { ...samples, dims: [count, ...shape], data },
    labels: labels.slice(0, count),
  };
}

/** Some of the units, one more or one less each time. */
function walk(units: number, steps: number, seed: number): number[][] {
  const random = new Random(seed);
  const deleted = new Set<number>();
  return Array.from({ length: steps }, () => {
    const unit = random.below(units);
    if (!deleted.delete(unit)) deleted.add(unit);
    return [...deleted];
  });
}

const never = new AbortController().signal;

describe.each(experiments)('%s that stays open', (_, experiment) => {
  const all = experiment.labels.length;
  const first = Math.floor(all / 3);
  const twin = new Interventions(experiment);
  const partTwin = new Interventions(firstOf(experiment, first));

  it.each([Infinity, 100])('answers every toggle as brute force does (%d bytes to keep)', (memoryBytes) =>
    during(
      experiment,
      first,
      async (live) => {
        for (const deleted of walk(twin.unitCount, 12, 5)) {
          const state: LiveState = { deleted, replacement: 'zero' };
          const where = `without ${deleted.join()}`;
          const found = await live.answer(state);
          expect(found.samples).toBe(first);
          expectOutcome(
            where,
            found,
            partTwin.clamped(deleted, () => 0),
            partTwin.baseline,
          );
          const refined = await live.answerAll(state, never);
          expect(refined.samples).toBe(all);
          expectOutcome(
            where,
            refined,
            twin.clamped(deleted, () => 0),
            twin.baseline,
          );
        }
      },
      memoryBytes,
    ),
  );

  it('holds units at their means over the samples that are answered', async () => {
    const meansOf = async (part: Experiment) => {
      const { layers } = await measureExperiment(part, { replacements: ['mean'] });
      return layers.flatMap(({ units }) => units.ablation?.['mean'].value ?? []);
    };
    const means = await meansOf(experiment);
    const partMeans = await meansOf(firstOf(experiment, first));
    await during(experiment, first, async (live) => {
      for (const deleted of walk(twin.unitCount, 6, 6)) {
        const state: LiveState = { deleted, replacement: 'mean' };
        const found = await live.answer(state);
        expectOutcome(
          'at first',
          found,
          partTwin.clamped(deleted, (unit) => partMeans[unit] ?? NaN),
          partTwin.baseline,
        );
        const refined = await live.answerAll(state, never);
        expectOutcome(
          'refined',
          refined,
          twin.clamped(deleted, (unit) => means[unit] ?? NaN),
          twin.baseline,
        );
      }
    });
  });

  it('is as it was where nothing is deleted', () =>
    during(experiment, first, async (live) => {
      const intact = await live.answer({ deleted: [], replacement: 'mean' });
      const { correctPerClass } = (await measureExperiment(firstOf(experiment, first))).baseline;
      expect(intact.correctPerClass).toEqual(correctPerClass);
      await live.answer({ deleted: [0, 1], replacement: 'zero' });
      expect(await live.answer({ deleted: [], replacement: 'zero' })).toEqual(intact);
    }));

  it('shows what each unit does on a sample', () =>
    during(experiment, first, async (live) => {
      const intact = await live.look(all - 1, { deleted: [], replacement: 'zero' });
      const { layers } = await measureExperiment(experiment, { measures: [] });
      expect(intact.outputs.map(({ length }) => length)).toEqual(
        layers.map(({ shape }) => shape.reduce<number>((product, dim) => product * (dim ?? 0), 1)),
      );
      expect(intact.activity).toHaveLength(twin.unitCount);
      const last = twin.unitCount - 1;
      const without = await live.look(all - 1, { deleted: [0, last], replacement: 'zero' });
      expect(without.activity[0]).toBe(0);
      expect(without.activity[last]).toBe(0);
      expect([...intact.scores]).not.toEqual([...without.scores]);
      expect(without.outputs[0]).toEqual(intact.outputs[0]);
    }));
});

describe('a network that stays open', () => {
  it('shows a sample as the network answers it', () =>
    during(perceptron(), 5, async (live) => {
      const experiment = perceptron();
      const twin = new Interventions(experiment);
      const [sample, deleted] = [30, [2, 12]];
      const { scores, activity, outputs } = await live.look(sample, { deleted, replacement: 'zero' });
      const { margins } = twin.clamped(deleted, () => 0).answers;
      const [best, second] = [...scores].sort((a, b) => b - a);
      expect(best - second).toBeCloseTo(Math.abs(margins[sample]), 3);
      // A neuron has one position, so its activity is its output.
      const flat = outputs.flatMap((layer) => [...layer]);
      expect([...activity]).toEqual(flat.map((value, unit) => (deleted.includes(unit) ? 0 : value)));
    }));

  it('refuses units and samples that are not there in a sentence', () =>
    during(perceptron(), 5, async (live) => {
      const state = (deleted: number[]): LiveState => ({ deleted, replacement: 'zero' });
      expect(() => live.answer(state([18]))).toThrow(
        new InputError('The deletion names unit 18, and flat unit indexes run from 0 to 17.'),
      );
      expect(() => live.answer(state([3, 3]))).toThrow(InputError);
      await expect(live.look(41, state([]))).rejects.toThrow(
        new InputError('There is no sample 41; samples are counted from 0 to 40.'),
      );
    }));

  it('stops answering all samples when it is told to', () =>
    during(perceptron(), 5, async (live) => {
      const controller = new AbortController();
      const refined = live.answerAll({ deleted: [1], replacement: 'zero' }, controller.signal);
      controller.abort(new Error('enough'));
      await expect(refined).rejects.toThrow('enough');
      expect((await live.answer({ deleted: [1], replacement: 'zero' })).samples).toBe(5);
    }));
});
