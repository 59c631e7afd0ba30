import * as l10n from '@vscode/l10n';
import type { Notice, PanelState } from '../../src/editor/messages.js';
import { spokenLanguage } from '../../src/language.js';
import { element } from '../dom/element.js';
import { isStale, staleWords } from './freshness.js';
import { message } from './message.js';

type Deed = NonNullable<Notice['action']>['does'];

export interface MessageStack {
  readonly element: HTMLElement;
  show(state: PanelState): void;
}

/** What stands above the tabs' content: what happened last, and whether what is shown still holds. */
export function createMessageStack(act: (does: Deed) => void): MessageStack {
  const stack = element('div', { class: 'messages' });
  let key = '';
  return {
    element: stack,
    show(state) {
      const { shown, notice, running } = state;
      // Messages that stay are not made anew, so that they are not spoken again.
      const now = JSON.stringify([
        shown?.id,
        shown?.freshness,
        shown?.result.created,
        notice,
        running === null,
      ]);
      if (now === key) return;
      key = now;
      const made = [noticeMessage(state, act), staleMessage(state, act)];
      stack.replaceChildren(...made.filter((one) => one !== null));
    },
  };
}

function noticeMessage({ notice }: PanelState, act: (does: Deed) => void): HTMLElement | null {
  if (notice === null) return null;
  const { severity, text, action } = notice;
  return message(
    severity,
    text,
    null,
    action && { label: action.label, primary: false, run: () => act(action.does) },
  );
}

function staleMessage({ shown, model, running }: PanelState, act: (does: Deed) => void): HTMLElement | null {
  if (shown === null) return null;
  const { dataset, created } = shown.result;
  const words = staleWords(shown.freshness, model, dataset.name, when(created));
  if (words === null) return null;
  const again = { label: l10n.t('Analyse again'), primary: true, run: () => act('analyse') };
  const offered = isStale(shown.freshness) && running === null;
  return message('warning', words.what, words.shown, offered ? again : null);
}

/** A time in the reader's own way. */
function when(created: string): string {
  const date = new Date(created);
  return Number.isNaN(date.getTime())
    ? created
    : date.toLocaleString(spokenLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
}
