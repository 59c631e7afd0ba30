import { unitKeyNumbers, unitStanding } from '../../../src/results/derive/unitStanding.js';
import type { UnitRow } from '../../../src/results/derive/unitRows.js';
import { element } from '../../dom/element.js';
import { layerMark } from '../../theme/layerMark.js';
import type { ViewData } from '../view.js';

/** A unit's name, what kind of unit it is, its numbers, and whether they can be chance. */
export function cardHead(data: ViewData, row: UnitRow, character: string | null): readonly HTMLElement[] {
  const { result, rows } = data;
  const standing = unitStanding(result, rows, row);
  const numbers = unitKeyNumbers(result, row).map(({ value, label }) =>
    element('div', {}, element('dt', {}, label), element('dd', {}, value)),
  );
  return [
    element(
      'h1',
      {},
      layerMark(row.layerIndex, result.layers.length),
      element('span', { class: 'unit-name' }, row.name),
      character === null ? null : element('span', { class: 'character' }, ` ${character}`),
    ),
    ...(numbers.length === 0 ? [] : [element('dl', { class: 'key-numbers' }, ...numbers)]),
    ...(standing === null ? [] : [element('p', { class: 'note standing' }, standing)]),
  ];
}
