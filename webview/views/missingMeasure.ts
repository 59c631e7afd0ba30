import * as l10n from '@vscode/l10n';
import { element } from '../dom/element.js';

/**
 * What stands where a measure is missing, and offers just that one.
 * @param words what it would show: `This result holds no cumulative curves.`
 * @param label of the offer: `Measure them`
 */
export function missingMeasure(words: string, label: string, run: () => void): HTMLElement {
  return element(
    'p',
    { class: 'missing-measure' },
    `${words} `,
    element('button', { type: 'button', class: 'link', onclick: run }, label),
    element('span', { class: 'dim' }, ` ${l10n.t('Everything else stays as it is.')}`),
  );
}
