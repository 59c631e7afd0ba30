import type { MissingMeasure } from '../../src/editor/messages.js';
import { precisionOf } from '../../src/results/derive/exactness.js';
import { element } from '../dom/element.js';
import { missingMeasure } from './missingMeasure.js';
import type { ViewActions, ViewData } from './view.js';

/** A measure that is taken after the units, of exact results alone. */
export interface LateMeasure {
  readonly measure: MissingMeasure;
  /** In the plural, as a sentence begins: `Curves`. */
  readonly name: string;
  /** What would be shown. */
  readonly shows: string;
}

/** In place of a measure that a result lacks: it comes, or it can be measured, or the result has to be exact first. */
export function lateMeasure(
  { result }: ViewData,
  actions: Pick<ViewActions, 'measure'>,
  { measure, name, shows }: LateMeasure,
): HTMLElement {
  const dim = (words: string): HTMLElement => element('p', { class: 'dim' }, words);
  const lower = name.toLowerCase();
  if (precisionOf(result) !== null) {
    return dim(`${shows} An estimate holds no ${lower}: refine it to exact, and measure ${lower} then.`);
  }
  if (result.partial === true) return dim(`${shows} All that is measured appears at the end.`);
  return missingMeasure(
    `${shows} This result holds no ${lower}. Everything else stays as it is.`,
    `Measure ${lower}`,
    () => actions.measure(measure),
  );
}
