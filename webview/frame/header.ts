import type { PanelState } from '../../src/editor/messages.js';
import { button, choice, setDisabled } from '../controls.js';
import { element } from '../dom/element.js';
import { createMenu } from '../dom/menu.js';
import { freshnessWords } from './freshness.js';

export interface HeaderActions {
  analyse(): void;
  chooseData(): void;
  openResultFile(): void;
  showLog(): void;
  showResult(id: string): void;
}

export interface Header {
  readonly element: HTMLElement;
  show(state: PanelState): void;
}

/** The line that says what is shown: model, data, whether they are still the same. */
export function createHeader(actions: HeaderActions): Header {
  let resultShown = false;
  const model = element('span', { class: 'model' });
  const dataName = element('span', { class: 'name' });
  const results = choice('Data', false, (id) => actions.showResult(id));
  const words = element('span', { class: 'words' });
  const freshness = element('span', { class: 'freshness' }, words);
  const again = button('Analyse again', { appearance: 'secondary' }, () => actions.analyse());
  const againIcon = button('\u21bb', { appearance: 'secondary', title: 'Analyse again' }, () =>
    actions.analyse(),
  );
  again.classList.add('with-words');
  againIcon.classList.add('icon-only');
  const menu = createMenu('More', () => [
    { label: 'Choose data\u2026', enabled: true, run: () => actions.chooseData() },
    { label: 'Open result file', enabled: resultShown, run: () => actions.openResultFile() },
    { label: 'Show log', enabled: true, run: () => actions.showLog() },
  ]);
  return {
    element: element(
      'div',
      { class: 'identity' },
      model,
      element('span', { class: 'data' }, dataName, results.element),
      element('span', { class: 'spacer' }),
      freshness,
      again,
      againIcon,
      menu,
    ),
    show(state) {
      const { shown } = state;
      resultShown = shown !== null;
      model.textContent = state.model;
      model.title = state.model;
      const several = state.results.length > 1;
      dataName.textContent = shown === null || several ? '' : shown.result.dataset.name;
      dataName.title = dataName.textContent;
      results.element.hidden = !several;
      results.show(
        state.results.map(({ id, label }) => [id, label] as const),
        shown?.id ?? '',
      );
      freshness.hidden = shown === null;
      freshness.className = `freshness ${shown?.freshness ?? ''}`;
      words.textContent = shown === null ? '' : freshnessWords[shown.freshness];
      freshness.title = words.textContent;
      for (const control of [again, againIcon]) {
        control.hidden = shown === null;
        setDisabled(control, state.running !== null);
      }
    },
  };
}
