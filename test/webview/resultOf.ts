import type { LiveFacts } from '../../src/editor/messages.js';
import type { ResultFile } from '../../src/results/schema.js';
import { seededNetwork } from './seededNetwork.js';

/** A result of made-up numbers that fits an opened network, as far as the Delete tab reads it. */
export function resultOf({ layers, samples, baseline }: LiveFacts, classes: readonly string[]): ResultFile {
  const base = seededNetwork(layers.map(({ unitCount }) => unitCount));
  const { correct, correctPerClass } = baseline;
  const counts = classes.map((_, c) => correctPerClass[c] ?? 0);
  const dataset = { ...base.dataset, samples, classes: [...classes], classCounts: counts };
  return { ...base, dataset, baseline: { correct, correctPerClass: counts } };
}
