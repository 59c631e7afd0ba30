import type { ComparableResult } from '../../../src/editor/messages.js';
import { button, choice } from '../../controls.js';
import { element } from '../../dom/element.js';
import type { ViewData } from '../view.js';

/** How many networks stand side by side at most, the shown one included. */
const most = 4;

export interface NetworkChoice {
  readonly element: HTMLElement;
  /** @param chosen ids of the results beside the shown one. */
  show(data: ViewData, chosen: readonly string[]): void;
}

/** Which results stand beside the shown one: a list to add from, and a button that takes each away again. */
export function createNetworkChoice(onChoose: (ids: readonly string[]) => void): NetworkChoice {
  let now: readonly string[] = [];
  const list = element('ul', { class: 'networks', 'aria-label': 'Networks compared' });
  const add = choice('Beside it', true, (id) => {
    if (id !== '') onChoose([...now, id]);
  });
  const row = element('div', { class: 'network-choice' }, list, add.element);
  return {
    element: row,
    show({ id, result, comparable }, chosen) {
      now = chosen;
      row.hidden = comparable.length < 2;
      const shown = comparable.find((one) => one.id === id) ?? {
        id,
        model: result.model.file,
        data: result.dataset.name,
      };
      const named = chosen.flatMap((one) => comparable.find((other) => other.id === one) ?? []);
      list.replaceChildren(
        item('A', shown, null),
        ...named.map((one, place) =>
          item(letterOf(place + 1), one, () => {
            onChoose(now.filter((other) => other !== one.id));
            add.element.querySelector<HTMLElement>('vscode-dropdown')?.focus();
          }),
        ),
      );
      const left = comparable.filter((one) => one.id !== id && !chosen.includes(one.id));
      add.element.hidden = left.length === 0 || chosen.length + 1 >= most;
      add.show([['', 'Add a result\u2026'], ...left.map((one) => [one.id, nameOf(one)] as const)], '');
    },
  };
}

function item(letter: string, result: ComparableResult, remove: (() => void) | null): HTMLElement {
  return element(
    'li',
    { title: nameOf(result) },
    element('b', {}, letter),
    element('span', { class: 'network-name' }, fileName(result.model)),
    element('span', { class: 'dim' }, result.data),
    remove === null ? null : button('\u2715', { appearance: 'icon', title: `Take ${letter} away` }, remove),
  );
}

export function letterOf(place: number): string {
  return String.fromCharCode(65 + place);
}

function nameOf(result: ComparableResult): string {
  return `${fileName(result.model)}, ${result.data}`;
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
