import * as l10n from '@vscode/l10n';
import { choice } from '../controls.js';
import { element } from '../dom/element.js';

export interface Tabs<Id extends string> {
  readonly element: HTMLElement;
  /** What the tabs show belongs in here. */
  readonly content: HTMLElement;
  show(id: Id): void;
  /** Shows only these tabs. */
  offer(ids: readonly Id[]): void;
}

/**
 * Tabs that become a drop-down list where there is no room.
 * @param tabs their ids and names, in order.
 * @param beside stands at the other end of the line.
 */
export function createTabs<Id extends string>(
  tabs: readonly (readonly [Id, string])[],
  beside: HTMLElement,
  onShow: (id: Id) => void,
): Tabs<Id> {
  const buttons = tabs.map(([id, name]) =>
    element(
      'button',
      { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': 'view', onclick: () => onShow(id) },
      name,
    ),
  );
  const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': l10n.t('Views') }, ...buttons);
  const narrow = choice(l10n.t('View'), false, (chosen) => {
    const tab = tabs.find(([id]) => id === chosen);
    if (tab !== undefined) onShow(tab[0]);
  });
  narrow.element.classList.add('tab-choice');
  /** Which ends hide tabs, as they can be scrolled where there is little room. */
  function markEnds(): void {
    const hidden = list.scrollWidth - list.clientWidth;
    list.classList.toggle('more-before', list.scrollLeft > 1);
    list.classList.toggle('more-after', list.scrollLeft < hidden - 1);
  }
  list.addEventListener('scroll', markEnds);
  new ResizeObserver(markEnds).observe(list);

  const content = element('section', { id: 'view', class: 'content', role: 'tabpanel', tabindex: -1 });

  let offered = tabs;
  list.addEventListener('keydown', (event) => {
    const there = buttons.filter(({ hidden }) => !hidden);
    const at = there.findIndex((tab) => tab === event.target);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const target = at < 0 || next === undefined ? undefined : there.at(next % there.length);
    if (target === undefined) return;
    event.preventDefault();
    target.focus();
    target.click();
  });

  return {
    element: element(
      'div',
      { class: 'views' },
      list,
      narrow.element,
      element('span', { class: 'spacer' }),
      beside,
    ),
    content,
    show(shown) {
      tabs.forEach(([id], i) => {
        buttons[i].setAttribute('aria-selected', String(id === shown));
        buttons[i].tabIndex = id === shown ? 0 : -1;
        if (id === shown) bringIntoSight(list, buttons[i]);
      });
      content.setAttribute('aria-labelledby', `tab-${shown}`);
      narrow.show(offered, shown);
    },
    offer(ids) {
      offered = tabs.filter(([id]) => ids.includes(id));
      tabs.forEach(([id], i) => (buttons[i].hidden = !ids.includes(id)));
    },
  };
}

/** Scrolls the line of tabs alone, and only where the tab is not in sight whole. */
function bringIntoSight(list: HTMLElement, tab: HTMLElement): void {
  const [left, right] = [
    tab.offsetLeft - list.offsetLeft,
    tab.offsetLeft - list.offsetLeft + tab.offsetWidth,
  ];
  const margin = 40;
  if (left - margin < list.scrollLeft) list.scrollLeft = left - margin;
  else if (right + margin > list.scrollLeft + list.clientWidth) {
    list.scrollLeft = right + margin - list.clientWidth;
  }
}
