import * as l10n from '@vscode/l10n';
import { accuracyBar } from '../../../src/figures/delete/accuracyBar.js';
import { trailPlot, trailTable, type Trail } from '../../../src/figures/delete/trailPlot.js';
import { largestClassShare } from '../../../src/results/derive/curveFamilies.js';
import { scope } from '../../../src/results/derive/deletionSentence.js';
import { randomOrders } from '../../../src/results/derive/randomOrders.js';
import type { ResultFile } from '../../../src/results/schema.js';
import type { LiveAnswer } from '../../../src/editor/messages.js';
import { element } from '../../dom/element.js';
import { createFigureView } from '../../plots/figureView.js';
import { missingMeasure } from '../missingMeasure.js';
import type { ViewActions, ViewData } from '../view.js';

/** Right answers now and with all units, of the same samples. */
export interface Right {
  readonly now: number;
  readonly intact: number;
  readonly samples: number;
}

export interface AccuracyFigures {
  readonly element: HTMLElement;
  /**
   * @param way answers of the states that led here, none where one is not known.
   * @param population samples of the data.
   */
  show(
    data: ViewData,
    right: Right,
    population: number,
    way: readonly { readonly deleted: number; readonly answer: LiveAnswer }[],
  ): void;
}

/** How many answers are right on the data: as a bar, and along the way against random orders. */
export function createAccuracyFigures(actions: ViewActions): AccuracyFigures {
  const { copy, save } = actions;
  const bar = createFigureView({ copy, save }, l10n.t('Right answers'));
  const trail = createFigureView({ copy, save }, l10n.t('Your way against random orders'));
  const offer = missingMeasure(
    l10n.t('Curves of random orders would show how much your way differs from chance.'),
    l10n.t('Measure curves'),
    () => actions.measure('curves'),
  );
  let band: { readonly of: ResultFile; readonly by: string | null; readonly band: Trail['band'] } | null =
    null;

  function bandOf({ result, replacement }: ViewData): Trail['band'] {
    if (band?.of !== result || band.by !== replacement) {
      const family = replacement === null ? null : randomOrders(result, replacement);
      const { samples } = result.dataset;
      const points = family?.points.map(({ removed, correct }) => {
        return { removed, lowest: correct.lowest / samples, highest: correct.highest / samples };
      });
      const found = points === undefined ? null : { orders: family?.curves.length ?? 0, points };
      band = { of: result, by: replacement, band: found };
    }
    return band.band;
  }

  return {
    element: element(
      'div',
      { class: 'accuracy' },
      element('div', {}, bar.element),
      element('div', {}, trail.element, offer),
    ),
    show(data, right, population, way) {
      const { result } = data;
      const { noun } = result.dataset;
      const floor = largestClassShare(result);
      const words = scope(right.samples, population, noun);
      const deleted = way.at(-1)?.deleted ?? 0;
      bar.show(
        {
          name: 'deleted-right',
          draw: (room) => accuracyBar({ ...right, scope: words, noun, isIntact: deleted === 0, floor }, room),
          table: () => ({
            title: l10n.t('Right answers on {0}', words),
            columns: [{ name: l10n.t('Network') }, { name: l10n.t('Right') }, { name: l10n.t('Samples') }],
            rows: [
              [l10n.t('intact'), right.intact, right.samples],
              [l10n.t('{0} deleted', deleted), right.now, right.samples],
            ],
          }),
        },
        true,
      );
      const unitCount = result.layers.reduce((sum, layer) => sum + layer.unitCount, 0);
      const points = way.map((state) => ({
        deleted: state.deleted,
        share: state.answer.correct / state.answer.samples,
      }));
      const shown: Trail = { unitCount, points, band: bandOf(data), floor };
      offer.hidden = shown.band !== null || result.partial === true;
      trail.show(
        { name: 'deleted-way', draw: (room) => trailPlot(shown, room), table: () => trailTable(shown) },
        true,
      );
    },
  };
}
