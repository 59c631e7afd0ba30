import type { KeyNumber } from '../../../src/results/derive/keyNumbers.js';
import { element } from '../../dom/element.js';

/** Numbers, large, each above what it is. */
export function keyNumbersRow(numbers: readonly KeyNumber[]): HTMLElement[] {
  return numbers.map(({ number, label }) =>
    element('div', {}, element('dt', {}, label), element('dd', {}, number)),
  );
}
