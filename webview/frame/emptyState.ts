import { button } from '../controls.js';
import { element } from '../dom/element.js';

/**
 * What stands where no result is: what would be done, and the way to it.
 * @param actions `null` while it is being done.
 */
export function emptyState(
  model: string,
  actions: {
    readonly analyse: () => void;
    readonly quickLook: () => void;
    readonly chooseData: () => void;
  } | null,
): HTMLElement {
  return element(
    'div',
    { class: 'view empty' },
    element('h1', {}, 'Which units does this network need?'),
    element(
      'p',
      { class: 'dim' },
      `Unit Importance deletes each unit of ${model} in turn, and counts the samples that are lost.`,
    ),
    actions &&
      element(
        'div',
        { class: 'actions' },
        button(`Analyse ${model}`, { appearance: 'primary' }, actions.analyse),
        button('Quick look', { appearance: 'secondary' }, actions.quickLook),
        button('Choose data\u2026', { appearance: 'secondary' }, actions.chooseData),
      ),
    actions &&
      element(
        'p',
        { class: 'note' },
        'A quick look takes a random part of the data and says how far off each number may be. It can be refined to exact.',
      ),
  );
}
