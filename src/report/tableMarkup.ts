import * as l10n from '@vscode/l10n';
import type { Cell, FigureTable, TableColumn } from '../figures/figure.js';
import { join, tag, type Markup } from './markup.js';

/** More rows than anyone reads make a page large. */
const mostRows = 500;

/** A table that can be scrolled where the page is narrow. */
export function tableMarkup({ title, columns, rows }: FigureTable): Markup {
  const numeric = columns.map((_, i) => rows.some((row) => typeof row[i] === 'number'));
  const classOf = (i: number): string | null => (numeric[i] ? 'number' : null);
  const head = columns.map(({ name }, i) => tag('th', { scope: 'col', class: classOf(i) }, name));
  const body = rows.slice(0, mostRows).map((row) =>
    tag(
      'tr',
      {},
      ...row.map((cell, i) => {
        const text = written(cell, columns[i]);
        return i === 0 ? tag('th', { scope: 'row' }, text) : tag('td', { class: classOf(i) }, text);
      }),
    ),
  );
  const cut = rows.length > mostRows;
  return join([
    tag(
      'div',
      { class: 'wide', tabindex: 0, role: 'group', 'aria-label': title },
      tag('table', {}, tag('thead', {}, tag('tr', {}, ...head)), tag('tbody', {}, ...body)),
    ),
    cut ? tag('p', { class: 'note' }, l10n.t('The first {0} of {1} rows.', mostRows, rows.length)) : null,
  ]);
}

function written(cell: Cell, { write }: TableColumn): string {
  if (cell === null) return '\u2013';
  return typeof cell === 'number' && write !== undefined ? write(cell) : String(cell);
}
