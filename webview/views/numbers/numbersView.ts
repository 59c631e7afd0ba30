import * as l10n from '@vscode/l10n';
import { flatUnits } from '../../../src/results/derive/flatUnits.js';
import { lossOpening, lossTables } from '../../../src/results/derive/lossTables.js';
import { resultTables, type ResultTable } from '../../../src/results/derive/resultTables.js';
import { unitName } from '../../../src/results/derive/unitName.js';
import { createOpening } from '../opening.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { element } from '../../dom/element.js';
import type { View } from '../view.js';

/** The Numbers tab: everything that a result holds besides its units' own numbers, in plain tables. */
export function createNumbersView(): View {
  const tables = element('div', { class: 'numbers' });
  const missing = element('p', { class: 'note' });
  let written = '';
  const view = element(
    'div',
    { class: 'view' },
    element('h1', {}, l10n.t('What was measured, in numbers')),
    tables,
    missing,
  );
  return {
    element: view,
    show({ result, replacement }) {
      const found = resultTables(result, replacement);
      // Tables that stay are not made anew: they may hold the focus.
      const now = JSON.stringify(found);
      if (now !== written) tables.replaceChildren(...found.map((table) => tableElement(table)));
      written = now;
      missing.textContent = missingWords(result);
    },
    // The tables are about layers and orders; a selected unit stands in the dock.
    select: () => undefined,
  };
}

/** Stands in for most tabs where a task knows nothing but a loss: what deletions cost, in plain tables; units lead to their cards. */
export function createLossView(open: (unit: number) => void): View {
  const opening = createOpening();
  const tables = element('div', { class: 'numbers' });
  let written = '';
  return {
    element: element('div', { class: 'view' }, ...opening.elements, tables),
    show({ result, replacement }) {
      opening.show(lossOpening(result, replacement));
      const flatOf = new Map(flatUnits(result).map((unit) => [unitName(unit), unit.flat]));
      const nameElement = (name: string): Node | string => {
        const flat = flatOf.get(name);
        return flat === undefined
          ? name
          : element('button', { type: 'button', class: 'link', onclick: () => open(flat) }, name);
      };
      const found = lossTables(result, replacement);
      // Tables that stay are not made anew: they may hold the focus.
      const now = JSON.stringify(found);
      if (now !== written) tables.replaceChildren(...found.map((table) => tableElement(table, nameElement)));
      written = now;
    },
    select: () => undefined,
  };
}

/** @param nameElement what stands for a row's name. */
function tableElement(
  { title, header, rows, notes }: ResultTable,
  nameElement: (name: string) => Node | string = (name) => name,
): HTMLElement {
  const [first, ...others] = header;
  return element(
    'section',
    {},
    element('h2', {}, title),
    element(
      'div',
      { class: 'wide-table', tabindex: '0', role: 'group', 'aria-label': title },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, first),
            ...others.map((name) => element('th', { scope: 'col', class: 'number' }, name)),
          ),
        ),
        element(
          'tbody',
          {},
          ...rows.map(([name, ...cells]) =>
            element(
              'tr',
              {},
              element('th', { scope: 'row' }, nameElement(name)),
              ...cells.map((cell) => element('td', { class: 'number' }, cell)),
            ),
          ),
        ),
      ),
    ),
    ...notes.map((note) => element('p', { class: 'note' }, note)),
  );
}

/** What else could be measured; empty where nothing is missing. */
function missingWords({ exact, curves = [], noise = [] }: ResultFile): string {
  if (!exact) return '';
  if (curves.length > 0 && noise.length > 0) return '';
  const lacking =
    curves.length > 0
      ? l10n.t('This result holds no noise')
      : noise.length > 0
        ? l10n.t('This result holds no curves')
        : l10n.t('This result holds no curves and no noise');
  return l10n.t('{0}; name them in the setting Unit Importance: Measures, and analyse again.', lacking);
}
