import * as l10n from '@vscode/l10n';
import type { PanelState } from '../../src/editor/messages.js';
import { button, choice, setDisabled } from '../controls.js';
import { measuredWords } from '../../src/results/derive/engineWords.js';
import { element } from '../dom/element.js';
import { createMenu } from '../dom/menu.js';
import { canBeRefined, exactnessWords } from './exactnessWords.js';
import { freshnessWords } from './freshness.js';

export interface HeaderActions {
  analyse(): void;
  quickLook(): void;
  refine(): void;
  chooseData(): void;
  openResultFile(): void;
  report(): void;
  showLog(): void;
  showResult(id: string): void;
}

export interface Header {
  readonly element: HTMLElement;
  /** @param replacement the replacement value that is shown. */
  show(state: PanelState, replacement: string | null): void;
}

/** The line that says what is shown: model, data, whether they are still the same. */
export function createHeader(actions: HeaderActions): Header {
  let fileShown = false;
  let idle = true;
  let refines = false;
  const model = element('span', { class: 'model' });
  const dataName = element('span', { class: 'name' });
  const results = choice(l10n.t('Data'), false, (id) => actions.showResult(id));
  const words = element('span', { class: 'words' });
  const freshness = element('span', { class: 'freshness' }, words);
  const exactness = element('span', { class: 'exactness' });
  const act = (): void => (refines ? actions.refine() : actions.analyse());
  const again = button(l10n.t('Analyse again'), { appearance: 'secondary' }, act);
  const againIcon = button('\u21bb', { appearance: 'secondary', title: l10n.t('Analyse again') }, act);
  again.classList.add('with-words');
  againIcon.classList.add('icon-only');
  const menu = createMenu(l10n.t('More'), () => [
    { label: l10n.t('Choose data…'), enabled: true, run: () => actions.chooseData() },
    { label: l10n.t('Quick look (estimate)'), enabled: idle, run: () => actions.quickLook() },
    { label: l10n.t('Open result file'), enabled: fileShown, run: () => actions.openResultFile() },
    { label: l10n.t('Report…'), enabled: fileShown, run: () => actions.report() },
    { label: l10n.t('Show log'), enabled: true, run: () => actions.showLog() },
  ]);
  return {
    element: element(
      'div',
      { class: 'identity' },
      model,
      element('span', { class: 'data' }, dataName, results.element),
      element('span', { class: 'spacer' }),
      exactness,
      freshness,
      again,
      againIcon,
      menu,
    ),
    show(state, replacement) {
      const { shown } = state;
      const measuring = shown?.freshness === 'measuring';
      fileShown = shown !== null && !measuring && shown.freshness !== 'unfinished';
      idle = state.running === null;
      refines = shown !== null && canBeRefined(shown.result);
      exactness.textContent = shown === null ? '' : (exactnessWords(shown.result, replacement) ?? '');
      exactness.hidden = exactness.textContent === '';
      exactness.title = exactness.textContent;
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
      freshness.hidden = shown === null || measuring;
      freshness.className = `freshness ${shown?.freshness ?? ''}`;
      words.textContent = shown === null ? '' : freshnessWords[shown.freshness];
      freshness.title = shown === null ? '' : `${words.textContent} \u00b7 ${measuredWords(shown.result)}`;
      const label = refines ? l10n.t('Refine to exact') : l10n.t('Analyse again');
      if (again.textContent !== label) {
        again.textContent = label;
        againIcon.title = label;
        againIcon.setAttribute('aria-label', label);
      }
      for (const control of [again, againIcon]) {
        control.hidden = shown === null || measuring;
        setDisabled(control, !idle);
      }
    },
  };
}
