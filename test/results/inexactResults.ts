import { seededRandom } from '../../src/results/derive/seededRandom.js';
import type { Ablation, ResultFile } from '../../src/results/schema.js';

/** Of how many samples the results below are parts. */
export const population = 10_000;

/**
 * An estimate as a quick look leaves one, made from an exact result: 10,000 samples, of which 1,536 were taken for
 * most units and 3,072 for every fourth, the share of answers that a deletion turns being that of the result.
 */
export function estimated(exact: ResultFile, precision = 0.01): ResultFile {
  const random = seededRandom(7);
  const read = 4096;
  return {
    ...inexact(exact, read, ({ turnedWrong, turnedRight }) => {
      const samples = turnedWrong.map((_, unit) => (unit % 4 === 3 ? 3072 : 1536));
      const drawn = (count: number, unit: number) =>
        Math.round((count / exact.dataset.samples) * samples[unit] * (0.7 + 0.6 * random()));
      return { samples, turnedWrong: turnedWrong.map(drawn), turnedRight: turnedRight.map(drawn) };
    }),
    created: '2026-11-22T13:30:00Z',
    settings: { ...exact.settings, precision },
    baseline: atScale(exact, read),
  };
}

/** What an exact analysis has counted after the first so many samples of 10,000, each unit the same part. */
export function countedSoFar(exact: ResultFile, samples: number): ResultFile {
  const part = (count: number) => Math.floor((count * samples) / exact.dataset.samples);
  return {
    ...inexact(exact, population, ({ turnedWrong, turnedRight }) => ({
      samples: turnedWrong.map(() => samples),
      turnedWrong: turnedWrong.map(part),
      turnedRight: turnedRight.map(part),
    })),
    partial: true,
    durationSeconds: samples / 1000,
  };
}

/** What it has counted after so many units, on the first so many samples. */
export function deletedSoFar(exact: ResultFile, units: number, samples = 1024): ResultFile {
  let before = 0;
  const result = countedSoFar(exact, samples);
  return {
    ...result,
    durationSeconds: units / 1000,
    layers: result.layers.map((layer) => {
      const first = before;
      before += layer.unitCount;
      const until = (counts: readonly (number | null)[]) =>
        counts.map((count, unit) => (first + unit < units ? (count ?? 0) : 0));
      const zero = layer.units.ablation?.['zero'];
      if (zero === undefined) return layer;
      const ablation = {
        zero: {
          ...zero,
          samples: until(zero.samples ?? []),
          turnedWrong: until(zero.turnedWrong),
          turnedRight: until(zero.turnedRight),
        },
      };
      return { ...layer, units: { ...layer.units, ablation } };
    }),
  };
}

interface Counts {
  readonly turnedWrong: number[];
  readonly turnedRight: number[];
}

/** Every unit was deleted. */
function countsIn({ turnedWrong, turnedRight }: Ablation): Counts {
  const all = (counts: Ablation['turnedWrong']) => counts.map((count) => count ?? 0);
  return { turnedWrong: all(turnedWrong), turnedRight: all(turnedRight) };
}

/**
 * 10,000 samples, and of the ablation by zero only what can be told of a part of them.
 * @param read of how many the statistics are.
 */
function inexact(
  exact: ResultFile,
  read: number,
  countsOf: (counts: Counts) => Counts & { readonly samples: number[] },
): ResultFile {
  const times = population / exact.dataset.samples;
  return {
    ...exact,
    exact: false,
    dataset: {
      ...exact.dataset,
      samples: population,
      classCounts: exact.dataset.classCounts.map((count) => count * times),
    },
    baseline: atScale(exact, population),
    layers: exact.layers.map((layer) => {
      const zero = layer.units.ablation?.['zero'];
      if (zero === undefined) return layer;
      const counts = countsOf(countsIn(zero));
      const ablation = { zero: { ...counts, correct: counts.samples.map((samples) => samples) } };
      const silent = layer.units.silentSamples ?? [];
      const silentSamples = silent.map((count) => Math.round(((count ?? 0) / exact.dataset.samples) * read));
      return { ...layer, units: { ...layer.units, silentSamples, ablation } };
    }),
  };
}

/** The intact network's counts on so many samples; without them where that is all. */
function atScale({ baseline, dataset }: ResultFile, samples: number): ResultFile['baseline'] {
  const scaled = (count: number) => Math.round((count / dataset.samples) * samples);
  return {
    ...(samples === population ? {} : { samples }),
    correct: scaled(baseline.correct),
    correctPerClass: baseline.correctPerClass.map(scaled),
  };
}
