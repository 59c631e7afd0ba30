import * as l10n from '@vscode/l10n';
import type { LiveFacts } from '../../../src/editor/messages.js';
import { writeNumbers } from '../../../src/results/derive/writtenNumbers.js';
import type { ResultFile } from '../../../src/results/schema.js';

type Named = Pick<ResultFile['dataset'], 'classes'>;

/** What is true of one of the first samples, in short: its class, the labels that hold, or its numbers. */
export function truthOf({ classes }: Named, facts: LiveFacts, sample: number): string {
  const { task, targets, labels } = facts;
  if (targets === null) return classes[labels[sample]] ?? String(labels[sample]);
  return task === 'regression'
    ? writeNumbers(targets.values, sample, targets.width)
    : labelNames(facts, heldLabels(facts, sample));
}

/** Whether each label holds for one of the first samples; empty where samples have one class. */
export function heldLabels({ targets }: LiveFacts, sample: number): boolean[] {
  if (targets === null) return [];
  const { width, values } = targets;
  return Array.from(values.subarray(sample * width, (sample + 1) * width), (value) => value === 1);
}

/** The names of the labels that hold. */
export function labelNames({ outputNames }: LiveFacts, held: readonly boolean[]): string {
  const names = held.flatMap((holds, at) => (holds ? [outputNames?.[at] ?? String(at)] : []));
  return names.length === 0 ? l10n.t('none') : names.join(', ');
}

/** The least and the greatest target of each output, of the first samples. */
export function targetRanges({ targets }: LiveFacts): { readonly low: number; readonly high: number }[] {
  if (targets === null) return [];
  const ranges = Array.from({ length: targets.width }, () => ({ low: Infinity, high: -Infinity }));
  targets.values.forEach((value, i) => {
    const range = ranges[i % targets.width];
    range.low = Math.min(range.low, value);
    range.high = Math.max(range.high, value);
  });
  return ranges;
}
