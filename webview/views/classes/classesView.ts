import { element } from '../../dom/element.js';
import type { View, ViewActions } from '../view.js';

/** The Classes tab. */
export function createClassesView(_actions: ViewActions): View {
  const view = element('div', { class: 'view classes' });
  return { element: view, show() {}, select() {} };
}
