import * as l10n from '@vscode/l10n';
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
    title: l10n.t('Units by cost, one at a time'),
    draw: (room) => costCountsFigure(networks, room),
    table: () => costCountsTable(networks),
  };
  return {
    opening,
    figures: isOneKind
      ? [
          ...(curves === null
            ? []
            : [chartFigure('compare-curves', l10n.t('Deleting units at random'), curves, l10n.t('Network'))]),
          ...(networks.some(({ lost }) => lost.length > 0) ? [costs] : []),
          ...distribution('selectivity', l10n.t('Selectivity of units')),
          ...distribution('information', l10n.t('Information about the class, bits')),
        ]
      : [],
    tables: [
      {
        title: l10n.t('In numbers'),
        columns: [
          { name: l10n.t('compared') },
          ...networks.map(({ letter, compared }) => ({ name: `${letter} ${compared.model}` })),
          { name: l10n.t('difference') },
        ],
        rows: rows.map(({ label, cells, difference }) => [label, ...cells, difference]),
      },
    ],
    notes,
  };
}
