import type { ResultFile } from '../schema.js';
import type { CurveFamily } from './curveFamilies.js';
import { randomOrders } from './curveChoices.js';
import { flattersItself } from './curveWords.js';
import type { NetworkCurves } from './networksOpening.js';
import { formatCount, formatCounted } from './numberFormat.js';
import { wordList } from './wordList.js';

/** How to read the areas of layers. */
export const layerAreaNote =
  'The units of each layer deleted alone, at random: mean area and its band over the orders. Choose a layer to see its curves.';

/**
 * How to read the curves of several networks.
 * @param absent how many networks could not be drawn, as they hold no such curves.
 */
export function networkNote(networks: readonly NetworkCurves[], absent: number): string {
  const orders = networks.map(({ random }) => random.curves.length);
  const most = Math.max(...orders);
  const counts = networks.map(({ name, result }) => {
    return `${name} on ${formatCounted(result.dataset.samples, result.dataset.noun)} of ${result.dataset.name}`;
  });
  const sentences = [
    bandWords(orders.every((count) => count === most) ? most : null),
    'Lines that end alike would hide their names: these stand at the height of the area.',
    `Each is scored on its own data: ${wordList(counts)}.`,
    absent === 0
      ? null
      : `${formatCounted(absent, 'network')} more ${absent === 1 ? 'holds' : 'hold'} no random orders of this kind.`,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}

/** How to read the orders of one network. */
export function orderNote({ dataset }: ResultFile, families: readonly CurveFamily[]): string {
  const random = randomOrders(families);
  const costs = families.filter(flattersItself).length > 0;
  const sentences = [
    random === null ? null : bandWords(random.curves.length),
    families.some(({ mode }) => mode === 'keep')
      ? 'The first units of an order are kept: they are the last to go.'
      : null,
    families.some(({ control }) => control !== null)
      ? 'Random axes: the layer\u2019s space is turned at random, and its new axes are deleted instead of units.'
      : null,
    costs
      ? `An order chosen by cost and scored on the same ${dataset.noun}s flatters itself: on new ${dataset.noun}s it breaks the network less.`
      : null,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}

/** @param orders `null` where networks differ in it. */
function bandWords(orders: number | null): string {
  if (orders === 1) return 'Line: one random order.';
  if (orders === null) return 'Line: mean of each network\u2019s random orders; band: lowest to highest.';
  return `Line: mean of ${formatCount(orders)} random orders; band: lowest to highest.`;
}
