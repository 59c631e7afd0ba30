import * as l10n from '@vscode/l10n';
import type { DataCheck } from '../../src/results/dataCheck.js';
import { className } from '../../src/results/derive/conversionWords.js';
import { formatCount } from '../../src/results/derive/numberFormat.js';
import { element } from '../dom/element.js';

/** Of more classes only the first are listed. */
const mostListed = 40;

/** How many samples bear each label. */
export function classCounts(check: DataCheck): HTMLElement {
  const { classCounts: counts } = check.data;
  const beyond = counts.length - mostListed;
  return element(
    'section',
    {},
    element('h2', {}, l10n.t('Samples by class')),
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
