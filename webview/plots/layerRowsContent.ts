import * as l10n from '@vscode/l10n';
import type { FigureTable } from '../../src/figures/figure.js';
import { layerRowsFigure, type LayerRow, type LayerRows } from '../../src/figures/layerRows.js';
import type { FigureContent } from './figureContent.js';
import { writeRange } from '../../src/results/derive/typographicNumbers.js';

/** Layers one below the other, as a figure that answers. */
export function layerRowsContent(name: string, chart: LayerRows): FigureContent {
  return {
    name,
    table: () => layerRowsTable(chart),
    draw: (room) => layerRowsFigure(chart, room),
    readOut(id) {
      const row = chart.rows[id];
      return [row.name, rowWords(chart, row)];
    },
  };
}

function layerRowsTable({ label, rows, title, write }: LayerRows): FigureTable {
  return {
    title: label,
    columns: [
      { name: l10n.t('Layer') },
      { name: l10n.t('Mean {0}', title), write },
      { name: l10n.t('Lowest'), write },
      { name: l10n.t('Highest'), write },
    ],
    rows: rows.map(({ name, mean, lowest, highest }) => [name, mean, lowest, highest]),
  };
}

/** A row in words, as it is spoken: `fc1: .76, .71 to .79`. */
export function spokenRow(chart: LayerRows, id: number): string {
  const row = chart.rows[id];
  return `${row.name}: ${rowWords(chart, row)}`;
}

function rowWords({ write }: LayerRows, { mean, lowest, highest }: LayerRow): string {
  return lowest === highest ? write(mean) : `${write(mean)}, ${writeRange(write(lowest), write(highest))}`;
}
