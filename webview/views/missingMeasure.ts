import { button } from '../controls.js';
import { element } from '../dom/element.js';

/** Stands for what a result lacks: says what there would be to see, and offers to measure just that. */
export function missingMeasure(words: string, label: string, run: () => void): HTMLElement {
  return element(
    'div',
    { class: 'missing-measure' },
    element('p', { class: 'dim' }, words),
    button(label, { appearance: 'primary' }, run),
  );
}
