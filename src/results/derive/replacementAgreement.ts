import type { ResultFile, ResultLayer } from '../schema.js';
import { effectValues, rankingEffect } from './effects.js';
import { isDead, replacementsOf } from './flatUnits.js';
import { unitImportances } from './importance.js';
import { spearman, type RankCorrelation } from './spearman.js';

/** How alike two replacement values rank the units of a layer. */
export interface ReplacementAgreement extends RankCorrelation {
  readonly layer: ResultLayer;
  readonly first: string;
  readonly second: string;
}

/**
 * Spearman's rho between the importances under each two replacement values, layer by layer: of the rise in
 * loss, or of samples lost where no losses were kept. Dead units are left out: every replacement value leaves
 * them as they are, which would feign agreement.
 * @returns the pairs in the order of the file, each with its layers in forward order.
 */
export function replacementAgreement(result: ResultFile): ReplacementAgreement[] {
  const replacements = replacementsOf(result);
  const importances = new Map(replacements.map((each) => [each, unitImportances(result, each)]));
  const effect = agreementEffect(result);
  return replacements.flatMap((first, i) =>
    replacements.slice(i + 1).flatMap((second) =>
      result.layers.flatMap((layer) => {
        const [one, other] = [first, second].map((replacement) => {
          const units = (importances.get(replacement) ?? []).filter(
            ({ unit }) => unit.layer === layer && !isDead(result, unit),
          );
          return effectValues(result, units, replacement, effect);
        });
        if (one.length === 0 || other.length === 0) return [];
        return [{ layer, first, second, ...spearman(one, other) }];
      }),
    ),
  );
}

/** What the replacement values are compared by. */
export function agreementEffect(result: ResultFile): 'lossRise' | 'samplesLost' {
  const all = replacementsOf(result).flatMap((replacement) => unitImportances(result, replacement));
  return rankingEffect(all);
}
