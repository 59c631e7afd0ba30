import * as l10n from '@vscode/l10n';
import {
  formatCount,
  formatCounted,
  formatCountedOblique,
} from '../../../src/results/derive/numberFormat.js';
import { nearChanceHint } from '../../../src/results/derive/sentences.js';
import { unitsOpening } from '../../../src/results/derive/unitsOpening.js';
import type { UnitRow } from '../../../src/results/derive/unitRows.js';
import { element } from '../../dom/element.js';
import { columnsThatFit } from '../../table/columnsThatFit.js';
import { sortAfterClick, sortRows, type Sort } from '../../table/sorting.js';
import { createWindowedTable, type TableColumn } from '../../table/windowedTable.js';
import { createOpening } from '../opening.js';
import type { View, ViewActions, ViewData } from '../view.js';
import { unitCells } from './unitCells.js';
import { unitColumns, type UnitColumn } from './unitColumns.js';
import { everyUnit, filterUnits, type UnitFilter } from './unitFilter.js';
import { fittingFilter } from './unitSegments.js';
import { unitsCsv } from './unitsCsv.js';
import { unitsNote } from './unitsNote.js';
import { createUnitsTools } from './unitsTools.js';

/** Room that the scroll bar takes. */
const scrollBar = 14;

export interface UnitsActions extends ViewActions {
  /** The order was changed, to be remembered. */
  sorted(sort: Sort): void;
  /** Another part of the units was chosen, to be remembered. */
  filtered(filter: UnitFilter): void;
}

/** What the table showed when it was left. */
export interface UnitsChoice {
  readonly sort: Sort;
  readonly filter: UnitFilter;
}

export interface UnitsView extends View {
  /** Shows these units, by their flat indexes, and no others. */
  pick(units: readonly number[]): void;
}

/** The Units tab: every unit in a row. */
export function createUnitsView(actions: UnitsActions, first: UnitsChoice): UnitsView {
  let data: ViewData | null = null;
  let columns: readonly UnitColumn[] = [];
  let cells: ReturnType<typeof unitCells> | null = null;
  let shownIds = '';
  let tableColumns: readonly TableColumn<UnitRow>[] = [];
  let filter = first.filter;
  let sort = first.sort;
  /** What was asked for last, also where the result lacks the column: while units are deleted some come later. */
  let wantedSort = first.sort;
  let shown: readonly UnitRow[] = [];
  let selected: number | null = null;

  const opening = createOpening();
  const hint = element('p', { class: 'note', hidden: true });
  const tools = createUnitsTools({
    filter: changeFilter,
    copy() {
      if (data !== null) actions.copy(unitsCsv(data, shown), formatCounted(shown.length, 'unit'));
    },
    save() {
      if (data === null) return;
      actions.save({ name: 'units.csv', encoding: 'utf8', content: unitsCsv(data, shown) });
    },
  });
  const table = createWindowedTable<UnitRow>('units-row', l10n.t('Units'), {
    sort(column, first) {
      sort = sortAfterClick(sort, column, first);
      wantedSort = sort;
      actions.sorted(sort);
      showRows();
    },
    select: (row) => actions.select(row?.unit.flat ?? null),
    open: (row) => actions.open(row.unit.flat),
  });
  const count = element('p', { class: 'note', role: 'status' });
  const note = element('p', { class: 'note' });
  const view = element(
    'div',
    { class: 'view units' },
    ...opening.elements,
    hint,
    ...tools.elements,
    table.element,
    count,
    note,
  );

  function changeFilter(change: Partial<UnitFilter>): void {
    // What does not fit this result is given up with the next choice, and not before.
    filter = { ...(data === null ? filter : fittingFilter(filter, data)), ...change };
    actions.filtered(filter);
    showRows();
  }

  function showChoices(): void {
    if (data === null) return;
    const hasClasses = columns.some(({ id }) => id === 'classes');
    tools.showChoices(data, fittingFilter(filter, data), hasClasses);
  }

  function showRows(intoSight = true): void {
    if (data === null) return;
    const fitting = fittingFilter(filter, data);
    const filtered = filterUnits(data.rows, fitting);
    tools.showCounts(data, fitting, filtered.counts);
    const column = columns.find(({ id }) => id === sort.column) ?? columns[0];
    shown = sortRows(filtered.rows, (row) => column.value(row), sort.direction);
    count.textContent =
      shown.length === data.rows.length
        ? ''
        : l10n.t(
            '{0} of {1} shown',
            formatCount(shown.length),
            formatCountedOblique(data.rows.length, 'unit'),
          );
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
      const isOther = data !== null && data.result.model.sha256 !== result.model.sha256;
      data = next;
      columns = unitColumns(next);
      cells = unitCells(next);
      shownIds = '';
      if (isOther) {
        filter = { ...everyUnit, text: filter.text };
        actions.filtered(filter);
      }
      sort = wantedSort;
      if (!columns.some(({ id }) => id === sort.column)) {
        sort = { column: columns.find(({ id }) => id !== 'unit')?.id ?? 'unit', direction: 'desc' };
      }
      opening.show(
        unitsOpening(result, rows, replacement) ?? {
          answer: formatCounted(rows.length, 'unit'),
          evidence: l10n.t('This result holds no importance: no unit was deleted.'),
        },
      );
      const chance = nearChanceHint(result);
      hint.textContent = chance;
      hint.hidden = chance === null;
      showChoices();
      note.textContent = unitsNote(result, rows, replacement);
      fitColumns();
      showRows(!continues);
    },
    select(unit) {
      selected = unit;
      markSelected(true);
    },
    pick(units) {
      changeFilter({ ...everyUnit, picked: units });
      showChoices();
    },
    // The table keeps the focus for its rows.
    focus: () => table.element.querySelector('table')?.focus(),
  };
}
