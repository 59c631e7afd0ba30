import type { LiveAnswer } from '../../../src/editor/messages.js';
import { element } from '../../dom/element.js';
import type { View, ViewActions } from '../view.js';

export interface DeleteView extends View {
  /** The last answer, on all samples. */
  refined(answer: LiveAnswer): void;
}

/** The Delete tab: the live network, in which units are clicked away. */
export function createDeleteView(_actions: ViewActions & { readonly close: () => void }): DeleteView {
  const view = element('div', { class: 'view delete' });
  return { element: view, show() {}, select() {}, refined() {} };
}
