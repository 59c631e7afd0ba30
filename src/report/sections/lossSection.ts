import * as l10n from '@vscode/l10n';
import { lossOpening, lossTables } from '../../results/derive/lossTables.js';
import type { ReportSection } from '../section.js';
import { tablesContent } from './numbersSection.js';

/** What is told of a task that knows nothing but a loss. */
export const lossSection: ReportSection = {
  id: 'loss',
  title: l10n.t('What deletions cost'),
  build({ result, replacement }) {
    return tablesContent(lossOpening(result, replacement), lossTables(result, replacement));
  },
};
