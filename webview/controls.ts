import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { customElement, element } from './dom/element.js';

/**
 * The small controls that look like the editor's own. This is the only module that knows the toolkit, which
 * is no longer developed: what replaces it has to change nothing else.
 */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeTextField());
}

/** What the toolkit's field and list have in common, of what is needed here. */
type ValueElement = HTMLElement & { value: string };

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
  setText(text: string): void;
}

export function searchField(label: string, onInput: (text: string) => void): SearchField {
  const field = customElement('vscode-text-field', { class: 'find', 'aria-label': label }) as ValueElement;
  field.addEventListener('input', () => onInput(field.value));
  return {
    element: field,
    setPlaceholder(text) {
      field.setAttribute('placeholder', text);
    },
    setText(text) {
      if (field.value !== text) field.value = text;
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
  const dropdown = customElement('vscode-dropdown', { 'aria-label': label }) as ValueElement;
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
