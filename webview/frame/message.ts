import { button } from '../controls.js';
import { element } from '../dom/element.js';

export interface MessageAction {
  readonly label: string;
  readonly primary: boolean;
  readonly run: () => void;
}

/** A framed message with a coloured edge: what is the matter, and what can be done about it. */
export function message(
  severity: 'error' | 'warning' | 'info',
  text: string,
  detail: string | null,
  action: MessageAction | null,
): HTMLElement {
  return element(
    'div',
    { class: `message ${severity}`, role: severity === 'error' ? 'alert' : 'status' },
    element(
      'div',
      { class: 'words' },
      element('p', {}, element('b', {}, text)),
      detail === null ? null : element('p', { class: 'dim' }, detail),
    ),
    action === null
      ? null
      : button(action.label, { appearance: action.primary ? 'primary' : 'secondary' }, action.run),
  );
}
