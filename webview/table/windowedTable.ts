import { element, type Child } from '../dom/element.js';
import { movedRow, rowWindow, scrollToRow } from './rowWindow.js';
import { ariaSort, type Direction, type Sort } from './sorting.js';

/** In pixels; table.css knows them too. */
const rowHeight = 24;
const headHeight = 28;

export interface TableColumn<Row> {
  readonly id: string;
  readonly title: string;
  readonly width: number;
  readonly right: boolean;
  /** The direction that a first click sorts in. */
  readonly firstDirection: Direction;
  cell(row: Row): Child;
}

export interface WindowedTable<Row> {
  readonly element: HTMLElement;
  show(rows: readonly Row[], columns: readonly TableColumn<Row>[], sort: Sort): void;
  /** Marks the row at this position; `intoSight` scrolls to it. */
  select(position: number | null, intoSight: boolean): void;
}

export interface TableActions<Row> {
  sort(column: string, first: Direction): void;
  select(row: Row | null): void;
  /** Enter, or a double click. */
  open?(row: Row): void;
}

/**
 * A native table that holds only the rows in sight, so that 27,000 rows sort and scroll at once. The table
 * keeps the focus and names the selected row by `aria-activedescendant`, since rows come and go.
 */
export function createWindowedTable<Row>(
  id: string,
  label: string,
  actions: TableActions<Row>,
): WindowedTable<Row> {
  let rows: readonly Row[] = [];
  let columns: readonly TableColumn<Row>[] = [];
  let selected: number | null = null;
  const inDocument = new Map<number, HTMLTableRowElement>();

  const widths = element('colgroup');
  const head = element('tr', { 'aria-rowindex': 1 });
  const above = filler();
  const below = filler();
  const body = element('tbody', {}, above.row, below.row);
  const table = element(
    'table',
    { role: 'grid', 'aria-label': label, tabindex: 0 },
    widths,
    element('thead', {}, head),
    body,
  );
  const scroller = element('div', { class: 'scroller' }, table);

  const visible = (): number => Math.max(rowHeight, scroller.clientHeight - headHeight);

  function render(scrollTop = scroller.scrollTop): void {
    const { first, end } = rowWindow(scrollTop, visible(), rowHeight, rows.length);
    for (const [position, row] of inDocument) {
      if (position >= first && position < end) continue;
      row.remove();
      inDocument.delete(position);
    }
    above.setHeight(first * rowHeight);
    below.setHeight((rows.length - end) * rowHeight);
    let before: Element = above.row;
    for (let position = first; position < end; position++) {
      const row = inDocument.get(position) ?? createRow(position);
      inDocument.set(position, row);
      if (before.nextElementSibling !== row) before.after(row);
      before = row;
    }
    markSelected();
  }

  function showHead(sort: Sort): void {
    const focused = head.contains(document.activeElement)
      ? document.activeElement?.closest('th')?.dataset['column']
      : undefined;
    const headers = columns.map((column) =>
      headerCell(column, sort, () => actions.sort(column.id, column.firstDirection)),
    );
    head.replaceChildren(...headers);
    headers
      .find((header) => header.dataset['column'] === focused)
      ?.querySelector('button')
      ?.focus();
  }

  function createRow(position: number): HTMLTableRowElement {
    const row = rows[position];
    const made = element(
      'tr',
      {
        id: `${id}-${position}`,
        'aria-rowindex': position + 2,
        onclick: () => choose(position),
        ondblclick: () => actions.open?.(row),
      },
      ...columns.map((column) => element('td', { class: column.right ? 'right' : null }, column.cell(row))),
    );
    made.setAttribute('aria-selected', String(position === selected));
    return made;
  }

  function markSelected(): void {
    for (const [position, row] of inDocument)
      row.setAttribute('aria-selected', String(position === selected));
    if (selected !== null && inDocument.has(selected)) {
      table.setAttribute('aria-activedescendant', `${id}-${selected}`);
    } else {
      table.removeAttribute('aria-activedescendant');
    }
  }

  function choose(position: number): void {
    select(position, true);
    actions.select(rows[position]);
  }

  function select(position: number | null, intoSight: boolean): void {
    selected = position;
    if (position !== null && intoSight) {
      scroller.scrollTop = scrollToRow(position, scroller.scrollTop, visible(), rowHeight);
    }
    render();
  }

  table.addEventListener('keydown', (event) => {
    if (event.target !== table || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' && selected !== null && actions.open !== undefined) {
      event.preventDefault();
      actions.open(rows[selected]);
      return;
    }
    const page = Math.max(1, Math.floor(visible() / rowHeight) - 1);
    const target = movedRow(event.key, selected, page, rows.length);
    if (target === null) return;
    event.preventDefault();
    choose(target);
  });
  scroller.addEventListener('scroll', () => render());
  new ResizeObserver(() => render()).observe(scroller);

  return {
    element: scroller,
    show(shownRows, shownColumns, sort) {
      // While the rows are out of the document there is less to scroll.
      const { scrollTop } = scroller;
      rows = shownRows;
      if (columns !== shownColumns) {
        columns = shownColumns;
        widths.replaceChildren(...columns.map(columnWidth));
      }
      showHead(sort);
      table.setAttribute('aria-rowcount', String(rows.length + 1));
      for (const row of inDocument.values()) row.remove();
      inDocument.clear();
      for (const { cell } of [above, below]) cell.colSpan = columns.length;
      render(scrollTop);
      scroller.scrollTop = scrollTop;
    },
    select,
  };
}

/** The last column takes what is left. */
function columnWidth<Row>(column: TableColumn<Row>, place: number, all: readonly unknown[]): HTMLElement {
  const col = element('col');
  if (place < all.length - 1) col.style.width = `${column.width}px`;
  return col;
}

function headerCell<Row>(column: TableColumn<Row>, sort: Sort, onClick: () => void): HTMLElement {
  const state = ariaSort(sort, column.id);
  const arrow = { ascending: ' \u2191', descending: ' \u2193', none: '' }[state];
  return element(
    'th',
    { scope: 'col', class: column.right ? 'right' : null, 'aria-sort': state, 'data-column': column.id },
    element('button', { type: 'button', onclick: onClick }, column.title + arrow),
  );
}

/** Stands for the rows that are not in the document. */
function filler(): { row: HTMLElement; cell: HTMLTableCellElement; setHeight: (pixels: number) => void } {
  const cell = element('td');
  return {
    row: element('tr', { class: 'filler', 'aria-hidden': 'true' }, cell),
    cell,
    setHeight: (pixels) => {
      cell.style.height = `${pixels}px`;
    },
  };
}
