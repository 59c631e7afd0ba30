import type { ResultFile } from '../../src/results/schema.js';
import { measuredSample } from './measuredSample.js';

/** A result whose answers are neither right nor wrong. */
export function regressionResult(): ResultFile {
  const result = measuredSample();
  const { dataset, baseline } = result;
  dataset.task = 'regression';
  Object.assign(dataset, { classes: ['all samples'], classCounts: [dataset.samples] });
  Object.assign(baseline, { correct: 0, correctPerClass: [0] });
  for (const { units } of result.layers) {
    delete units.selectivity;
    delete units.preferredClass;
    delete units.mutualInformation;
    units.classMeans = units.classMeans?.map(([mean]) => [mean]);
    for (const ablation of Object.values(units.ablation ?? {})) {
      delete ablation.correctPerClass;
      for (const counts of [ablation.correct, ablation.turnedWrong, ablation.turnedRight]) counts.fill(0);
    }
  }
  for (const curve of result.curves ?? []) {
    curve.auc = null;
    curve.correct.fill(0);
  }
  return result;
}
