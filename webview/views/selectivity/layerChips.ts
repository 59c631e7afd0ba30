import * as l10n from '@vscode/l10n';
import { formatCounted } from '../../../src/results/derive/numberFormat.js';
import type { RelatedLayer } from '../../../src/results/derive/selectivityRelation.js';
import type { Interval } from '../../../src/results/derive/spearmanInterval.js';
import { writeFraction, writeInterval } from '../../../src/results/derive/typographicNumbers.js';
import { element } from '../../dom/element.js';
import { layerMark } from '../../theme/layerMark.js';

/** With more layers, a chip's interval is its title's alone; with more than a few, where there is little room. */
const mostWithIntervals = 6;
const few = 3;

export interface LayerChips {
  readonly element: HTMLElement;
  /**
   * @param layers hidden layers of the network.
   * @param told whether correlations are told, once they are known; without them chips only hide layers.
   */
  show(related: readonly RelatedLayer[], layers: number, hidden: ReadonlySet<number>, told: boolean): void;
  /** @param place of the layer among those shown. */
  showRho(place: number, rho: number | null): void;
  showInterval(place: number, interval: Interval | null): void;
}

/** A chip for each layer: its mark, its rank correlation, and a switch that hides it. */
export function createLayerChips(onToggle: (layerIndex: number) => void): LayerChips {
  const row = element('div', { class: 'chips', role: 'group', 'aria-label': l10n.t('Layers') });
  let rhos: HTMLElement[] = [];
  let intervals: HTMLElement[] = [];
  let titles: string[] = [];
  return {
    element: row,
    show(related, layers, hidden, told) {
      const focused = [...row.querySelectorAll('button')].findIndex(
        (chip) => chip === document.activeElement,
      );
      rhos = related.map(() => element('span', { class: 'chip-rho' }));
      intervals = related.map(() => element('span', { class: 'chip-interval' }));
      titles = related.map(({ layer, n }) =>
        l10n.t('{0}, {1}: show or hide', layer.id, formatCounted(n, 'unit')),
      );
      row.classList.toggle('many', related.length > mostWithIntervals);
      row.classList.toggle('several', related.length > few);
      const chips = related.map(({ layer, layerIndex }, place) => {
        const chip = element(
          'button',
          {
            type: 'button',
            class: 'chip',
            'aria-pressed': String(!hidden.has(layerIndex)),
            title: titles[place],
          },
          layerMark(layerIndex, layers),
          element('span', { class: 'unit-name' }, layer.id),
          told ? rhos[place] : null,
          intervals[place],
        );
        chip.addEventListener('click', () => {
          chip.setAttribute('aria-pressed', String(chip.getAttribute('aria-pressed') === 'false'));
          onToggle(layerIndex);
        });
        return chip;
      });
      row.replaceChildren(
        element(
          'span',
          { class: 'dim' },
          told ? l10n.t('Rank correlation') : l10n.t('Layers'),
          told ? element('span', { class: 'interval-words' }, ` ${l10n.t('(95 % interval)')}`) : null,
        ),
        ...chips,
      );
      if (focused >= 0) chips.at(focused)?.focus();
    },
    showRho(place, rho) {
      rhos[place].textContent = rho === null ? '\u2013' : writeFraction(rho);
    },
    showInterval(place, interval) {
      if (interval === null) return;
      intervals[place].textContent = writeInterval(interval.low, interval.high);
      intervals[place].parentElement?.setAttribute(
        'title',
        l10n.t('{0}; 95 % interval {1}', titles[place], intervals[place].textContent),
      );
    },
  };
}
