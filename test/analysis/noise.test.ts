import { describe, expect, it } from 'vitest';
import { drawNoise, gaussian } from '../../src/analysis/runNoise.js';
import type { AnswersResult, NoiseShard, Range } from '../../src/analysis/shards.js';
import { seededRandom } from '../../src/results/derive/seededRandom.js';
import type { Experiment } from '../twin/bruteForce.js';
import { added } from '../twin/changes.js';
import { Interventions } from '../twin/interventions.js';
import { convNet } from '../twin/randomConvolutional.js';
import { perceptron } from '../twin/randomDense.js';
import { signalNet } from '../twin/randomInputs.js';
import { chosenSamples, withFixedBatch } from '../twin/rearranged.js';
import { postActivationResidual } from '../twin/randomResidual.js';
import { meanOf } from '../twin/statistics.js';
import { tensor } from '../twin/tensor.js';
import { expectOutcome } from './expectOutcome.js';
import { measureExperiment, openExperiment, type OpenExperiment } from './measuredExperiment.js';

/** Runs a shard of noise; also gives what was added to each layer, by its index. */
async function noisy(
  open: OpenExperiment,
  deviations: Float32Array,
  seed: number,
  samples: Range,
): Promise<{ answers: AnswersResult; additions: ReadonlyMap<number, number[]> }> {
  const shard: NoiseShard = { kind: 'noise', deviations, seed, samples, loss: true };
  const answers = await open.run(shard);
  const additions = new Map<number, number[]>();
  const drawn = Int32Array.from({ length: samples.count }, (_, i) => samples.first + i);
  for (const [i, layer] of open.network.layers.entries()) {
    const own = deviations.subarray(layer.firstUnit, layer.firstUnit + layer.unitCount);
    if (own.some((deviation) => deviation > 0)) additions.set(i, [...drawNoise(layer, i, own, seed, drawn)]);
  }
  if (answers.kind !== 'answers') throw new Error('another result');
  return { answers, additions };
}

const every = ({ labels }: Experiment): Range => ({ first: 0, count: labels.length });

const experiments: [string, Experiment][] = [
  ['a dense network', perceptron()],
  ['a convolutional network', convNet()],
  ['a network for signals', signalNet()],
  ['a residual network', postActivationResidual()],
];

