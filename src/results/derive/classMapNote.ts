import { leastChange, type ClassOrder } from './classMap.js';
import { formatCounted } from './numberFormat.js';

/** How to read the map of units and classes. */
export function classMapNote(noun: string, order: ClassOrder): string {
  const sentences = [
    'Columns are units, rows are classes.',
    order === 'hurt' ? 'Below each map: the class that its columns hurt most.' : null,
    `Units that change no class by ${formatCounted(leastChange, noun)} are folded away.`,
    `Right: ${noun}s lost, summed over the units of the layer (deleted one by one, so the sums count ${article(noun)} ${noun} more than once).`,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}

function article(noun: string): 'a' | 'an' {
  return /^[aeiou]/i.test(noun) ? 'an' : 'a';
}
