import type { Ablation, ResultFile } from '../../src/results/schema.js';

const intactPerClass = [72, 63, 45];
const fc1Preferred = [0, 1, 2, 0, null, 1, 2, 0];
const fc2Preferred = [2, 1, 0, 0, 1, 2];

/**
 * Fourteen units in two layers, 200 images of three classes, 180 of them right. All that a deletion costs
 * is of the unit's preferred class. Unit 3 of fc1 turns 40 wrong, which no chance explains; unit 4 is dead.
 */
export function sampleResult(): ResultFile {
  return {
    format: 'unit-importance',
    version: 1,
    exact: true,
    created: '2026-11-22T14:02:00Z',
    durationSeconds: 8.1,
    model: { file: 'pets.onnx', sha256: 'a'.repeat(64), format: 'onnx' },
    dataset: {
      file: 'test.dataset.json',
      name: 'pets, test part',
      noun: 'image',
      labelKind: 'true',
      sha256: 'b'.repeat(64),
      samples: 200,
      classes: ['cat', 'dog', 'bird'],
      classCounts: [80, 70, 50],
    },
    settings: { seed: 0 },
    engine: { name: 'onnxruntime-node', version: '1.30.0' },
    baseline: { correct: 180, loss: 0.3, correctPerClass: intactPerClass },
    layers: [
      {
        id: 'fc1',
        kind: 'dense',
        operator: 'Gemm',
        activation: 'Relu',
        shape: [8],
        unitCount: 8,
        units: {
          silentSamples: [12, 0, 3, 40, 200, 0, 7, 1],
          classMeans: fc1Preferred.map((c) => [0, 1, 2].map((i) => (c === null ? 0 : i === c ? 0.9 : 0.3))),
          preferredClass: [...fc1Preferred],
          selectivity: [0.5, 0.5, 0.25, 0.75, null, 0.1, 0.6, 0.3],
          mutualInformation: [0.2, 0.3, 0.1, 0.6, 0, 0.2, 0.2, 0.1],
          bins: [20, 20, 20, 18, 1, 20, 20, 20],
          ablation: {
            zero: ablation(
              [3, 0, 7, 40, 0, 1, 2, 5],
              [1, 0, 2, 4, 0, 3, 2, 0],
              [0.31, 0.3, 0.33, 0.6, 0.3, 0.28, 0.3, 0.325],
              fc1Preferred,
            ),
          },
        },
      },
      {
        id: 'fc2',
        kind: 'dense',
        operator: 'Gemm',
        activation: 'Relu',
        shape: [6],
        unitCount: 6,
        units: {
          silentSamples: [0, 5, 60, 2, 80, 11],
          classMeans: fc2Preferred.map((c) => [0, 1, 2].map((i) => (i === c ? 0.8 : 0.2))),
          preferredClass: [...fc2Preferred],
          selectivity: [0.2, 0.4, 0.9, 0.8, 0.3, 0.7],
          mutualInformation: [0.2, 0.3, 0.8, 0.6, 0.2, 0.5],
          bins: [20, 20, 14, 20, 12, 20],
          ablation: {
            zero: ablation(
              [4, 2, 9, 0, 6, 1],
              [1, 2, 3, 0, 1, 0],
              [0.31, 0.29, 0.36, 0.3, 0.33, 0.3],
              fc2Preferred,
            ),
          },
        },
      },
    ],
  };
}

/** The same with every unit deleted by its mean as well, which costs more. */
export function sampleWithMeans(): ResultFile {
  const result = sampleResult();
  for (const layer of result.layers) {
    const { zero } = layer.units.ablation ?? {};
    const preferred = layer.id === 'fc1' ? fc1Preferred : fc2Preferred;
    layer.units.ablation = {
      zero,
      mean: {
        value: zero.correct.map((_, u) => u / 10),
        ...ablation(
          zero.turnedWrong.map((wrong) => Math.round(1.5 * (wrong ?? NaN))),
          zero.turnedRight.map((right) => right ?? NaN),
          zero.correct.map((_, u) => 0.4 + u / 100),
          preferred,
        ),
      },
    };
  }
  return result;
}

function ablation(
  turnedWrong: number[],
  turnedRight: number[],
  loss: number[],
  preferred: readonly (number | null)[],
): Ablation {
  const lost = turnedWrong.map((wrong, u) => wrong - turnedRight[u]);
  return {
    correct: lost.map((samples) => 180 - samples),
    loss,
    correctPerClass: lost.map((samples, u) =>
      intactPerClass.map((correct, c) => (c === (preferred[u] ?? 0) ? correct - samples : correct)),
    ),
    turnedWrong,
    turnedRight,
  };
}
