import type { Opening } from '../../src/results/derive/importanceSentence.js';
import { element } from '../dom/element.js';

export interface OpeningElement {
  readonly elements: readonly HTMLElement[];
  show(opening: Opening): void;
}

/** The sentence that a view opens with. */
export function createOpening(): OpeningElement {
  const answer = element('h1');
  const evidence = element('p', { class: 'dim' });
  return {
    elements: [answer, evidence],
    show(opening) {
      answer.textContent = opening.answer;
      evidence.textContent = opening.evidence;
    },
  };
}
