import type { UnitRow } from '../../../src/results/derive/unitRows.js';
import { sortRows, type Sort } from '../../table/sorting.js';
import { unitColumns } from '../units/unitColumns.js';
import type { ViewData } from '../view.js';

/** All units in the order of the Units table's sort; in flat order where the result lacks its column. */
export function unitOrder(data: ViewData, sort: Sort): readonly UnitRow[] {
  const column = unitColumns(data).find(({ id }) => id === sort.column);
  return column === undefined ? data.rows : sortRows(data.rows, (row) => column.value(row), sort.direction);
}
