import { element } from '../../dom/element.js';
import type { View, ViewActions } from '../view.js';

/** The Curves tab. */
export function createCurvesView(_actions: ViewActions): View {
  const view = element('div', { class: 'view curves' });
  return { element: view, show() {}, select() {} };
}
