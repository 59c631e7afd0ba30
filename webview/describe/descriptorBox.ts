import * as l10n from '@vscode/l10n';
import type { DescribeState } from '../../src/editor/messages.js';
import { writtenDescriptor } from '../../src/results/derive/writtenDescriptor.js';
import { button, setDisabled } from '../controls.js';
import { element } from '../dom/element.js';

export interface DescriptorBoxActions {
  readonly save: (analyses: boolean) => void;
  readonly open: () => void;
}

export interface DescriptorBox {
  readonly element: HTMLElement;
  show(state: DescribeState, taken: number): void;
}

/** The descriptor as it will be written, and the way to do so. */
export function createDescriptorBox(actions: DescriptorBoxActions): DescriptorBox {
  const title = element('h2');
  const text = element('code');
  const saveAndAnalyse = button(l10n.t('Save and analyse'), { appearance: 'primary' }, () =>
    actions.save(true),
  );
  const save = button(l10n.t('Save'), { appearance: 'secondary' }, () => actions.save(false));
  const saved = element('span', { role: 'status' });
  const open = element(
    'button',
    { type: 'button', class: 'link', onclick: () => actions.open() },
    l10n.t('open it'),
  );
  const box = element(
    'section',
    {},
    title,
    element('pre', { class: 'descriptor', tabindex: 0, 'aria-label': l10n.t('The descriptor') }, text),
    element('div', { class: 'actions' }, saveAndAnalyse, save, saved, open),
  );
  return {
    element: box,
    show({ check, savesAs, saved: written, progress }, taken) {
      if (check === null) return;
      title.textContent = l10n.t('Written as {0}', savesAs ?? '');
      text.textContent = writtenDescriptor(check.draft, check.tried[taken].conversion).trimEnd();
      saved.textContent = written === null ? '' : l10n.t('Saved as {0}', written);
      open.hidden = written === null;
      for (const control of [saveAndAnalyse, save]) setDisabled(control, progress === 'reading');
    },
  };
}
