import * as l10n from '@vscode/l10n';
import { leastChange, type ClassOrder } from './classMap.js';
import { aSample, plural } from './nouns.js';
import { formatCounted } from './numberFormat.js';

/** How to read the map of units and classes. */
export function classMapNote(noun: string, order: ClassOrder): string {
  const sentences = [
    l10n.t('Columns are units, rows are classes.'),
    order === 'hurt' ? l10n.t('Below each map: the class that its columns hurt most.') : null,
    l10n.t('Units that change no class by {0} are folded away.', formatCounted(leastChange, noun)),
    l10n.t(
      'Right: {0} lost, summed over the units of the layer (deleted one by one, so the sums count {1} more than once).',
      plural(noun),
      aSample(noun),
    ),
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}
