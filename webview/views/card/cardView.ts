import * as l10n from '@vscode/l10n';
import { unmeasuredRow, type UnitRow } from '../../../src/results/derive/unitRows.js';
import { countsAnswers } from '../../../src/results/derive/task.js';
import { element } from '../../dom/element.js';
import type { Sort } from '../../table/sorting.js';
import type { View, ViewActions, ViewData } from '../view.js';
import { createUnitCard } from './unitCardElement.js';
import { unitOrder } from './unitOrder.js';

export interface CardActions extends ViewActions {
  /** Back to the table of units. */
  close(): void;
  /** How the table of units is sorted, which is the order that previous and next take. */
  sort(): Sort;
  /** The unit whose card stays, to be remembered; `null` where none does. */
  pin(unit: number | null): void;
}

/**
 * A unit's card, in place of the Units table: the selected unit's, and beside it one that was pinned.
 * @param firstPinned the unit that was pinned when the panel was left.
 */
export function createCardView(actions: CardActions, firstPinned: number | null): View {
  let data: ViewData | null = null;
  let selected: number | null = null;
  let pinned = firstPinned;

  const back = link('', () => actions.close());
  const previous = link(l10n.t('previous'), () => step(-1));
  const next = link(l10n.t('next'), () => step(1));
  const pin = link(l10n.t('pin beside another'), togglePin);
  const unpin = link(l10n.t('unpin'), togglePin);
  const spacer = (): HTMLElement => element('span', { class: 'spacer' });
  const current = createUnitCard(actions, back, spacer(), previous, next, pin);
  const kept = createUnitCard(actions, element('span', { class: 'dim' }, l10n.t('pinned')), spacer(), unpin);
  const view = element('div', { class: 'view card', tabindex: -1 }, current.element);

  /** Units in the table's order, but for a pinned one, which is there already. */
  function order(): readonly UnitRow[] {
    if (data === null) return [];
    return unitOrder(data, actions.sort()).filter(
      ({ unit }) => unit.flat !== pinned || unit.flat === selected,
    );
  }

  function step(by: 1 | -1): void {
    const rows = order();
    const target = rows[rows.findIndex(({ unit }) => unit.flat === selected) + by] as UnitRow | undefined;
    if (target !== undefined) actions.select(target.unit.flat);
  }

  function togglePin(): void {
    const now = pinned === null ? selected : null;
    const rows = order();
    const at = rows.findIndex(({ unit }) => unit.flat === selected);
    pinned = now;
    actions.pin(now);
    // Beside itself a card would say nothing.
    const other = (rows[at + 1] ?? rows[at - 1]) as UnitRow | undefined;
    if (now !== null && other !== undefined) actions.select(other.unit.flat);
    showCards();
    (now === null ? pin : next).focus();
  }

  function showCards(): void {
    if (data === null) return;
    const { rows } = data;
    if (selected === null) return;
    const row = rows.find(({ unit }) => unit.flat === selected) ?? unmeasuredRow(data.result, selected);
    if (row === null) return;
    const keptRow = pinned === null ? undefined : rows.find(({ unit }) => unit.flat === pinned);
    const isBeside = keptRow !== undefined && keptRow !== row;
    view.classList.toggle('two', isBeside);
    // What is out of the document asks for nothing.
    if (!isBeside) kept.element.remove();
    else if (!kept.element.isConnected) view.prepend(kept.element);
    pin.textContent = pinned === null ? l10n.t('pin beside another') : l10n.t('unpin');
    pin.hidden = isBeside;
    const ordered = order();
    const at = ordered.indexOf(row);
    // At an end they keep the focus, by which arrow keys go on.
    previous.setAttribute('aria-disabled', String(at <= 0));
    next.setAttribute('aria-disabled', String(at < 0 || at === ordered.length - 1));
    back.textContent = `\u2039 ${countsAnswers(data.result) ? l10n.t('Units') : l10n.t('Overview')}`;
    current.show(data, row);
    if (isBeside) kept.show(data, keptRow);
  }

  view.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key] as 1 | -1 | undefined;
    // A table that is wider than its place scrolls by these keys.
    const scrolls = event.target instanceof Element && event.target.closest('.figure-table') !== null;
    if (by === undefined || scrolls) return;
    event.preventDefault();
    step(by);
  });

  return {
    element: view,
    show(shown) {
      data = shown;
      showCards();
    },
    select(unit) {
      selected = unit;
      showCards();
    },
    focus: () => view.focus(),
  };
}

function link(label: string, run: () => void): HTMLButtonElement {
  return element('button', { type: 'button', class: 'link', onclick: run }, label);
}
