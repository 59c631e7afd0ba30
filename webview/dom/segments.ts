import { element } from './element.js';

export interface SegmentOption<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Stands for the label where there is little room. */
  readonly short?: string;
}

export interface Segments<Id extends string> {
  readonly element: HTMLElement;
  show(options: readonly SegmentOption<Id>[], chosen: Id): void;
}

/** A row of choices of which one holds; a radio group for keyboard and speech. */
export function createSegments<Id extends string>(label: string, onChoose: (id: Id) => void): Segments<Id> {
  const group = element('div', { class: 'segments', role: 'radiogroup', 'aria-label': label });
  let options: readonly SegmentOption<Id>[] = [];
  let buttons: HTMLButtonElement[] = [];

  function choose(place: number): void {
    const at = (place + options.length) % options.length;
    buttons[at].focus();
    onChoose(options[at].id);
  }

  group.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = buttons.findIndex((button) => button === event.target);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    choose(at + step);
  });

  return {
    element: group,
    show(shown, chosen) {
      options = shown;
      // Buttons are kept, and with them the focus.
      if (buttons.length !== options.length) {
        buttons = options.map((_, place) =>
          element('button', { type: 'button', role: 'radio', onclick: () => choose(place) }),
        );
        group.replaceChildren(...buttons);
      }
      options.forEach((option, place) => {
        buttons[place].replaceChildren(
          ...(option.short === undefined
            ? [option.label]
            : [
                element('span', { class: 'long' }, option.label),
                element('span', { class: 'short' }, option.short),
              ]),
        );
        buttons[place].setAttribute('aria-checked', String(option.id === chosen));
        buttons[place].tabIndex = option.id === chosen ? 0 : -1;
      });
    },
  };
}
