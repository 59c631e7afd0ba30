import { element } from '../../dom/element.js';
import type { View, ViewActions } from '../view.js';

/** The Compare tab. */
export function createCompareView(_actions: ViewActions): View {
  const view = element('div', { class: 'view compare' });
  return { element: view, show() {}, select() {} };
}
