import type { NetworkFacts } from '../../results/derive/networkFacts.js';
import type { NetworkPaint } from '../paint.js';

/** A network's colour: the same in every figure and table that it stands in beside these. */
export function networkPaint({ place }: NetworkFacts, networks: readonly NetworkFacts[]): NetworkPaint {
  return { network: place, of: Math.max(2, networks.length) };
}
