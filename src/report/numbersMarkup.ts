import { tag, type Markup } from './markup.js';

/** Numbers large, and what they are of below them. */
export function numbersMarkup(
  numbers: readonly { readonly number: string; readonly label: string }[],
): Markup | null {
  if (numbers.length === 0) return null;
  return tag(
    'dl',
    { class: 'numbers' },
    ...numbers.map(({ number, label }) => tag('div', {}, tag('dt', {}, label), tag('dd', {}, number))),
  );
}
