import { formatCount, formatCounted } from '../../../src/results/derive/numberFormat.js';
import { nearChanceHint } from '../../../src/results/derive/sentences.js';
import { unitsOpening } from '../../../src/results/derive/unitsOpening.js';
import type { UnitRow } from '../../../src/results/derive/unitRows.js';
import { button, choice, searchField } from '../../controls.js';
import { element } from '../../dom/element.js';
import { createSegments } from '../../dom/segments.js';
import { columnsThatFit } from '../../table/columnsThatFit.js';
import { sortAfterClick, sortRows, type Sort } from '../../table/sorting.js';
import { createWindowedTable, type TableColumn } from '../../table/windowedTable.js';
import { createOpening } from '../opening.js';
import type { View, ViewActions, ViewData } from '../view.js';
import { unitCells } from './unitCells.js';
import { unitColumns, type UnitColumn } from './unitColumns.js';
import { everyUnit, filterUnits, type SegmentId, type UnitFilter } from './unitFilter.js';
import { unitsCsv } from './unitsCsv.js';
import { unitsNote } from './unitsNote.js';

/** Room that the scroll bar takes. */
const scrollBar = 14;

export interface UnitsActions extends ViewActions {
  /** The order was changed, to be remembered. */
  sorted(sort: Sort): void;
}

/** The Units tab: every unit in a row. */
export function createUnitsView(actions: UnitsActions, firstSort: Sort): View {
  let data: ViewData | null = null;
  let columns: readonly UnitColumn[] = [];
  let cells: ReturnType<typeof unitCells> | null = null;
  let shownIds = '';
  let tableColumns: readonly TableColumn<UnitRow>[] = [];
  let filter: UnitFilter = everyUnit;
  let sort = firstSort;
  /** What was asked for last, also where the result lacks the column: while units are deleted some come later. */
  let wantedSort = firstSort;
  let shown: readonly UnitRow[] = [];
  let selected: number | null = null;

  const opening = createOpening();
  const hint = element('p', { class: 'note', hidden: true });
  const find = searchField('Find a unit', (text) => changeFilter({ text }));
  const layers = choice('Layer', true, (id) => changeFilter({ layerIndex: id === '' ? null : Number(id) }));
  const classes = choice('Prefers', true, (id) =>
    changeFilter({ preferredClass: id === '' ? null : Number(id) }),
  );
  const segments = createSegments<SegmentId>('Which units', (segment) => changeFilter({ segment }));
  const copy = button('Copy as CSV', { appearance: 'secondary' }, () => {
    if (data !== null) actions.copy(unitsCsv(data, shown), formatCounted(shown.length, 'unit'));
  });
  const table = createWindowedTable<UnitRow>('units-row', 'Units', {
    sort(column, first) {
      sort = sortAfterClick(sort, column, first);
      wantedSort = sort;
      actions.sorted(sort);
      showRows();
    },
    select: (row) => actions.select(row?.unit.flat ?? null),
  });
  const count = element('p', { class: 'note', role: 'status' });
  const note = element('p', { class: 'note' });
  const view = element(
    'div',
    { class: 'view units' },
    ...opening.elements,
    hint,
    element('div', { class: 'tools' }, find.element, layers.element, classes.element),
    element('div', { class: 'tools' }, segments.element, element('span', { class: 'spacer' }), copy),
    table.element,
    count,
    note,
  );

  function changeFilter(change: Partial<UnitFilter>): void {
    filter = { ...filter, ...change };
    showRows();
  }

  function showRows(intoSight = true): void {
    if (data === null) return;
    const filtered = filterUnits(data.rows, filter);
    const noun = data.result.dataset.noun;
    const deleted = columns.some(({ id }) => id === 'lost');
    segments.show(
      [
        { id: 'all', label: `All ${formatCount(filtered.counts.all)}` },
        ...(deleted
          ? [{ id: 'costing' as const, label: `Costs ${noun}s ${formatCount(filtered.counts.costing)}` }]
          : []),
        { id: 'dead', label: `Dead ${formatCount(filtered.counts.dead)}` },
      ],
      filter.segment,
    );
    const column = columns.find(({ id }) => id === sort.column) ?? columns[0];
    shown = sortRows(filtered.rows, (row) => column.value(row), sort.direction);
    count.textContent =
      shown.length === data.rows.length
        ? ''
        : `${formatCount(shown.length)} of ${formatCounted(data.rows.length, 'unit')} shown`;
    showTable(intoSight);
  }

  function showTable(intoSight = true): void {
    table.show(shown, tableColumns, sort);
    markSelected(intoSight);
  }

  function markSelected(intoSight: boolean): void {
    const position = shown.findIndex((row) => row.unit.flat === selected);
    table.select(position < 0 ? null : position, intoSight);
  }

  /** @returns whether the columns changed. */
  function fitColumns(): boolean {
    if (cells === null) return false;
    const fitting = columnsThatFit(columns, table.element.clientWidth - scrollBar);
    const ids = fitting.map(({ id }) => id).join();
    if (ids === shownIds) return false;
    shownIds = ids;
    const made = cells;
    tableColumns = fitting.map((column) => ({ ...column, cell: made[column.id] }));
    return true;
  }

  new ResizeObserver(() => {
    if (table.element.clientWidth > 0 && fitColumns()) showTable();
  }).observe(table.element);

  return {
    element: view,
    show(next, continues) {
      const { result, rows, replacement } = next;
      const sameNetwork = data?.result.model.sha256 === result.model.sha256;
      data = next;
      columns = unitColumns(next);
      cells = unitCells(next);
      shownIds = '';
      if (!sameNetwork) filter = { ...everyUnit, text: filter.text };
      sort = wantedSort;
      if (!columns.some(({ id }) => id === sort.column)) {
        sort = { column: columns.find(({ id }) => id !== 'unit')?.id ?? 'unit', direction: 'desc' };
      }
      opening.show(
        unitsOpening(result, rows, replacement) ?? {
          answer: formatCounted(rows.length, 'unit'),
          evidence: 'This result holds no importance: no unit was deleted.',
        },
      );
      const chance = nearChanceHint(result);
      hint.textContent = chance;
      hint.hidden = chance === null;
      const last = rows.at(-1);
      find.setPlaceholder(last === undefined ? '' : `Find a unit, e.g. ${last.unit.layer.id}[0]`);
      const measured = [...new Set(rows.map((row) => row.layerIndex))];
      layers.show(
        [['', 'All layers'], ...measured.map((i) => [String(i), result.layers[i].id] as const)],
        filter.layerIndex === null ? '' : String(filter.layerIndex),
      );
      classes.element.hidden = !columns.some(({ id }) => id === 'classes');
      classes.show(
        [['', 'Any class'], ...result.dataset.classes.map((name, c) => [String(c), name] as const)],
        filter.preferredClass === null ? '' : String(filter.preferredClass),
      );
      note.textContent = unitsNote(result, rows, replacement);
      fitColumns();
      showRows(!continues);
    },
    select(unit) {
      selected = unit;
      markSelected(true);
    },
    // The table keeps the focus for its rows.
    focus: () => table.element.querySelector('table')?.focus(),
  };
}
