import * as l10n from '@vscode/l10n';
import type { DataCheck } from '../../src/results/dataCheck.js';
import { checkedTiles } from '../../src/results/derive/checkedTiles.js';
import { rangeWords } from '../../src/results/derive/conversionWords.js';
import { fedSample } from '../../src/results/derive/fedSample.js';
import { formatCount } from '../../src/results/derive/numberFormat.js';
import { element } from '../dom/element.js';
import { sampleTile } from '../views/card/sampleTile.js';

export interface SampleRow {
  readonly element: HTMLElement;
  show(check: DataCheck, taken: number): void;
}

/** The first samples as the network sees them, with labels and answers, and what becomes of the range of values. */
export function createSampleRow(): SampleRow {
  const title = element('h2');
  const range = element('p', { class: 'dim' });
  const row = element('div', { class: 'samples' });
  return {
    element: element('section', {}, title, range, row),
    show(check, taken) {
      const one = check.tried[taken];
      const tiles = checkedTiles(check, one);
      title.textContent = l10n.t('The first {0} as the network sees them', formatCount(tiles.length));
      range.textContent = l10n.t(
        'Values are stored from {0}, and fed from {1}.',
        rangeWords(check.data),
        rangeWords(one),
      );
      row.replaceChildren(
        ...tiles.map((tile, i) => {
          const shown = sampleTile(tile, fedSample(check.views[one.view][i], one.conversion));
          shown.classList.toggle('wrong', !tile.isRight);
          return shown;
        }),
      );
    },
  };
}
