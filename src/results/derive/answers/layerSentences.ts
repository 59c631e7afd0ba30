import type { ResultFile, ResultLayer } from '../../schema.js';
import type { LayerFacts } from '../layerFacts.js';
import { basisOf } from '../lostSamples.js';
import { formatCount, formatCounted } from '../numberFormat.js';
import { lowerBoundSentence } from '../sentences.js';
import { lostPhrase } from '../unitPhrases.js';
import type { UnitRow } from '../unitRows.js';
import type { FreeRemoval } from './freeDeletions.js';

/**
 * What can be said of a layer to whom wonders whether it may be smaller, and what can't.
 * @param rows of the layer, in order.
 */
export function layerSentences(
  result: ResultFile,
  layer: ResultLayer,
  rows: readonly UnitRow[],
  facts: LayerFacts,
  replacement: string | null,
  removal: FreeRemoval | null,
): string[] {
  const { noun } = result.dataset;
  const deleted = rows.filter(({ lost }) => lost !== null);
  if (deleted.length === 0) {
    return [`No unit of ${layer.id} was deleted: analyse the model with importance among the measures.`];
  }
  const free = deleted.filter(({ lost }) => lost !== null && lost.count <= 0).length;
  const costs = `Deleted one at a time, ${formatCount(free)} of ${formatCounted(deleted.length, 'unit')} of ${layer.id} cost no ${noun}.`;
  return [
    facts.changesNothing && result.exact
      ? `Deleting any single unit of ${layer.id} changes not one answer.`
      : costs,
    ...costliestSentence(facts, rows, noun),
    ...deadSentence(result, layer, facts.dead, replacement),
    lowerBoundSentence,
    removalSentence(layer, removal, noun),
  ];
}

function costliestSentence({ costliest }: LayerFacts, rows: readonly UnitRow[], noun: string): string[] {
  const [first] = costliest;
  if (first?.lost == null) return [];
  const what = basisOf(rows) === 'estimate' ? 'The highest estimate' : 'The costliest';
  return [`${what}, ${first.name}, ${lostPhrase(first.lost, noun)}.`];
}

/** A unit that is zero anyway is the same when it is replaced by zero, with any others. */
function deadSentence(
  result: ResultFile,
  layer: ResultLayer,
  dead: number,
  replacement: string | null,
): string[] {
  if (dead === 0 || replacement !== 'zero' || !result.exact) return [];
  const units = `${formatCounted(dead, 'unit')} of ${layer.id}`;
  return [
    dead === 1
      ? `${units} is dead, zero on every ${result.dataset.noun}: without it the network answers the same on this data.`
      : `${units} are dead, zero on every ${result.dataset.noun}: without all of them together the network answers the same on this data.`,
  ];
}

function removalSentence(layer: ResultLayer, removal: FreeRemoval | null, noun: string): string {
  if (removal === null) {
    return (
      `Units that cost nothing alone can cost much together; how many of ${layer.id} may go at once was not measured ` +
      `(analyse with --measures curves --scope ${layer.id} --orders accuracy:asc).`
    );
  }
  const { units, ofUnits, order, isFlattered } = removal;
  if (units === 0) {
    return `In no order that was measured could units of ${layer.id} be removed together, at the points measured, before the first ${noun} was lost.`;
  }
  const flattered = isFlattered ? ` The order was chosen on the same ${noun}s, which flatters it.` : '';
  return (
    `Removed together in the order that bears it longest of those measured (${order}), ${formatCount(units)} of ` +
    `${formatCounted(ofUnits, 'unit')} could go before the first ${noun} was lost.${flattered}`
  );
}
