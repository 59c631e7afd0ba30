import * as l10n from '@vscode/l10n';
import type { Opening } from '../../results/derive/importanceSentence.js';
import { resultTables, type ResultTable } from '../../results/derive/resultTables.js';
import type { ReportSection, SectionContent } from '../section.js';

/** Everything that a result holds besides its units' own numbers, in plain tables. */
export const numbersSection: ReportSection = {
  id: 'numbers',
  title: l10n.t('Numbers'),
  build({ result, replacement }) {
    const tables = resultTables(result, replacement);
    if (tables.length === 0) return null;
    return tablesContent(null, tables);
  },
};

/** Plain tables with what is said before them. */
export function tablesContent(opening: Opening | null, tables: readonly ResultTable[]): SectionContent {
  return {
    opening,
    figures: [],
    tables: tables.map(({ title, header, rows }) => ({
      title,
      columns: header.map((name) => ({ name })),
      rows,
    })),
    notes: tables.flatMap(({ notes }) => notes),
  };
}
