import * as l10n from '@vscode/l10n';
import { networkPaint } from '../../../src/figures/compare/networkPaint.js';
import { resolvePaint } from '../../../src/figures/paint.js';
import type { ComparisonRow } from '../../../src/results/derive/comparisonRows.js';
import { labelKindName } from '../../../src/results/derive/dataWords.js';
import type { NetworkFacts } from '../../../src/results/derive/networkFacts.js';
import { writeWords } from '../../../src/results/derive/typographicNumbers.js';
import { element } from '../../dom/element.js';
import { onThemeChange, readPalette } from '../../theme/palette.js';

export interface ComparisonTable {
  readonly element: HTMLElement;
  show(networks: readonly NetworkFacts[], rows: readonly ComparisonRow[]): void;
}

/** Networks in columns, with their differences in words behind them. */
export function createComparisonTable(): ComparisonTable {
  const table = element('table', { class: 'comparison' });
  let networks: readonly NetworkFacts[] = [];
  let swatches: HTMLElement[] = [];

  function colour(): void {
    if (swatches.length === 0) return;
    const palette = readPalette();
    swatches.forEach((swatch, i) =>
      swatch.style.setProperty('--mark', resolvePaint(networkPaint(networks[i], networks), palette)),
    );
  }
  onThemeChange(colour);

  return {
    element: element(
      'div',
      { class: 'wide-table', tabindex: '0', role: 'group', 'aria-label': l10n.t('Networks side by side') },
      table,
    ),
    show(shown, rows) {
      networks = shown;
      swatches = networks.map(() => element('span', { class: 'swatch', 'aria-hidden': 'true' }));
      const heads = networks.map(({ letter, compared }, i) =>
        element(
          'th',
          { scope: 'col' },
          swatches[i],
          element('b', {}, letter),
          element('span', { class: 'network-name' }, ` ${modelName(compared.model)}`),
          element('span', { class: 'dim labels' }, labelWords(compared.labelKind)),
        ),
      );
      const hasWords = rows.some(({ difference }) => difference !== '');
      table.classList.toggle('many', networks.length > 2);
      table.replaceChildren(
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('td', {}),
            ...heads,
            hasWords
              ? element(
                  'th',
                  { scope: 'col', class: 'beside' },
                  element('span', { class: 'spoken' }, l10n.t('Difference')),
                )
              : null,
          ),
        ),
        element(
          'tbody',
          {},
          ...rows.flatMap(({ label, cells, difference }) => [
            element(
              'tr',
              { class: difference === '' ? null : 'told' },
              element('th', { scope: 'row' }, label),
              ...cells.map((cell) => element('td', { class: 'value' }, cell)),
              hasWords ? element('td', { class: 'dim beside' }, difference) : null,
            ),
            // Where there is no room beside the numbers, the words stand below them.
            difference === ''
              ? null
              : element(
                  'tr',
                  { class: 'below' },
                  element('td', { class: 'dim', colspan: networks.length + 1 }, difference),
                ),
          ]),
        ),
      );
      colour();
    },
  };
}

function labelWords(labelKind: string): string {
  return l10n.t('{0} labels', writeWords(labelKindName(labelKind)));
}

/** Without the ending that all have. */
export function modelName(file: string): string {
  return file.replace(/\.onnx$/, '');
}
