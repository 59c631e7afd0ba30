import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
  type Dropdown,
  type TextField,
} from '@vscode/webview-ui-toolkit';
import { customElement, element } from './dom/element.js';

/**
 * The small controls that look like the editor's own. This is the only module that knows the toolkit, which
 * is no longer developed: what replaces it has to change nothing else.
 */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeTextField());
}

export interface ButtonLook {
  readonly appearance: 'primary' | 'secondary' | 'icon';
  /** What it does, where its label is a sign. */
  readonly title?: string;
}

export function button(label: string, look: ButtonLook, onClick: () => void): HTMLElement {
  return customElement(
    'vscode-button',
    {
      appearance: look.appearance,
      title: look.title ?? null,
      'aria-label': look.title ?? null,
      onclick: onClick,
    },
    label,
  );
}

export function setDisabled(control: HTMLElement, disabled: boolean): void {
  control.toggleAttribute('disabled', disabled);
}

export interface SearchField {
  readonly element: HTMLElement;
  setPlaceholder(text: string): void;
}

export function searchField(label: string, onInput: (text: string) => void): SearchField {
  const field = customElement<TextField>('vscode-text-field', { class: 'find', 'aria-label': label });
  field.addEventListener('input', () => onInput(field.value));
  return {
    element: field,
    setPlaceholder(text) {
      field.placeholder = text;
    },
  };
}

export interface Choice {
  readonly element: HTMLElement;
  /** @param options ids and what to call them, in the order shown. */
  show(options: readonly (readonly [id: string, label: string])[], chosen: string): void;
}

/**
 * A drop-down list.
 * @param label says what is chosen.
 * @param labelShown whether it stands before the list, or is only spoken.
 */
export function choice(label: string, labelShown: boolean, onChoose: (id: string) => void): Choice {
  const dropdown = customElement<Dropdown>('vscode-dropdown', { 'aria-label': label });
  let written = '';
  dropdown.addEventListener('change', () => onChoose(dropdown.value));
  return {
    element: element(
      'span',
      { class: 'choice' },
      labelShown ? element('span', { class: 'dim', 'aria-hidden': 'true' }, label) : null,
      dropdown,
    ),
    show(options, chosen) {
      const now = JSON.stringify(options);
      if (now !== written) {
        written = now;
        dropdown.replaceChildren(
          ...options.map(([id, name]) =>
            customElement('vscode-option', { value: id, selected: id === chosen }, name),
          ),
        );
      }
      dropdown.value = chosen;
    },
  };
}
