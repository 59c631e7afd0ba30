import * as l10n from '@vscode/l10n';
import type { DeletionStep } from '../../../src/results/derive/deletionChoices.js';
import { formatLoss } from '../../../src/results/derive/numberFormat.js';
import { writeShare } from '../../../src/results/derive/typographicNumbers.js';
import { element } from '../../dom/element.js';

/** A step with what it does to the accuracy, as shares, or of a regression to the loss; `null` while it is not measured. */
export interface ShownStep extends DeletionStep {
  readonly isLoss: boolean;
  readonly intact: number | null;
  readonly now: number | null;
  readonly isShown: boolean;
}

export interface StorySteps {
  readonly element: HTMLElement;
  show(steps: readonly ShownStep[], isLive: boolean): void;
}

/** The four steps of the story, each with the accuracy that it leads to. */
export function createStorySteps(take: (step: number) => void): StorySteps {
  const list = element('ol', { class: 'steps', 'aria-label': l10n.t('Four steps to try') });
  let buttons: HTMLButtonElement[] = [];
  return {
    element: list,
    show(steps, isLive) {
      if (buttons.length !== steps.length) {
        buttons = steps.map((_, i) => element('button', { type: 'button', onclick: () => take(i) }));
        list.replaceChildren(...buttons.map((one) => element('li', {}, one)));
      }
      steps.forEach(({ label, units, note, intact, now, isLoss, isShown }, i) => {
        const write = isLoss ? formatLoss : writeShare;
        const measured =
          intact === null || now === null
            ? units === null
              ? note
              : '\u2026'
            : `${write(intact)} \u2192 ${write(now)}`;
        const target = buttons[i];
        target.disabled = units === null || !isLive;
        target.title = note;
        target.setAttribute('aria-pressed', String(isShown));
        target.replaceChildren(
          element('b', { 'aria-hidden': 'true' }, i + 1),
          element('span', { class: 'step-name' }, label),
          element('span', { class: 'step-measured dim' }, measured),
        );
      });
    },
  };
}
