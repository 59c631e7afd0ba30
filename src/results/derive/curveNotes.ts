import * as l10n from '@vscode/l10n';
import type { ResultFile } from '../schema.js';
import type { CurveFamily } from './curveFamilies.js';
import { randomOrders } from './curveChoices.js';
import { flattersItself } from './curveWords.js';
import type { NetworkCurves } from './networksOpening.js';
import { plural } from './nouns.js';
import { formatCount, formatCountedOblique } from './numberFormat.js';
import { wordList } from './wordList.js';

/** How to read the areas of layers. */
export const layerAreaNote = l10n.t(
  'The units of each layer deleted alone, at random: mean area and its band over the orders. Choose a layer to see its curves.',
);

/**
 * How to read the curves of several networks.
 * @param absent how many networks could not be drawn, as they hold no such curves.
 */
export function networkNote(networks: readonly NetworkCurves[], absent: number): string {
  const orders = networks.map(({ random }) => random.curves.length);
  const most = Math.max(...orders);
  const counts = networks.map(({ name, result }) => {
    const { samples, noun, name: data } = result.dataset;
    return l10n.t('{0} on {1} of {2}', name, formatCountedOblique(samples, noun), data);
  });
  const sentences = [
    bandWords(orders.every((count) => count === most) ? most : null),
    l10n.t('Lines that end alike would hide their names: these stand at the height of the area.'),
    l10n.t('Each is scored on its own data: {0}.', wordList(counts)),
    absent === 0
      ? null
      : absent === 1
        ? l10n.t('1 network more holds no random orders of this kind.')
        : l10n.t('{0} networks more hold no random orders of this kind.', formatCount(absent)),
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
      ? l10n.t('The first units of an order are kept: they are the last to go.')
      : null,
    families.some(({ control }) => control !== null)
      ? l10n.t(
          'Random axes: the layer’s space is turned at random, and its new axes are deleted instead of units.',
        )
      : null,
    costs
      ? l10n.t(
          'An order chosen by cost and scored on the same {0} flatters itself: on new {0} it breaks the network less.',
          plural(dataset.noun),
        )
      : null,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}

/** @param orders `null` where networks differ in it. */
function bandWords(orders: number | null): string {
  if (orders === 1) return l10n.t('Line: one random order.');
  if (orders === null) return l10n.t('Line: mean of each network’s random orders; band: lowest to highest.');
  return l10n.t('Line: mean of {0} random orders; band: lowest to highest.', formatCount(orders));
}
