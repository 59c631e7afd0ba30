import { comparedCurves } from '../figures/compare/comparedCurves.js';
import { costCountsFigure, costCountsTable } from '../figures/compare/costCounts.js';
import { distributionFigure, distributionTable } from '../figures/compare/distributions.js';
import { compareResults } from '../results/derive/networkComparison.js';
import { chartFigure } from './chartFigure.js';
import type { ReportedResult, ReportFigure, SectionContent } from './section.js';

/** The results of a report beside each other. @param reported two or more. */
export function comparisonContent(reported: readonly ReportedResult[]): SectionContent {
  const results = reported.map(({ result }) => result);
  const { networks, isOneKind, opening, rows, notes } = compareResults(results, reported[0].replacement);
  const distribution = (measure: 'selectivity' | 'information', title: string): ReportFigure[] =>
    networks.every((facts) => facts[measure].length === 0)
      ? []
      : [
          {
            name: `compare-${measure}`,
            title,
            draw: (room) => distributionFigure(networks, measure, room),
            table: () => distributionTable(networks, measure),
          },
        ];
  const curves = comparedCurves(networks);
  const costs: ReportFigure = {
    name: 'compare-costs',
    title: 'Units by cost, one at a time',
    draw: (room) => costCountsFigure(networks, room),
    table: () => costCountsTable(networks),
  };
  return {
    opening,
    figures: isOneKind
      ? [
          ...(curves === null
            ? []
            : [chartFigure('compare-curves', 'Deleting units at random', curves, 'Network')]),
          ...(networks.some(({ lost }) => lost.length > 0) ? [costs] : []),
          ...distribution('selectivity', 'Selectivity of units'),
          ...distribution('information', 'Information about the class, bits'),
        ]
      : [],
    tables: [
      {
        title: 'In numbers',
        columns: [
          { name: 'compared' },
          ...networks.map(({ letter, compared }) => ({ name: `${letter} ${compared.model}` })),
          { name: 'difference' },
        ],
        rows: rows.map(({ label, cells, difference }) => [label, ...cells, difference]),
      },
    ],
    notes,
  };
}