describe.each(experiments)('noise on %s', (_, experiment) => {
  it('does what brute force says, with the same draws', async () => {
    const twin = new Interventions(experiment);
    const open = await openExperiment(experiment);
    try {
      const deviations = Float32Array.from({ length: twin.unitCount }, (__, unit) => (unit % 5) / 4);
      const { answers, additions } = await noisy(open, deviations, 12, every(experiment));
      const draws = new Map(
        experiment.layers.map(({ tensor: name, shape }, i) => {
          const values = additions.get(i) ?? [];
          return [name, tensor([experiment.labels.length, ...shape], values)];
        }),
      );
      const found = {
        correct: answers.correct[0],
        turnedWrong: answers.turnedWrong[0],
        turnedRight: answers.turnedRight[0],
        loss: answers.lossSum[0] / experiment.labels.length,
      };
      expectOutcome('noise', found, twin.with(added(draws)), twin.baseline);
      expect(found.loss).not.toBeCloseTo(twin.baseline.loss, 4);
    } finally {
      await open.close();
    }
  });

  it('spreads each unit by a multiple of its own deviation, at every position', async () => {
    const open = await openExperiment(experiment);
    try {
      const units = open.network.unitCount;
      const { additions: plain } = await noisy(open, new Float32Array(units).fill(1), 3, every(experiment));
      const deviations = Float32Array.from({ length: units }, (__, unit) => unit + 1);
      const { additions: scaled } = await noisy(open, deviations, 3, every(experiment));
      for (const [i, layer] of open.network.layers.entries()) {
        const draws = plain.get(i) ?? [];
        expect(draws).toHaveLength(experiment.labels.length * layer.outer * layer.unitCount * layer.inner);
        scaled.get(i)?.forEach((value, place) => {
          const unit = layer.firstUnit + (Math.floor(place / layer.inner) % layer.unitCount);
          expect(Math.abs(value - (unit + 1) * draws[place])).toBeLessThan(1e-6 * (unit + 1) * 5);
        });
      }
    } finally {
      await open.close();
    }
  });

  it('is the same for any batch and any cut of the samples', async () => {
    const unfixed = await openExperiment(experiment);
    const fixed = await openExperiment(withFixedBatch(experiment, 3));
    try {
      const count = experiment.labels.length;
      const deviations = new Float32Array(unfixed.network.unitCount).fill(0.7);
      const whole = await noisy(unfixed, deviations, 9, every(experiment));
      const inBatches = await noisy(fixed, deviations, 9, every(experiment));
      expect(fixed.network.batchSize).toBe(3);
      const cut = [0, 7, 8, 20, count];
      const parts = [];
      for (const [i, end] of cut.slice(1).entries())
        parts.push(await noisy(unfixed, deviations, 9, { first: cut[i], count: end - cut[i] }));
      for (const [layer, values] of whole.additions) {
        expect(inBatches.additions.get(layer)).toEqual(values);
        expect(parts.flatMap(({ additions }) => additions.get(layer))).toEqual(values);
      }
      for (const column of ['correct', 'turnedWrong', 'turnedRight'] as const) {
        expect(inBatches.answers[column]).toEqual(whole.answers[column]);
        expect(parts.reduce((sum, { answers }) => sum + answers[column][0], 0)).toBe(
          whole.answers[column][0],
        );
      }
      const [loss] = whole.answers.lossSum;
      const partLoss = parts.reduce((sum, { answers }) => sum + answers.lossSum[0], 0);
      expect(Math.abs(inBatches.answers.lossSum[0] - loss)).toBeLessThan(1e-5 * loss);
      expect(Math.abs(partLoss - loss)).toBeLessThan(1e-5 * loss);
    } finally {
      await unfixed.close();
      await fixed.close();
    }
  });
});

