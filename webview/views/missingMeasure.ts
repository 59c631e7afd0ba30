import { button } from '../controls.js';
import { element } from '../dom/element.js';

/** Stands where a measure is missing: what it would show, and the offer to measure just that. */
export function missingMeasure(words: string, label: string, run: () => void): HTMLElement {
  return element(
    'div',
    { class: 'missing-measure' },
    element('p', { class: 'dim' }, words),
    button(label, { appearance: 'secondary' }, run),
  );
}
