import * as l10n from '@vscode/l10n';
import { trustNotes } from '../../results/derive/trustNotes.js';
import type { ReportSection } from '../section.js';

/** How far to trust the numbers. */
export const trustSection: ReportSection = {
  id: 'trust',
  title: l10n.t('How far to trust these numbers'),
  build({ result, rows, replacement }) {
    const notes = trustNotes(result, rows, replacement);
    return notes.length === 0 ? null : { opening: null, figures: [], tables: [], notes, isList: true };
  },
};
