import { classLosses } from '../../src/results/derive/importance.js';
import { flatUnits, measuredValue } from '../../src/results/derive/flatUnits.js';
import { unitImportances } from '../../src/results/derive/importance.js';
import { seededRandom } from '../../src/results/derive/seededRandom.js';
import type { ResultFile } from '../../src/results/schema.js';
import type { UnitDetail } from '../../src/results/unitDetail.js';

/**
 * What a unit does sample by sample, made up to fit a result: as many samples of each class, as many silent, class means
 * near the result's, and answers that turn by its counts by class.
 */
export function seededDetail(result: ResultFile, flat: number, replacement = 'zero'): UnitDetail {
  const { samples, classCounts } = result.dataset;
  const random = seededRandom(flat + 1);
  const unit = flatUnits(result)[flat];
  const means = unit.layer.units.classMeans?.[unit.index];
  const silentShare = (measuredValue(unit, 'silentSamples') ?? 0) / samples;
  const labels = Int32Array.from(classCounts.flatMap((count, c) => new Array<number>(count).fill(c)));
  for (let i = samples - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [labels[i], labels[j]] = [labels[j], labels[i]];
  }
  const activity = Float32Array.from(labels, (label) => {
    const mean = means?.[label] ?? 1;
    return random() < silentShare ? 0 : (mean / (1 - silentShare)) * 2 * random();
  });
  const before = Int32Array.from(labels);
  const after = Int32Array.from(labels);
  const importance = unitImportances(result, replacement).find(({ unit: { flat: one } }) => one === flat);
  const lost = importance === undefined ? null : classLosses(result, unit, replacement);
  const another = (label: number): number => (label + 1) % classCounts.length;
  lost?.forEach((count, c) => {
    let turned = 0;
    for (let sample = 0; sample < samples && turned < Math.abs(count); sample++) {
      if (labels[sample] !== c) continue;
      (count > 0 ? after : before)[sample] = another(c);
      turned++;
    }
  });
  return {
    unit: flat,
    samples,
    labels,
    activity,
    expected: Int32Array.from(labels),
    labelSets: null,
    numbers: null,
    before,
    after,
    confidenceBefore: Float32Array.from(labels, () => 0.5 + random() / 2),
    confidenceAfter: Float32Array.from(labels, () => random() / 2),
  };
}
