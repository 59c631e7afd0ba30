import { cardMarkup } from './cardMarkup.js';
import { figureMarkup } from './figureMarkup.js';
import { join, tag, type Markup } from './markup.js';
import { numbersMarkup } from './numbersMarkup.js';
import type { SchemeColours } from './schemeColours.js';
import type { SectionContent } from './section.js';
import { tableMarkup } from './tableMarkup.js';

/** A section as part of the page. @param level of its heading. */
export function sectionMarkup(
  id: string,
  title: string,
  { opening, numbers, figures, cards = [], tables, notes, isList }: SectionContent,
  level: number,
  colours: SchemeColours,
): Markup {
  return tag(
    'section',
    { id },
    tag(`h${level}`, {}, title),
    opening === null ? null : tag('p', { class: 'answer' }, opening.answer),
    opening === null || opening.evidence === '' ? null : tag('p', {}, opening.evidence),
    numbers === undefined ? null : numbersMarkup(numbers),
    ...tables.map((table) => join([tag(`h${level + 1}`, {}, table.title), tableMarkup(table)])),
    ...figures.map((figure) => figureMarkup(figure, colours, level + 1)),
    ...cards.map((card) => cardMarkup(card, colours, level + 1)),
    isList === true
      ? tag('ul', {}, ...notes.map((note) => tag('li', {}, note)))
      : notes.length === 0
        ? null
        : tag('p', { class: 'note' }, notes.join(' ')),
  );
}
