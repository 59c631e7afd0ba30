import type { DataCheck, ScalingKind, TriedConversion } from '../../src/results/dataCheck.js';

/** A conversion with which so many of the samples are right: the first ones, or those from `from` on. */
export function triedWith(
  labels: readonly number[],
  right: number,
  { kind = 'unit', loss = 1, from = 0 }: { kind?: ScalingKind; loss?: number; from?: number } = {},
): TriedConversion {
  const answers = Int32Array.from(labels, (label, i) => (i >= from && i < from + right ? label : label + 1));
  return {
    ...{ kind, loss, answers, correct: right, numbers: null, lowest: 0, highest: 1, view: 0 },
    conversion: { scale: kind === 'stated' ? 1 : 1 / 255, mean: 0, std: 1 },
  };
}

/** A check of 100 samples of ten classes, 12 of them of class 0. */
export const tenClasses: readonly number[] = Array.from({ length: 100 }, (_, i) => (i >= 98 ? 0 : i % 10));

export function madeUpCheck(tried: readonly TriedConversion[], labels = tenClasses): DataCheck {
  return {
    data: {
      ...{
        task: 'classification',
        samples: 102,
        name: 'digits',
        noun: 'image',
        labelKind: 'true',
        classes: null,
        understood: [],
      },
      classCounts: [12, ...new Array<number>(9).fill(10)],
      ...{ storedShape: [28, 28], fedShape: [784], lowest: 0, highest: 255 },
    },
    samples: Int32Array.from(labels.keys()),
    labels: Int32Array.from(labels),
    labelSets: null,
    targets: null,
    tried,
    toTry: tried.length,
    views: [
      [
        { kind: 'values', sample: 0, label: 0, values: Float32Array.of(0, 255) },
        { kind: 'values', sample: 1, label: 1, values: Float32Array.of(255, 0) },
      ],
    ],
    fault: null,
    draft: { path: '/nets/digits.dataset.json', isWritten: false, entries: { inputs: 'digits.npz' } },
  };
}
