import * as l10n from '@vscode/l10n';
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
    element('h1', {}, l10n.t('Which units does this network need?')),
    element('p', { class: 'dim' }, outlookWords(model, outlook)),
    actions &&
      element(
        'div',
        { class: 'actions' },
        button(l10n.t('Analyse {0}', model), { appearance: 'primary' }, actions.analyse),
        button(l10n.t('Quick look'), { appearance: 'secondary' }, actions.quickLook),
        button(l10n.t('Choose data…'), { appearance: 'secondary' }, actions.chooseData),
      ),
    actions &&
      element(
        'p',
        { class: 'note' },
        l10n.t(
          'A quick look takes a random part of the data and says how far off each number may be. It can be refined to exact. How long either takes is told while it runs; one that is cancelled goes on from there.',
        ),
      ),
  );
}

/** What an analysis would do, as far as that is known. */
export function outlookWords(model: string, outlook: Outlook | null): string {
  const { layers = null, units = null, data = null } = outlook ?? {};
  const what =
    units === null || layers === null
      ? l10n.t(
          'Unit Importance deletes each unit of {0} in turn, and counts the samples that are lost.',
          model,
        )
      : l10n.t(
          'Unit Importance deletes each of the {0} in {1} of {2} in turn, and counts the samples that are lost.',
          ...[formatCounted(units, 'unit'), formatCounted(layers, 'layer'), model],
        );
  const on = data === null ? l10n.t('It asks for data first.') : l10n.t('The data: {0}, used last.', data);
  return `${what} ${on}`;
}
