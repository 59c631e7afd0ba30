import { familiesOf, isRandomOrder } from '../results/derive/curveChoices.js';
import type { ResultFile } from '../results/schema.js';
import type { NetworkPaint } from './paint.js';

/**
 * Colours of networks that are drawn together, the same in every view: true labels before others, and then by the area
 * under the whole network's random orders from the largest down, as memorising makes it smaller.
 * @returns one for each, in the order given.
 */
export function networkPaints(results: readonly ResultFile[]): NetworkPaint[] {
  const keys = results.map((result) => ({
    isTrue: result.dataset.labelKind === 'true',
    area: areaOf(result),
  }));
  const order = results
    .map((_, i) => i)
    .sort((a, b) => Number(keys[b].isTrue) - Number(keys[a].isTrue) || keys[b].area - keys[a].area || a - b);
  return results.map((_, i) => ({ network: order.indexOf(i), of: Math.max(2, results.length) }));
}

function areaOf(result: ResultFile): number {
  const family = familiesOf(result).find(
    (one) => isRandomOrder(one) && one.scope === 'network' && one.mode === 'remove',
  );
  return family?.auc?.mean ?? 0;
}
