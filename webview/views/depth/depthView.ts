import { element } from '../../dom/element.js';
import type { View, ViewActions } from '../view.js';

/** The Depth tab. */
export function createDepthView(_actions: ViewActions): View {
  const view = element('div', { class: 'view depth' });
  return { element: view, show() {}, select() {} };
}
