import type { Opening } from '../../src/results/derive/importanceSentence.js';
import { element } from '../dom/element.js';

export interface OpeningElement {
  readonly elements: readonly HTMLElement[];
  /** @param supposed begins the evidence where it is that of a supposition. */
  show(opening: Opening, supposed?: string): void;
}

/** The sentence that a view opens with. */
export function createOpening(): OpeningElement {
  const answer = element('h1');
  const evidence = element('p', { class: 'dim' });
  return {
    elements: [answer, evidence],
    show(opening, supposed) {
      answer.textContent = opening.answer;
      evidence.replaceChildren(
        ...(supposed === undefined ? [] : [element('b', { class: 'supposed' }, supposed)]),
        opening.evidence,
      );
    },
  };
}
