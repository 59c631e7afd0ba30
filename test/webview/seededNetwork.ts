import { seededRandom } from '../../src/results/derive/seededRandom.js';
import type { ResultFile, ResultLayer } from '../../src/results/schema.js';

/**
 * A result of made-up numbers, as a network of that size would leave one: most deletions change a few answers
 * either way, the first unit of the first layer costs 40, every tenth unit is dead.
 */
export function seededNetwork(unitsPerLayer: readonly number[], seed = 1): ResultFile {
  const random = seededRandom(seed);
  const samples = 2000;
  const classes = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
  const classCounts = classes.map(() => samples / classes.length);
  const correctPerClass = classCounts.map((count) => count - 10);
  const correct = correctPerClass.reduce((sum, count) => sum + count, 0);
  const layer = (unitCount: number, place: number): ResultLayer => {
    const units = Array.from({ length: unitCount }, (_, index) => {
      if (index % 10 === 9) return { dead: true, wrong: 0, right: 0, preferred: null, selectivity: null };
      const wrong = place === 0 && index === 0 ? 40 : Math.floor(random() * 6);
      const right = place === 0 && index === 0 ? 0 : Math.floor(random() * 5);
      const preferred = Math.floor(random() * classes.length);
      return { dead: false, wrong, right, preferred, selectivity: 0.05 + 0.9 * random() };
    });
    return {
      id: `fc${place + 1}`,
      kind: 'dense',
      operator: 'Gemm',
      activation: 'Relu',
      shape: [unitCount],
      unitCount,
      units: {
        silentSamples: units.map(({ dead }) => (dead ? samples : 40)),
        classMeans: units.map(({ dead, preferred }) =>
          classes.map((_, c) => (dead ? 0 : c === preferred ? 1 : random() * 0.5)),
        ),
        preferredClass: units.map(({ preferred }) => preferred),
        selectivity: units.map(({ selectivity }) => selectivity),
        mutualInformation: units.map(({ dead }) => (dead ? 0 : random())),
        bins: units.map(({ dead }) => (dead ? 1 : 20)),
        ablation: {
          zero: {
            correct: units.map(({ wrong, right }) => correct - wrong + right),
            loss: units.map(({ wrong, right }) => 0.2 + (wrong - right) / 1000),
            correctPerClass: units.map(({ wrong, right, preferred }) =>
              correctPerClass.map((count, c) => (c === (preferred ?? 0) ? count - wrong + right : count)),
            ),
            turnedWrong: units.map(({ wrong }) => wrong),
            turnedRight: units.map(({ right }) => right),
          },
        },
      },
    };
  };
  return {
    format: 'unit-importance',
    version: 1,
    exact: true,
    created: '2026-11-22T14:02:00Z',
    durationSeconds: 8.1,
    model: { file: 'made-up.onnx', sha256: String(seed).padStart(64, '0'), format: 'onnx' },
    dataset: {
      file: 'made-up.dataset.json',
      name: 'made-up, test part',
      noun: 'image',
      labelKind: 'true',
      sha256: 'd'.repeat(64),
      samples,
      classes,
      classCounts,
    },
    settings: { seed: 0 },
    engine: { name: 'onnxruntime-node', version: '1.30.0' },
    baseline: { correct, loss: 0.2, correctPerClass },
    layers: unitsPerLayer.map(layer),
  };
}
