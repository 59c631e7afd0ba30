import * as l10n from '@vscode/l10n';
import type { FigureTable, TableColumn } from '../figure.js';
import type { LineChart } from './lineChart.js';

/**
 * The points of a chart, a line of the table each.
 * @param nameColumn what the lines are: networks, orders, scopes.
 * @param xColumn what the axis counts.
 */
export function lineTable(chart: LineChart, nameColumn: string, xColumn: TableColumn): FigureTable {
  const { write, title } = chart.y;
  return {
    title: chart.label,
    columns: [
      { name: nameColumn },
      xColumn,
      { name: l10n.t('Mean {0}', title), write },
      { name: l10n.t('Lowest'), write },
      { name: l10n.t('Highest'), write },
    ],
    rows: chart.lines.flatMap(({ name, points }) =>
      points.map(({ x, mean, lowest, highest }) => [name, x, mean, lowest, highest]),
    ),
  };
}
