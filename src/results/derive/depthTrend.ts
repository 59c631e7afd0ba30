import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import { formatIndex } from './numberFormat.js';
import { spearman, type RankCorrelation } from './spearman.js';

/** A measure's mean over the units of each layer, and its trend with depth. */
export interface DepthTrend extends RankCorrelation {
  readonly measure: 'selectivity' | 'mutualInformation';
  /** One entry a hidden layer, in forward order; `null` where the measure is defined for no unit of it. */
  readonly means: readonly (number | null)[];
}

/**
 * Spearman's rho between a layer's place and its mean selectivity, and its mean mutual information. With few
 * layers it takes few values and says little: n is the number of layers, and belongs beside it.
 */
export function depthTrends(result: ResultFile): DepthTrend[] {
  return (['selectivity', 'mutualInformation'] as const)
    .map((measure) => {
      const means = result.layers.map(({ units }) => meanOf(units[measure] ?? []));
      const places = result.layers.map((_, place) => place);
      return { measure, means, ...spearman(places, means) };
    })
    .filter(({ n }) => n > 0);
}

/** How the layers' mean selectivity and mutual information go with depth; `null` with fewer than three layers. */
export function depthSentence(result: ResultFile): string | null {
  const known = depthTrends(result).filter(({ rho }) => rho !== null);
  if (known.length === 0) return null;
  const names = {
    selectivity: l10n.t('mean selectivity'),
    mutualInformation: l10n.t('mean mutual information'),
  };
  const parts = known.map(({ measure, rho }) => `${names[measure]} ${formatIndex(rho ?? 0)}`);
  return l10n.t("Trend with depth over {0} layers (Spearman's rho): {1}.", known[0].n, parts.join(', '));
}

function meanOf(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
