import { element } from '../../dom/element.js';
import type { View, ViewActions } from '../view.js';

/** The Overview tab. */
export function createOverviewView(_actions: ViewActions): View {
  const view = element('div', { class: 'view overview' });
  return { element: view, show() {}, select() {} };
}
