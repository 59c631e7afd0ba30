import type { Outlook } from '../../src/editor/messages.js';
import { formatCounted } from '../../src/results/derive/numberFormat.js';
import { button } from '../controls.js';
import { element } from '../dom/element.js';

export interface EmptyStateActions {
  readonly analyse: () => void;
  readonly quickLook: () => void;
  readonly chooseData: () => void;
}

/**
 * What stands where no result is: what would be done, on what, and the way to it.
 * @param actions `null` while it is being done.
 */
export function emptyState(
  model: string,
  outlook: Outlook | null,
  actions: EmptyStateActions | null,
): HTMLElement {
  return element(
    'div',
    { class: 'view empty' },
    element('h1', {}, 'Which units does this network need?'),
    element('p', { class: 'dim' }, outlookWords(model, outlook)),
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
        'A quick look takes a random part of the data and says how far off each number may be. It can be refined to exact. ' +
          'How long either takes is told while it runs; one that is cancelled goes on from there.',
      ),
  );
}

/** What an analysis would do, as far as that is known. */
export function outlookWords(model: string, outlook: Outlook | null): string {
  const { layers = null, units = null, data = null } = outlook ?? {};
  const of =
    units === null || layers === null
      ? `each unit of ${model}`
      : `each of the ${formatCounted(units, 'unit')} in ${formatCounted(layers, 'layer')} of ${model}`;
  const what = `Unit Importance deletes ${of} in turn, and counts the samples that are lost.`;
  return data === null ? `${what} It asks for data first.` : `${what} The data: ${data}, used last.`;
}
