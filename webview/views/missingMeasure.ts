import { button } from '../controls.js';
import { element } from '../dom/element.js';

/**
 * Stands where a measure would be that the result lacks, and offers just that one.
 * @param words what would be shown.
 * @param label of the button.
 */
export function missingMeasure(words: string, label: string, run: () => void): HTMLElement {
  return element(
    'div',
    { class: 'missing-measure' },
    element('p', {}, words),
    button(label, { appearance: 'secondary' }, run),
  );
}
