import * as l10n from '@vscode/l10n';
import type { Running } from '../../src/editor/messages.js';
import { button } from '../controls.js';
import { element } from '../dom/element.js';
import { runningWords } from './runningWords.js';

export interface RunningBar {
  readonly element: HTMLElement;
  show(running: Running | null): void;
}

/** How far an analysis has come. */
export function createRunningBar(onCancel: () => void): RunningBar {
  const phase = element('b');
  const detail = element('span', { class: 'dim detail' });
  const bar = element('div', { class: 'bar' });
  const track = element(
    'div',
    {
      class: 'track',
      role: 'progressbar',
      'aria-valuemin': 0,
      'aria-valuemax': 100,
      'aria-label': l10n.t('Analysis'),
    },
    bar,
  );
  const data = element('p', { class: 'note' });
  const section = element(
    'section',
    { class: 'running', 'aria-label': l10n.t('Analysis under way'), hidden: true },
    element(
      'div',
      { class: 'line' },
      phase,
      detail,
      element('span', { class: 'spacer' }),
      button(l10n.t('Cancel'), { appearance: 'secondary' }, onCancel),
    ),
    track,
    data,
  );
  return {
    element: section,
    show(running) {
      section.hidden = running === null;
      if (running === null) return;
      const words = runningWords(running);
      phase.textContent = words.phase;
      detail.textContent = words.detail;
      data.textContent = words.note;
      bar.style.width = `${words.share * 100}%`;
      track.setAttribute('aria-valuenow', String(Math.floor(words.share * 100)));
      track.setAttribute('aria-valuetext', `${words.phase}, ${words.detail}`);
    },
  };
}
