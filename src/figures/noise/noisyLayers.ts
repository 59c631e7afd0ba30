import * as l10n from '@vscode/l10n';
import { layerCurves, noiseCurves, pointsAt } from '../../results/derive/noiseCurves.js';
import { statisticsSamples } from '../../results/derive/exactness.js';
import { formatLoss } from '../../results/derive/numberFormat.js';
import { writeDecimal, writeShare } from '../../results/derive/typographicNumbers.js';
import type { ResultFile } from '../../results/schema.js';
import type { LayerRow, LayerRows } from '../layerRows.js';
import { floorOf, floorWords } from '../lines/floors.js';
import { quantityAxis, type Quantity } from '../lines/quantityAxis.js';

/**
 * How the network does with noise of one scale in each layer alone.
 * @returns `null` with fewer than two layers that were tried at it.
 */
export function noisyLayers(result: ResultFile, scale: number, quantity: Quantity): LayerRows | null {
  const write = quantity === 'loss' ? formatLoss : writeShare;
  const rows = pointsAt(layerCurves(noiseCurves(result)), scale).flatMap(
    ({ curve: { scope }, point }): LayerRow[] => {
      const layer = result.layers.findIndex(({ id }) => id === scope);
      const spread = quantity === 'loss' ? point.loss : point.accuracy;
      if (layer < 0 || spread === null) return [];
      const { mean, lowest, highest } = spread;
      return [{ layer, name: scope, mean, lowest, highest }];
    },
  );
  if (rows.length < 2) return null;
  rows.sort((a, b) => a.layer - b.layer);
  const { correct, loss = null } = result.baseline;
  const intact = quantity === 'loss' ? loss : correct / statisticsSamples(result);
  const floor = floorOf(result, quantity);
  const drawn = rows.map(({ mean, lowest, highest }) => ({ points: [{ x: 0, mean, lowest, highest }] }));
  const { domain, ticks, title } = quantityAxis(quantity, drawn, quantity === 'loss' ? 0 : floor);
  return {
    label:
      quantity === 'loss'
        ? l10n.t('Loss with noise of {0} standard deviations in one layer alone', writeDecimal(scale))
        : l10n.t('Accuracy with noise of {0} standard deviations in one layer alone', writeDecimal(scale)),
    ...{ rows, title, write, domain, ticks, layers: result.layers.length },
    levels: [
      ...(intact === null ? [] : [{ at: intact, text: l10n.t('intact, {0}', write(intact)), dotted: false }]),
      ...(floor > domain[1]
        ? []
        : [{ at: floor, text: `${floorWords[quantity][1]}, ${write(floor)}`, dotted: true }]),
    ],
  };
}
