import * as l10n from '@vscode/l10n';
import { button, setDisabled } from '../../controls.js';
import { element } from '../../dom/element.js';

export interface DeletionTools {
  readonly element: HTMLElement;
  /** @param group how many units are deleted at a time by rank. */
  show(state: {
    readonly group: number;
    readonly isLive: boolean;
    readonly canUndo: boolean;
    readonly canRestore: boolean;
    readonly hasSelectivity: boolean;
    readonly hasCosts: boolean;
  }): void;
}

/** Ways to delete several units at once, and the ways back. */
export function createDeletionTools(actions: {
  readonly random: () => void;
  readonly selective: () => void;
  readonly costliest: () => void;
  readonly undo: () => void;
  readonly restore: () => void;
}): DeletionTools {
  const plain = (label: string, run: () => void): HTMLElement =>
    button(label, { appearance: 'secondary' }, run);
  const random = plain(l10n.t('{0} at random', '20\u202f%'), actions.random);
  const selective = plain(l10n.t('Most selective'), actions.selective);
  const costly = plain(l10n.t('Costliest'), actions.costliest);
  const undo = plain(l10n.t('Undo'), actions.undo);
  const restore = plain(l10n.t('Restore all'), actions.restore);
  const lead = element('span', { class: 'dim lead' }, l10n.t('Delete'));
  return {
    element: element(
      'div',
      { class: 'tools' },
      element('div', { class: 'tools' }, lead, random, selective, costly),
      element('span', { class: 'spacer' }),
      element('div', { class: 'tools' }, undo, restore),
    ),
    show({ group, isLive, canUndo, canRestore, hasSelectivity, hasCosts }) {
      selective.textContent = group === 1 ? l10n.t('Most selective') : l10n.t('{0} most selective', group);
      costly.textContent = group === 1 ? l10n.t('Costliest') : l10n.t('{0} costliest', group);
      setDisabled(random, !isLive);
      setDisabled(selective, !isLive || !hasSelectivity);
      setDisabled(costly, !isLive || !hasCosts);
      setDisabled(undo, !isLive || !canUndo);
      setDisabled(restore, !isLive || !canRestore);
      // The focus is not lost with what it stood on.
      const controls = [undo, restore, random, selective, costly];
      if (controls.some((one) => one === document.activeElement && one.hasAttribute('disabled'))) {
        controls.find((one) => !one.hasAttribute('disabled'))?.focus();
      }
    },
  };
}
