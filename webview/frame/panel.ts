import * as l10n from '@vscode/l10n';
import type { PanelState, Running, ShownResult, ToPanel } from '../../src/editor/messages.js';
import { replacementName } from '../../src/results/derive/dataWords.js';
import { replacementsOf } from '../../src/results/derive/flatUnits.js';
import { countsAnswers } from '../../src/results/derive/task.js';
import { rowOfUnit, unitRows } from '../../src/results/derive/unitRows.js';
import { choice } from '../controls.js';
import { element } from '../dom/element.js';
import type { Host } from '../host.js';
import type { View, ViewActions, ViewData } from '../views/view.js';
import { createDock } from './dock.js';
import { emptyState } from './emptyState.js';
import { isStale } from './freshness.js';
import { createHeader } from './header.js';
import { createMessageStack } from './messageStack.js';
import { createRunningBar } from './runningBar.js';
import { readSavedState, type SavedState, type TabId } from './savedState.js';
import { createTabs } from './tabs.js';
import { createTabViews, lossTabs, tabNames } from './tabViews.js';

export interface Panel {
  readonly element: HTMLElement;
  readonly receive: (message: ToPanel) => void;
}

/** The whole panel: header, tabs, what the chosen tab shows, and the dock. */
export function createPanel(host: Host): Panel {
  let saved = readSavedState(host.saved());
  let state: PanelState | null = null;
  let data: ViewData | null = null;
  let dataKey = '';
  /** What the empty state that stands there was made of. */
  let emptyKey = '';
  /** Whether the data are what was shown before, gone on: an analysis under way, or its end. */
  let continues = false;
  let selected: number | null = null;
  /** What each view was last given; those that are not open catch up when they are. */
  const given = new Map<View, { readonly data: ViewData; readonly selected: number | null }>();

  const actions: ViewActions = {
    select(unit) {
      select(unit);
      host.post({ type: 'select', unit });
    },
    open(unit) {
      actions.select(unit);
      save({ tab: 'units', card: true });
      showTab();
      card.focus?.();
    },
    goTo(tab) {
      save({ tab, card: false });
      showTab();
    },
    measure: (measure) => host.post({ type: 'measure', measure }),
    copy: (text, what) => host.post({ type: 'copy', text, what }),
    save: (file) => host.post({ type: 'save', ...file }),
    ask: (name, ask, onRefined) => host.ask(name, ask, onRefined),
  };
  const memory = { first: saved, now: () => saved, keep: save };
  const { tabs: views, card, loss } = createTabViews(actions, host, memory, closeCard);
  const header = createHeader({
    analyse: () => host.post({ type: 'analyse' }),
    quickLook: () => host.post({ type: 'quickLook' }),
    refine: () => host.post({ type: 'refine' }),
    chooseData: () => host.post({ type: 'chooseData' }),
    openResultFile: () => host.post({ type: 'openResultFile' }),
    report: () => host.post({ type: 'report' }),
    showLog: () => host.post({ type: 'showLog' }),
    showResult: (id) => host.post({ type: 'showResult', id }),
  });
  const replacement = choice(l10n.t('Replaced by'), true, (chosen) => {
    save({ replacement: chosen });
    showData();
    if (state !== null) header.show(state, chosen);
  });
  const tabs = createTabs<TabId>(tabNames, replacement.element, (tab) => actions.goTo(tab));
  const messages = createMessageStack((does) => host.post({ type: does }));
  const running = createRunningBar(() => host.post({ type: 'cancel' }));
  const place = element('div', { class: 'place' });
  const dock = createDock({
    clear: () => actions.select(null),
    openCard: (unit) => actions.open(unit),
    goToCode: (unit) => host.post({ type: 'revealCode', unit }),
  });
  tabs.content.append(running.element, messages.element, place);
  const panel = element(
    'div',
    { class: 'panel' },
    element('header', { class: 'top' }, header.element, tabs.element),
    element('main', { class: 'main' }, tabs.content),
    dock.element,
  );
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || selected === null) return;
    if (data !== null && openView() === card) closeCard();
    else actions.select(null);
  });

  function closeCard(): void {
    actions.goTo('units');
    views.units.focus?.();
  }

  function save(change: Partial<SavedState>): void {
    saved = { ...saved, ...change };
    host.save(saved);
  }

  function showState(next: PanelState): void {
    state = next;
    selected = next.selected;
    if (saved.modelPath !== next.modelPath) save({ modelPath: next.modelPath });
    running.show(next.running);
    messages.show(next);
    panel.classList.toggle('stale', next.shown !== null && isStale(next.shown.freshness));
    showData();
    header.show(next, data?.replacement ?? null);
  }

  /** Reads the shown result, if it is another than before, and shows it. */
  function showData(): void {
    const shown = state?.shown ?? null;
    const choices = shown === null ? [] : replacementsOf(shown.result);
    const chosen = choices.find((one) => one === saved.replacement) ?? choices[0] ?? null;
    // Every message brings a copy of the result; what is derived from it is kept while it is the same result.
    const key =
      shown === null
        ? ''
        : JSON.stringify([
            shown.id,
            shown.result.created,
            shown.result.durationSeconds,
            chosen,
            isStale(shown.freshness),
          ]);
    if (key !== dataKey) {
      dataKey = key;
      const before = data?.result;
      continues =
        before !== undefined &&
        before.model.sha256 === shown?.result.model.sha256 &&
        (before.partial === true || shown.result.partial === true);
      data = shown === null ? null : { ...readBy(shown, chosen), comparable: state?.comparable ?? [] };
    }
    // Results elsewhere come and go while the shown one stays.
    const comparable = state?.comparable ?? [];
    if (data !== null && JSON.stringify(data.comparable) !== JSON.stringify(comparable)) {
      data = { ...data, comparable };
      continues = true;
    }
    replacement.element.hidden = choices.length < 2;
    replacement.show(
      choices.map((one) => [one, replacementName(one)] as const),
      chosen ?? '',
    );
    tabs.element.hidden = data === null;
    tabs.offer(hasLossAlone() ? lossTabs : tabNames.map(([id]) => id));
    showTab();
    showDock();
  }

  function showTab(): void {
    tabs.show(hasLossAlone() && !lossTabs.includes(saved.tab) ? lossTabs[0] : saved.tab);
    if (data === null) {
      const waiting = state?.running !== null;
      const offered = {
        analyse: () => host.post({ type: 'analyse' }),
        quickLook: () => host.post({ type: 'quickLook' }),
        chooseData: () => host.post({ type: 'chooseData' }),
      };
      const model = state?.model ?? l10n.t('the network');
      const outlook = state?.outlook ?? null;
      // What is focused there stays while nothing of it changes.
      const now = JSON.stringify([model, outlook, waiting]);
      if (now === emptyKey && place.querySelector('.empty') !== null) return;
      emptyKey = now;
      place.replaceChildren(emptyState(model, outlook, waiting ? null : offered));
      return;
    }
    const view = openView();
    const opened = place.firstChild !== view.element;
    if (opened) {
      for (const other of [...Object.values(views), card, loss]) {
        if (place.firstChild === other.element) other.leave?.();
      }
      place.replaceChildren(view.element);
    }
    const before = given.get(view);
    const changed = before?.data !== data;
    const goesOn = continues && !opened;
    if (changed) view.show(data, goesOn);
    // A selection that was there before is not scrolled to again, unless the view is opened.
    if (opened || (changed && !goesOn) || before?.selected !== selected) view.select(selected);
    given.set(view, { data, selected });
    showDock();
  }

  /** Whether the shown result knows nothing but a loss. */
  function hasLossAlone(): boolean {
    return data !== null && !countsAnswers(data.result);
  }

  /** The card stands in for the table of units while a unit is selected. */
  function openView(): View {
    if (saved.tab === 'units' && saved.card && selected !== null) return card;
    if (hasLossAlone() && (saved.tab === 'overview' || !lossTabs.includes(saved.tab))) return loss;
    return views[saved.tab];
  }

  function select(unit: number | null): void {
    selected = unit;
    if (data !== null) {
      const view = openView();
      if (place.firstChild !== view.element) {
        showTab();
        return;
      }
      view.select(unit);
      given.set(view, { data, selected });
    }
    showDock();
  }

  function showProgress(underWay: Running | null): void {
    if (state === null) return;
    const began = (state.running === null) !== (underWay === null);
    state = { ...state, running: underWay };
    if (began) showState({ ...state, selected });
    else running.show(underWay);
  }

  function showDock(): void {
    const row = selected === null || data === null ? null : rowOfUnit(data.rows, selected);
    dock.element.hidden = data === null;
    const offers = {
      card: data !== null && openView() !== card,
      code: state?.hasCode === true,
    };
    dock.show(row, data?.result ?? null, offers);
  }

  return {
    element: panel,
    receive(received) {
      switch (received.type) {
        case 'state':
          showState(received.state);
          break;
        case 'select':
          select(received.unit);
          break;
        case 'compare':
          views.compare.beside(received.ids);
          actions.goTo('compare');
          break;
        case 'progress':
          showProgress(received.running);
          break;
        // The host hands these to whoever asked.
        case 'refined':
        case 'answer':
        case 'refused':
          break;
      }
    },
  };
}

function readBy(
  { id, freshness, result }: ShownResult,
  replacement: string | null,
): Omit<ViewData, 'comparable'> {
  return { id, result, rows: unitRows(result, replacement), replacement, isStale: isStale(freshness) };
}
