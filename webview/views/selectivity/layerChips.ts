import { formatCounted } from '../../../src/results/derive/numberFormat.js';
import type { LayerRelation } from '../../../src/results/derive/selectivityRelation.js';
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
   * @param told whether correlations are told; without them chips only hide layers.
   */
  show(relations: readonly LayerRelation[], layers: number, hidden: ReadonlySet<number>, told: boolean): void;
  /** @param place of the relation among those shown. */
  showInterval(place: number, interval: Interval | null): void;
}

/** A chip for each layer: its mark, its rank correlation, and a switch that hides it. */
export function createLayerChips(onToggle: (layerIndex: number) => void): LayerChips {
  const row = element('div', { class: 'chips', role: 'group', 'aria-label': 'Layers' });
  let intervals: HTMLElement[] = [];
  let titles: string[] = [];
  return {
    element: row,
    show(relations, layers, hidden, told) {
      const focused = [...row.querySelectorAll('button')].findIndex(
        (chip) => chip === document.activeElement,
      );
      intervals = relations.map(() => element('span', { class: 'chip-interval' }));
      titles = relations.map(({ layer, n }) => `${layer.id}, ${formatCounted(n, 'unit')}: show or hide`);
      row.classList.toggle('many', relations.length > mostWithIntervals);
      row.classList.toggle('several', relations.length > few);
      const chips = relations.map(({ layer, layerIndex, rho }, place) => {
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
          told ? element('span', {}, rho === null ? '\u2013' : writeFraction(rho)) : null,
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
          told ? 'Rank correlation' : 'Layers',
          told ? element('span', { class: 'interval-words' }, ' (95 % interval)') : null,
        ),
        ...chips,
      );
      if (focused >= 0) chips.at(focused)?.focus();
    },
    showInterval(place, interval) {
      if (interval === null) return;
      intervals[place].textContent = writeInterval(interval.low, interval.high);
      intervals[place].parentElement?.setAttribute(
        'title',
        `${titles[place]}; 95 % interval ${intervals[place].textContent}`,
      );
    },
  };
}
