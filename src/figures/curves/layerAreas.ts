import * as l10n from '@vscode/l10n';
import { familiesOf, isRandomOrder, type CurveChoice } from '../../results/derive/curveChoices.js';
import { largestClassShare } from '../../results/derive/curveFamilies.js';
import { samplesHaveClasses } from '../../results/derive/task.js';
import { statisticsSamples } from '../../results/derive/exactness.js';
import { writeFraction, writeShare } from '../../results/derive/typographicNumbers.js';
import type { ResultFile } from '../../results/schema.js';
import type { LayerRow, LayerRows } from '../layerRows.js';

/**
 * The area under the random orders of each layer, its units deleted alone: the smaller, the more the network leans on
 * the layer.
 * @returns `null` with fewer than two such layers.
 */
export function layerAreas(
  result: ResultFile,
  { mode, replacement }: Pick<CurveChoice, 'mode' | 'replacement'>,
): LayerRows | null {
  const rows = familiesOf(result).flatMap((family): LayerRow[] => {
    const layer = result.layers.findIndex(({ id }) => id === family.scope);
    const isMeant = isRandomOrder(family) && family.mode === mode && family.replacement === replacement;
    if (layer < 0 || !isMeant || family.auc === null) return [];
    const { mean, lowest, highest } = family.auc;
    return [{ layer, name: family.scope, mean, lowest, highest }];
  });
  if (rows.length < 2) return null;
  rows.sort((a, b) => a.layer - b.layer);
  const intact = result.baseline.correct / statisticsSamples(result);
  const floor = largestClassShare(result);
  return {
    label: l10n.t('Area under the curve of each layer, its units deleted at random'),
    rows,
    layers: result.layers.length,
    title: l10n.t('area (AUC)'),
    write: writeFraction,
    domain: [0, 1],
    ticks: [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, text: at === 0 ? '0' : writeFraction(at) })),
    levels: [
      { at: intact, text: l10n.t('intact, {0}', writeShare(intact)), dotted: false },
      ...(samplesHaveClasses(result)
        ? [{ at: floor, text: l10n.t('largest class, {0}', writeShare(floor)), dotted: true }]
        : []),
    ],
  };
}
