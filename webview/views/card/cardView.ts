import { element } from '../../dom/element.js';
import type { View, ViewActions } from '../view.js';

/** A unit's card, in place of the Units table: the selected unit's. */
export function createCardView(_actions: ViewActions & { readonly close: () => void }): View {
  const view = element('div', { class: 'view card' });
  return { element: view, show() {}, select() {} };
}
