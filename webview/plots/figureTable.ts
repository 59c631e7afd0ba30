import * as l10n from '@vscode/l10n';
import type { Cell, FigureTable, TableColumn } from '../../src/figures/figure.js';
import { element } from '../dom/element.js';

/** More rows than anyone reads make a page slow; CSV holds them all. */
const mostRows = 500;

/** A figure's numbers, as a table that can be scrolled and read out. */
export function figureTableElement({ title, columns, rows }: FigureTable): HTMLElement {
  const numeric = columns.map((_, i) => rows.some((row) => typeof row[i] === 'number'));
  const head = columns.map(({ name }, i) =>
    element('th', { scope: 'col', class: numeric[i] ? 'number' : null }, name),
  );
  const body = rows.slice(0, mostRows).map((row) =>
    element(
      'tr',
      {},
      ...row.map((cell, i) => {
        const text = written(cell, columns[i]);
        if (i === 0) return element('th', { scope: 'row' }, text);
        return element('td', { class: numeric[i] ? 'number' : null }, text);
      }),
    ),
  );
  const cut = rows.length > mostRows;
  return element(
    'div',
    { class: 'wide-table', tabindex: '0', role: 'group', 'aria-label': title },
    element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...body)),
    cut
      ? element(
          'p',
          { class: 'note' },
          l10n.t('The first {0} of {1} rows; CSV holds them all.', mostRows, rows.length),
        )
      : null,
  );
}

function written(cell: Cell, { write }: TableColumn): string {
  if (cell === null) return '\u2013';
  return typeof cell === 'number' && write !== undefined ? write(cell) : String(cell);
}
