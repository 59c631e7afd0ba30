import { importancePhrase, selectivityPhrase } from '../../src/results/derive/unitPhrases.js';
import type { UnitRow } from '../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../src/results/schema.js';
import { element } from '../dom/element.js';

export interface Dock {
  readonly element: HTMLElement;
  show(row: UnitRow | null, result: ResultFile | null): void;
}

/** The selected unit, at the foot of every tab; it is spoken when it changes. */
export function createDock(onClear: () => void): Dock {
  const spoken = element('div', { class: 'spoken', 'aria-live': 'polite' });
  const content = element('div', { class: 'dock' });
  const clear = element(
    'button',
    { type: 'button', class: 'link', 'aria-label': 'Clear selection', onclick: onClear },
    'Clear',
  );
  return {
    element: element('footer', {}, content, spoken),
    show(row, result) {
      if (row === null || result === null) {
        content.replaceChildren(
          element(
            'span',
            { class: 'dim' },
            'No unit selected. Click a row or a mark to keep it in view everywhere.',
          ),
        );
        spoken.textContent = '';
        return;
      }
      const importance = importancePhrase(row, result.dataset.noun);
      const selectivity = selectivityPhrase(row, result.dataset.classes);
      const beyond = row.beyondChance ? 'beyond chance' : null;
      content.replaceChildren(
        element('span', { class: 'ring', 'aria-hidden': 'true' }),
        element('span', { class: 'unit-name' }, row.name),
        ...[importance, beyond].filter((part) => part !== null).map((part) => element('span', {}, part)),
        ...(selectivity === null ? [] : [element('span', { class: 'dim' }, selectivity)]),
        clear,
      );
      // Numbers that still grow would be spoken over and over.
      if (result.partial === true && spoken.textContent.startsWith(`${row.name},`)) return;
      const text = [row.name, importance, beyond, selectivity].filter((part) => part !== null).join(', ');
      if (spoken.textContent !== text) spoken.textContent = text;
    },
  };
}
