import * as l10n from '@vscode/l10n';
import type { ResultFile, ResultLayer } from '../../schema.js';
import type { LayerFacts } from '../layerFacts.js';
import { basisOf } from '../lostSamples.js';
import { noSample, plural, singular } from '../nouns.js';
import { formatCount, formatCountedOblique } from '../numberFormat.js';
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
    return [
      l10n.t('No unit of {0} was deleted: analyse the model with importance among the measures.', layer.id),
    ];
  }
  const free = deleted.filter(({ lost }) => lost !== null && lost.count <= 0).length;
  const costs = l10n.t(
    'Deleted one at a time, {0} of {1} of {2} cost {3}.',
    ...[formatCount(free), formatCountedOblique(deleted.length, 'unit'), layer.id, noSample(noun)],
  );
  return [
    facts.changesNothing && result.exact
      ? l10n.t('Deleting any single unit of {0} changes not one answer.', layer.id)
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
  const told = [first.name, lostPhrase(first.lost, noun)];
  return [
    basisOf(rows) === 'estimate'
      ? l10n.t('The highest estimate, {0}, {1}.', ...told)
      : l10n.t('The costliest, {0}, {1}.', ...told),
  ];
}

/** A unit that is zero anyway is the same when it is replaced by zero, with any others. */
function deadSentence(
  result: ResultFile,
  layer: ResultLayer,
  dead: number,
  replacement: string | null,
): string[] {
  if (dead === 0 || replacement !== 'zero' || !result.exact) return [];
  const { noun } = result.dataset;
  return [
    dead === 1
      ? l10n.t(
          '1 unit of {0} is dead, zero on every {1}: without it the network answers the same on this data.',
          ...[layer.id, singular(noun)],
        )
      : l10n.t(
          '{0} units of {1} are dead, zero on every {2}: without all of them together the network answers the same on this data.',
          ...[formatCount(dead), layer.id, singular(noun)],
        ),
  ];
}

function removalSentence(layer: ResultLayer, removal: FreeRemoval | null, noun: string): string {
  if (removal === null) {
    return l10n.t(
      'Units that cost nothing alone can cost much together; how many of {0} may go at once was not measured (analyse with --measures curves --scope {0} --orders accuracy:asc).',
      layer.id,
    );
  }
  const { units, ofUnits, order, isFlattered } = removal;
  if (units === 0) {
    return l10n.t(
      'In no order that was measured could units of {0} be removed together, at the points measured, before the first {1} was lost.',
      ...[layer.id, singular(noun)],
    );
  }
  const removed = l10n.t(
    'Removed together in the order that bears it longest of those measured ({0}), {1} of {2} could go before the first {3} was lost.',
    ...[order, formatCount(units), formatCountedOblique(ofUnits, 'unit'), singular(noun)],
  );
  return isFlattered
    ? `${removed} ${l10n.t('The order was chosen on the same {0}, which flatters it.', plural(noun))}`
    : removed;
}
