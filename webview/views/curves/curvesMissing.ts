import { missingMeasure } from '../missingMeasure.js';
import { element } from '../../dom/element.js';
import type { ViewActions, ViewData } from '../view.js';

/** In place of curves that were not measured. */
export function curvesMissing({ result }: ViewData, actions: Pick<ViewActions, 'measure'>): HTMLElement[] {
  if (result.partial === true) {
    return [element('p', { class: 'dim' }, 'Curves come after the units; they appear when all is in.')];
  }
  const words =
    'Here stands how accuracy falls as more and more units are deleted at random, and which order breaks the network first. This result holds no curves. Everything else stays as it is.';
  return [missingMeasure(words, 'Measure curves', () => actions.measure('curves'))];
}
