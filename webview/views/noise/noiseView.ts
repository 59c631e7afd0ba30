import { element } from '../../dom/element.js';
import type { View, ViewActions } from '../view.js';

/** The Noise tab. */
export function createNoiseView(_actions: ViewActions): View {
  const view = element('div', { class: 'view noise' });
  return { element: view, show() {}, select() {} };
}
