import { describe, expect, it } from 'vitest';
import { derangement } from '../../src/analysis/orders.js';
import { UnitProbe } from '../../src/analysis/unitProbe.js';
import { InputError } from '../../src/inputError.js';
import { unitReplacement } from '../../src/results/derive/unitReplacement.js';
import type { ResultFile } from '../../src/results/schema.js';
import type { UnitDetail, UnitReplacement } from '../../src/results/unitDetail.js';
import { sampleResult } from '../results/sampleResult.js';
import type { Answers } from '../twin/answers.js';
import type { Experiment } from '../twin/bruteForce.js';
import { Interventions } from '../twin/interventions.js';
import { convNet } from '../twin/randomConvolutional.js';
import { perceptron } from '../twin/randomDense.js';
import { fixedBatchNet } from '../twin/randomInputs.js';
import { postActivationResidual } from '../twin/randomResidual.js';
import { withFixedBatch } from '../twin/rearranged.js';
import { measureExperiment, openExperiment } from './measuredExperiment.js';
import { expectDetailOfResult } from './unitCounts.js';

const experiments: [string, Experiment][] = [
  ['a dense network', perceptron()],
  ['a convolutional network', convNet()],
  ['a residual network', postActivationResidual()],
  ['a network whose batch can be opened', fixedBatchNet()],
  ['a network whose batch is fixed', withFixedBatch(convNet(), 4)],
];
const calm = () => Promise.resolve();
const seed = 3;

async function during(
  experiment: Experiment,
  use: (probe: UnitProbe) => Promise<void>,
  memoryBytes = Infinity,
): Promise<void> {
  const open = await openExperiment(experiment);
  try {
    await use(new UnitProbe(open.network, open.dataset, memoryBytes));
  } finally {
    await open.close();
  }
}

async function resultOf(experiment: Experiment): Promise<ResultFile> {
  const measured = await measureExperiment(experiment, {
    replacements: ['zero', 'mean', 'resample', 'optimal'],
    seed,
  });
  return { ...sampleResult(), ...measured, settings: { seed } };
}

/** Compares which answers are right, but for near-ties: single precision may turn these. */
function expectRight(predicted: Int32Array, { labels }: UnitDetail, { right, margins }: Answers): void {
  for (const [sample, label] of labels.entries()) {
    if (margins[sample] > 1e-4) expect(predicted[sample] === label, `sample ${sample}`).toBe(right[sample]);
  }
}

describe.each(experiments)('a unit of %s', (_, experiment) => {
  const twin = new Interventions(experiment);

  it.each([Infinity, 100])(
    'turns the samples that a result counts (%d bytes to keep)',
    async (memoryBytes) => {
      const result = await resultOf(experiment);
      await during(
        experiment,
        async (probe) => {
          for (const replacement of ['zero', 'mean', 'resample', 'optimal']) {
            for (let unit = 0; unit < twin.unitCount; unit++) {
              const detail = await probe.look(unit, unitReplacement(result, unit, replacement), calm);
              expectDetailOfResult(detail, result, replacement);
            }
          }
        },
        memoryBytes,
      );
    },
  );

  it('is answered sample by sample as brute force answers', () =>
    during(experiment, async (probe) => {
      const sources = derangement(experiment.labels.length, seed);
      for (let unit = 0; unit < twin.unitCount; unit += 3) {
        const held = await probe.look(unit, { kind: 'constant', value: 0.25 }, calm);
        expectRight(held.before, held, twin.baseline);
        expectRight(held.after, held, twin.clamped([unit], () => 0.25).answers);
        const resampled = await probe.look(unit, { kind: 'otherSamples', seed }, calm);
        expectRight(resampled.after, resampled, twin.resampled(unit, sources).answers);
      }
    }));
});

describe('looking at a unit', () => {
  const zero: UnitReplacement = { kind: 'constant', value: 0 };

  it('tells its output on every sample', () =>
    during(perceptron(), async (probe) => {
      const experiment = perceptron();
      const twin = new Interventions(experiment);
      const [layer] = experiment.layers;
      const { activity, samples } = await probe.look(2, zero, calm);
      expect(samples).toBe(experiment.labels.length);
      const outputs = twin.outputs(layer).data;
      activity.forEach((value, i) => expect(value).toBeCloseTo(outputs[i * layer.unitCount + 2], 5));
    }));

  it('runs the intact network once for all units', () =>
    during(convNet(), async (probe) => {
      let steps = 0;
      const count = () => {
        steps++;
        return Promise.resolve();
      };
      const first = await probe.look(0, zero, count);
      const stepsOfFirst = steps;
      const second = await probe.look(1, zero, count);
      expect(2 * (steps - stepsOfFirst)).toBe(stepsOfFirst);
      expect(second.before).toEqual(first.before);
    }));

  it('ends when it is told to, and can be done again', () =>
    during(
      convNet(),
      async (probe) => {
        let steps = 0;
        const enough = () => (++steps > 1 ? Promise.reject(new Error('enough')) : Promise.resolve());
        await expect(probe.look(1, zero, enough)).rejects.toThrow('enough');
        expect((await probe.look(1, zero, calm)).samples).toBe(convNet().labels.length);
      },
      100,
    ));

  it('refuses a unit that is not there in a sentence', () =>
    during(perceptron(), async (probe) => {
      await expect(probe.look(18, zero, calm)).rejects.toThrow(
        new InputError('The request names unit 18, and flat unit indexes run from 0 to 17.'),
      );
    }));
});