describe('the draws', () => {
  it('are standard normal numbers', () => {
    const draw = gaussian(seededRandom(1));
    const values = Array.from({ length: 200_000 }, draw);
    const moment = (power: number) => meanOf(values.map((value) => value ** power));
    // Five standard errors of the first four moments of N(0, 1): variances 1, 2, 15 and 96 over n.
    const within = (variance: number) => 5 * Math.sqrt(variance / values.length);
    expect(Math.abs(moment(1))).toBeLessThan(within(1));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(within(2));
    expect(Math.abs(moment(3))).toBeLessThan(within(15));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(within(96));
    // Shares beyond 1, 2 and 3 standard deviations.
    for (const [bound, share] of [
      [1, 0.31731],
      [2, 0.0455],
      [3, 0.0027],
    ]) {
      const beyond = values.filter((value) => Math.abs(value) > bound).length / values.length;
      expect(Math.abs(beyond - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / values.length));
    }
  });

  it('of samples, units, layers and seeds go their own ways', async () => {
    const experiment = chosenSamples(
      perceptron(),
      Array.from({ length: 4000 }, (_, i) => i % 41),
    );
    const open = await openExperiment(experiment);
    try {
      const deviations = new Float32Array(18).fill(1);
      const one = (await noisy(open, deviations, 0, every(experiment))).additions;
      const other = (await noisy(open, deviations, 1, every(experiment))).additions;
      const columns = [one, other].flatMap((additions) =>
        [11, 7].flatMap((units, layer) =>
          Array.from({ length: units }, (_, unit) =>
            (additions.get(layer) ?? []).filter((__, i) => i % units === unit),
          ),
        ),
      );
      expect(columns).toHaveLength(36);
      const n = 4000;
      const correlation = (a: readonly number[], b: readonly number[]) =>
        a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0) / n;
      for (const [i, column] of columns.entries()) {
        expect(Math.abs(meanOf(column))).toBeLessThan(5 / Math.sqrt(n));
        expect(Math.abs(correlation(column, column) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
        for (const another of columns.slice(i + 1))
          expect(Math.abs(correlation(column, another))).toBeLessThan(5 / Math.sqrt(n));
        // A sample and its neighbours.
        for (const lag of [1, 2, 3])
          expect(Math.abs(correlation(column, column.slice(lag)))).toBeLessThan(5 / Math.sqrt(n));
      }
    } finally {
      await open.close();
    }
  });
});

describe('measured noise', () => {
  const experiment = perceptron();
  const noise = { scales: [0.5, 2], seeds: 3 };

  it('has an entry for each scope, scale and seed', async () => {
    const result = await measureExperiment(experiment, {
      measures: ['noise'],
      curves: { scopes: ['network', 'layer'] },
      noise,
      seed: 10,
    });
    expect(result.noise?.map(({ scope, scale, seed }) => [scope, scale, seed])).toEqual(
      ['network', 'fc1', 'fc2'].flatMap((scope) =>
        noise.scales.flatMap((scale) => [10, 11, 12].map((seed) => [scope, scale, seed])),
      ),
    );
    // Every entry draws anew.
    expect(new Set(result.noise?.map(({ loss }) => loss)).size).toBe(18);
  });

  it('is scaled by each unit’s standard deviation, and leaves units outside the scope alone', async () => {
    const plain = await measureExperiment(experiment, { measures: ['selectivity'] });
    const variances = plain.layers.flatMap(({ units }) => units.variance ?? []);
    // Unit 4 is dead.
    expect(variances[4]).toBe(0);
    const { shards } = await measureExperiment(experiment, {
      measures: ['noise'],
      curves: { scopes: ['fc1'] },
      noise,
    });
    const found = shards.filter((shard) => shard.kind === 'noise');
    expect(found).toHaveLength(6);
    found.forEach(({ deviations }, i) => {
      const scale = noise.scales[Math.floor(i / 3)];
      deviations.forEach((deviation, unit) => {
        const expected = unit < 11 ? scale * Math.sqrt(variances[unit] ?? NaN) : 0;
        expect(deviation).toBe(Math.fround(expected));
      });
    });
    expect(new Set(found.map(({ seed }) => seed)).size).toBe(6);
  });

  it('is none where no unit varies', async () => {
    const same = chosenSamples(experiment, [3, 3, 3, 3]);
    const result = await measureExperiment(same, { measures: ['noise'], noise });
    for (const { correct, loss } of result.noise ?? []) {
      expect(correct).toBe(result.baseline.correct);
      expect(loss).toBe(result.baseline.loss);
    }
  });

  it('is the same to the byte for one worker or three, on more samples than a shard holds', async () => {
    const large = chosenSamples(
      experiment,
      Array.from({ length: 2500 }, (_, i) => (i * i) % 41),
    );
    const settings = { measures: ['noise'] as const, noise };
    const [one, three] = [
      await measureExperiment(large, settings),
      await measureExperiment(large, settings, 3),
    ];
    expect(one.shards.filter((shard) => shard.kind === 'noise').length).toBeGreaterThan(6);
    expect(JSON.stringify(three.noise)).toBe(JSON.stringify(one.noise));
  });

  it('grows worse with its scale', async () => {
    const result = await measureExperiment(experiment, {
      measures: ['noise'],
      noise: { scales: [0.01, 1, 100], seeds: 4 },
    });
    const losses = [0.01, 1, 100].map((scale) =>
      meanOf((result.noise ?? []).filter((entry) => entry.scale === scale).map(({ loss }) => loss ?? NaN)),
    );
    expect(Math.abs(losses[0] - (result.baseline.loss ?? NaN))).toBeLessThan(0.01);
    expect(losses[1]).toBeGreaterThan(losses[0]);
    expect(losses[2]).toBeGreaterThan(losses[1]);
  });
});
