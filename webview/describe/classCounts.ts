import * as l10n from '@vscode/l10n';
import type { DataCheck } from '../../src/results/dataCheck.js';
import { className } from '../../src/results/derive/conversionWords.js';
import { formatCount } from '../../src/results/derive/numberFormat.js';
import { element } from '../dom/element.js';

/** Of more classes only the first are listed. */
const mostListed = 40;

/** How many samples bear each label; null where samples have none. */
export function classCounts(check: DataCheck): HTMLElement | null {
  const { classCounts: counts } = check.data;
  if (counts.length === 0) return null;
  const beyond = counts.length - mostListed;
  return element(
    'section',
    {},
    element('h2', {}, check.labelSets === null ? l10n.t('Samples by class') : l10n.t('Samples by label')),
    element(
      'ul',
      { class: 'class-counts' },
      ...counts
        .slice(0, mostListed)
        .map((count, index) =>
          element(
            'li',
            {},
            `${className(check, index)} `,
            element('span', { class: 'dim' }, formatCount(count)),
          ),
        ),
    ),
    beyond > 0 ? element('p', { class: 'dim' }, l10n.t('and {0} more', formatCount(beyond))) : null,
  );
}
