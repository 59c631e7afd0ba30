import * as l10n from '@vscode/l10n';
import type { ScatterData } from '../../../src/figures/selectivity/scatterData.js';
import type { UnitRow } from '../../../src/results/derive/unitRows.js';
import { sortAfterClick, sortRows, type Sort } from '../../table/sorting.js';
import { createWindowedTable } from '../../table/windowedTable.js';
import { unitCells } from '../units/unitCells.js';
import { unitColumns } from '../units/unitColumns.js';
import type { ViewActions, ViewData } from '../view.js';

export interface ScatterRows {
  readonly element: HTMLElement;
  show(data: ViewData, scatter: ScatterData, continues: boolean): void;
  select(unit: number | null): void;
}

/** The plot's units in words and numbers: what is drawn, and nothing else. They are sorted once they are looked at. */
export function createScatterRows(actions: Pick<ViewActions, 'select' | 'open'>): ScatterRows {
  let data: ViewData | null = null;
  let points: ScatterData['points'] = [];
  let shown: readonly UnitRow[] = [];
  let sort: Sort = { column: 'selectivity', direction: 'desc' };
  let selected: number | null = null;
  let isBehind = false;
  const table = createWindowedTable<UnitRow>('plot-row', l10n.t('Units in the plot'), {
    sort(column, first) {
      sort = sortAfterClick(sort, column, first);
      showRows(true);
    },
    select: (row) => actions.select(row?.unit.flat ?? null),
    open: (row) => actions.open(row.unit.flat),
  });

  function showRows(intoSight: boolean): void {
    if (data === null) return;
    isBehind = table.element.clientWidth === 0;
    if (isBehind) return;
    const cells = unitCells(data);
    const columns = unitColumns(data)
      .filter(({ id }) => ['unit', 'selectivity', 'lost'].includes(id))
      .map((column) => ({ ...column, cell: cells[column.id] }));
    const sorted = columns.find(({ id }) => id === sort.column) ?? columns[0];
    shown = sortRows(
      points.map(({ row }) => row),
      (row) => sorted.value(row),
      sort.direction,
    );
    table.show(shown, columns, sort);
    markSelected(intoSight);
  }

  function markSelected(intoSight: boolean): void {
    if (isBehind) return;
    const position = shown.findIndex((row) => row.unit.flat === selected);
    table.select(position < 0 ? null : position, intoSight);
  }

  new ResizeObserver(() => {
    if (isBehind) showRows(true);
  }).observe(table.element);

  return {
    element: table.element,
    show(nextData, scatter, continues) {
      data = nextData;
      points = scatter.points;
      showRows(!continues);
    },
    select(unit) {
      selected = unit;
      markSelected(true);
    },
  };
}
