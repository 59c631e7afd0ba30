import { button } from '../controls.js';
import { element } from './element.js';

export interface MenuItem {
  readonly label: string;
  readonly enabled: boolean;
  readonly run: () => void;
}

/**
 * A button that opens a list of commands: arrow keys move, Escape closes, so does a click elsewhere.
 * @param isNamed whether the button shows its label, in place of dots.
 */
export function createMenu(label: string, items: () => readonly MenuItem[], isNamed = false): HTMLElement {
  const list = element('div', { class: 'menu-list', role: 'menu', 'aria-label': label, hidden: true });
  const toggle = (): void => {
    if (list.hidden) open();
    else close();
  };
  const opener = isNamed
    ? button(label, { appearance: 'secondary' }, toggle)
    : button('\u22ef', { appearance: 'icon', title: label }, toggle);
  opener.setAttribute('aria-haspopup', 'menu');
  opener.setAttribute('aria-expanded', 'false');
  const menu = element('div', { class: 'menu' }, opener, list);

  function open(): void {
    list.replaceChildren(
      ...items().map((item) =>
        element(
          'button',
          {
            type: 'button',
            role: 'menuitem',
            tabindex: -1,
            disabled: !item.enabled,
            onclick: () => {
              close();
              item.run();
            },
          },
          item.label,
        ),
      ),
    );
    list.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    enabledItems()[0]?.focus();
  }

  function close(): void {
    if (list.hidden) return;
    const hadFocus = list.contains(document.activeElement);
    list.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    if (hadFocus) opener.focus();
  }

  function enabledItems(): HTMLButtonElement[] {
    return [...list.querySelectorAll('button')].filter((item) => !item.disabled);
  }

  list.addEventListener('keydown', (event) => {
    const found = enabledItems();
    const at = found.findIndex((item) => item === document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape') close();
    else if (next !== undefined) found.at(next % found.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  menu.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node) || !menu.contains(event.relatedTarget)) close();
  });
  return menu;
}
