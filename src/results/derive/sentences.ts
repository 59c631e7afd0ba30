import type { ResultFile } from '../schema.js';
import type { LayerSummary } from './layerSummary.js';
import { formatCount, formatCounted, formatIndex, formatShare } from './numberFormat.js';

/** Shown wherever importance is shown. */
export const lowerBoundSentence = 'One deletion is a lower bound: later layers can compensate.';

/** What "beyond chance" means, where units are marked with it. */
export const beyondChanceTest =
  'Beyond chance (*): exact McNemar test, Benjamini-Hochberg at 5 % over all deleted units.';

/** How many of the deleted units stand out from chance; that none does is a normal outcome. */
export function beyondChanceSentence(beyond: number, deleted: number): string {
  if (beyond === 0) return 'No unit stands out from chance.';
  const units = formatCounted(deleted, 'unit');
  return `${formatCount(beyond)} of ${units} ${beyond === 1 ? 'stands' : 'stand'} out from chance.`;
}

/**
 * A hint where the intact network does no better than always naming the largest class, give or take three
 * standard errors of that share; `null` elsewhere, and where a single class has all the samples.
 */
export function nearChanceHint(result: ResultFile): string | null {
  const { samples, classCounts } = result.dataset;
  const share = samples === 0 ? 1 : Math.max(...classCounts) / samples;
  if (share === 1) return null;
  const ceiling = share + 3 * Math.sqrt((share * (1 - share)) / samples);
  if (result.baseline.correct / samples > ceiling) return null;
  return (
    `The intact network is near chance (${formatShare(result.baseline.correct, samples)} correct; always naming ` +
    `the largest class gives ${formatShare(Math.max(...classCounts), samples)}): is the data fed as in training? ` +
    `See "scale", "mean" and "std" in the dataset's descriptor.`
  );
}

/**
 * Spearman's rho of selectivity and importance, layer by layer, or its range where there are many layers;
 * `null` where no layer has one. It describes the units at hand, and says so: there is no interval yet.
 */
export function selectivitySentence(summaries: readonly LayerSummary[], against: string): string | null {
  const known = summaries.flatMap(({ layer, selectivityAgainstImportance: found }) =>
    typeof found?.rho === 'number' ? [{ id: layer.id, rho: found.rho, n: found.n }] : [],
  );
  if (known.length === 0) return null;
  const subject = `Selectivity against ${against}, Spearman's rho within a layer`;
  const caveat = 'it describes these units; no interval was computed.';
  if (known.length <= 3) {
    const parts = known.map(({ id, rho, n }) => `${id} ${formatIndex(rho)} (n = ${formatCount(n)})`);
    return `${subject}: ${parts.join(', ')}; ${caveat}`;
  }
  const sorted = known.map(({ rho }) => rho).sort((a, b) => a - b);
  const middle = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  const range = `${formatIndex(sorted[0])} to ${formatIndex(sorted[sorted.length - 1])}`;
  return `${subject}: ${range}, median ${formatIndex(middle)}, over ${known.length} layers; ${caveat}`;
}
