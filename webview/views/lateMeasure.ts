import * as l10n from '@vscode/l10n';
import type { MissingMeasure } from '../../src/editor/messages.js';
import { precisionOf } from '../../src/results/derive/exactness.js';
import { element } from '../dom/element.js';
import { missingMeasure } from './missingMeasure.js';
import type { ViewActions, ViewData } from './view.js';

/** A measure that is taken after the units, of exact results alone. */
export interface LateMeasure {
  readonly measure: MissingMeasure;
  /** That a result lacks it: `This result holds no curves.` */
  readonly lacking: string;
  /** That an estimate never has it, and what can be done. */
  readonly ofExact: string;
  /** The offer: `Measure curves`. */
  readonly offer: string;
  /** What would be shown. */
  readonly shows: string;
}

/** In place of a measure that a result lacks: it comes, or it can be measured, or the result has to be exact first. */
export function lateMeasure(
  { result }: ViewData,
  actions: Pick<ViewActions, 'measure'>,
  { measure, lacking, ofExact, offer, shows }: LateMeasure,
): HTMLElement {
  const dim = (words: string): HTMLElement => element('p', { class: 'dim' }, words);
  if (precisionOf(result) !== null) {
    return dim(`${shows} ${ofExact}`);
  }
  if (result.partial === true) return dim(`${shows} ${l10n.t('All that is measured appears at the end.')}`);
  return missingMeasure(`${shows} ${lacking} ${l10n.t('Everything else stays as it is.')}`, offer, () =>
    actions.measure(measure),
  );
}
