import type { LineChart } from '../figures/lines/lineChart.js';
import { lineFigure } from '../figures/lines/lineFigure.js';
import { lineLayout } from '../figures/lines/lineLayout.js';
import { lineTable } from '../figures/lines/lineTable.js';
import type { ReportFigure } from './section.js';

/** A chart of lines as it stands in a report. @param linesAre what its lines are: `Network`, `Order`. */
export function chartFigure(name: string, title: string, chart: LineChart, linesAre: string): ReportFigure {
  return {
    name,
    title,
    draw: (room) => lineFigure(lineLayout(chart, room)),
    table: () => lineTable(chart, linesAre, { name: chart.x.title }),
  };
}
