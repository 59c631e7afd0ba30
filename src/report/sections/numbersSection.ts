import * as l10n from '@vscode/l10n';
import { resultTables } from '../../results/derive/resultTables.js';
import type { ReportSection } from '../section.js';

/** Everything that a result holds besides its units' own numbers, in plain tables. */
export const numbersSection: ReportSection = {
  id: 'numbers',
  title: l10n.t('Numbers'),
  build({ result, replacement }) {
    const tables = resultTables(result, replacement);
    if (tables.length === 0) return null;
    return {
      opening: null,
      figures: [],
      tables: tables.map(({ title, header, rows }) => ({
        title,
        columns: header.map((name) => ({ name })),
        rows,
      })),
      notes: tables.flatMap(({ notes }) => notes),
    };
  },
};
