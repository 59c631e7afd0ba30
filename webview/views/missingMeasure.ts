import { button } from '../controls.js';
import { element } from '../dom/element.js';

/**
 * Stands where a measure would be shown that the result lacks, and offers just that one.
 * @param words what it would show.
 */
export function missingMeasure(words: string, label: string, run: () => void): HTMLElement {
  return element(
    'div',
    { class: 'missing-measure' },
    element('p', { class: 'dim' }, words),
    button(label, { appearance: 'secondary' }, run),
  );
}
