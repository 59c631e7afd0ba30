import * as l10n from '@vscode/l10n';
import { importancePhrase, selectivityPhrase } from '../../src/results/derive/unitPhrases.js';
import type { UnitRow } from '../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../src/results/schema.js';
import { element } from '../dom/element.js';

export interface Dock {
  readonly element: HTMLElement;
  /** @param offers which ways lead on from the unit, besides clearing it. */
  show(row: UnitRow | null, result: ResultFile | null, offers: DockOffers): void;
}

export interface DockOffers {
  /** Whether the card is not open already. */
  readonly card: boolean;
  /** Whether there is code to go to. */
  readonly code: boolean;
}

export interface DockActions {
  clear(): void;
  openCard(unit: number): void;
  goToCode(unit: number): void;
}

/** The selected unit, at the foot of every tab; it is spoken when it changes. */
export function createDock(actions: DockActions): Dock {
  let unit: number | null = null;
  const spoken = element('div', { class: 'spoken', 'aria-live': 'polite' });
  const words = element('div', { class: 'dock-words' });
  const link = (label: string, name: string | null, run: (unit: number) => void): HTMLElement =>
    element(
      'button',
      {
        type: 'button',
        class: 'link',
        'aria-label': name,
        onclick: () => {
          if (unit !== null) run(unit);
        },
      },
      label,
    );
  const card = link(l10n.t('Card'), l10n.t('Open the unit’s card'), (shown) => actions.openCard(shown));
  const code = link(l10n.t('Go to code'), null, (shown) => actions.goToCode(shown));
  const clear = link(l10n.t('Clear'), l10n.t('Clear selection'), () => actions.clear());
  const links = element('div', { class: 'dock-links' }, card, code, clear);
  return {
    element: element('footer', {}, element('div', { class: 'dock' }, words, links), spoken),
    show(row, result, offers) {
      unit = row?.unit.flat ?? null;
      links.hidden = unit === null;
      card.hidden = !offers.card;
      code.hidden = !offers.code;
      if (row === null || result === null) {
        words.replaceChildren(
          element(
            'span',
            { class: 'dim' },
            l10n.t('No unit selected. Click a row or a mark to keep it in view everywhere.'),
          ),
        );
        spoken.textContent = '';
        return;
      }
      const importance = importancePhrase(row, result.dataset.noun);
      const selectivity = selectivityPhrase(row, result.dataset.classes);
      const beyond = row.beyondChance ? l10n.t('beyond chance') : null;
      words.replaceChildren(
        element('span', { class: 'ring', 'aria-hidden': 'true' }),
        element('span', { class: 'unit-name' }, row.name),
        ...[importance, beyond].filter((part) => part !== null).map((part) => element('span', {}, part)),
        ...(selectivity === null ? [] : [element('span', { class: 'dim' }, selectivity)]),
      );
      // Numbers that still grow would be spoken over and over.
      if (result.partial === true && spoken.textContent.startsWith(`${row.name},`)) return;
      const text = [row.name, importance, beyond, selectivity].filter((part) => part !== null).join(', ');
      if (spoken.textContent !== text) spoken.textContent = text;
    },
  };
}
