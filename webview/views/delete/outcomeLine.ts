import * as l10n from '@vscode/l10n';
import { button } from '../../controls.js';
import { element } from '../../dom/element.js';
import type { OutcomeWords } from './deletionOutcome.js';

export interface OutcomeLine {
  readonly elements: readonly HTMLElement[];
  /** @param canRetry whether the network can be started again. */
  show(words: OutcomeWords, canRetry: boolean): void;
}

/** The sentence above the drawing, spoken when it changes; or what hinders, and the way on. */
export function createOutcomeLine(retry: () => void): OutcomeLine {
  const deleted = element('b');
  const sentence = element('span');
  const reason = element('p', { class: 'hindrance' });
  const again = button(l10n.t('Start it again'), { appearance: 'primary' }, retry);
  const hindered = element('div', { class: 'tools hindered' }, reason, again);
  return {
    elements: [element('p', { 'aria-live': 'polite' }, deleted, ' ', sentence), hindered],
    show(words, canRetry) {
      deleted.textContent = words.deleted;
      sentence.textContent = words.sentence;
      reason.textContent = words.hindrance ?? '';
      hindered.hidden = words.hindrance === null;
      again.hidden = !canRetry;
    },
  };
}
