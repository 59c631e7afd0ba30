import * as l10n from '@vscode/l10n';
import { accuracyBar } from '../../../src/figures/delete/accuracyBar.js';
import { trailPlot, trailTable, type Trail } from '../../../src/figures/delete/trailPlot.js';
import { largestClassShare } from '../../../src/results/derive/curveFamilies.js';
import { scope, type ErrorNow } from '../../../src/results/derive/deletionSentence.js';
import { formatLoss } from '../../../src/results/derive/numberFormat.js';
import { countsAnswers } from '../../../src/results/derive/task.js';
import { errorBar } from '../../../src/figures/delete/errorBar.js';
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
   * @param now what the network does now; of a regression the error.
   * @param way answers of the states that led here, none where one is not known.
   * @param population samples of the data.
   */
  show(
    data: ViewData,
    now: Right | ErrorNow,
    population: number,
    way: readonly { readonly deleted: number; readonly answer: LiveAnswer }[],
  ): void;
}

/** How many answers are right on the data, or how large a regression's error is: as a bar, and along the way against random orders. */
export function createAccuracyFigures(actions: ViewActions): AccuracyFigures {
  const { copy, save } = actions;
  const rightBar = createFigureView({ copy, save }, l10n.t('Right answers'));
  const errorBarView = createFigureView({ copy, save }, l10n.t('Mean squared error'));
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
      const isError = !countsAnswers(result);
      const points = family?.points.flatMap(({ removed, correct, loss }) => {
        if (isError) return loss === null ? [] : [{ removed, lowest: loss.lowest, highest: loss.highest }];
        return [{ removed, lowest: correct.lowest / samples, highest: correct.highest / samples }];
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
      element('div', {}, rightBar.element, errorBarView.element),
      element('div', {}, trail.element, offer),
    ),
    show(data, now, population, way) {
      const { result } = data;
      const { noun } = result.dataset;
      const floor = largestClassShare(result);
      const words = scope(now.samples, population, noun);
      const deleted = way.at(-1)?.deleted ?? 0;
      const isError = !countsAnswers(result);
      const isIntact = deleted === 0;
      rightBar.element.hidden = isError;
      errorBarView.element.hidden = !isError;
      (isError ? errorBarView : rightBar).show(
        {
          name: isError ? 'deleted-error' : 'deleted-right',
          draw: (room) => {
            const [after, intact] = [now.now ?? 0, now.intact ?? 0];
            const drawn = { now: after, intact, samples: now.samples, scope: words, isIntact };
            return isError ? errorBar(drawn, room) : accuracyBar({ ...drawn, noun, floor }, room);
          },
          table: () => ({
            title: isError
              ? l10n.t('Mean squared error on {0}', words)
              : l10n.t('Right answers on {0}', words),
            columns: [
              { name: l10n.t('Network') },
              isError ? { name: l10n.t('Error'), write: formatLoss } : { name: l10n.t('Right') },
              { name: l10n.t('Samples') },
            ],
            rows: [
              [l10n.t('intact'), now.intact, now.samples],
              [l10n.t('{0} deleted', deleted), now.now, now.samples],
            ],
          }),
        },
        true,
      );
      const unitCount = result.layers.reduce((sum, layer) => sum + layer.unitCount, 0);
      const points = way.flatMap(({ deleted: count, answer }) => {
        const share = isError ? answer.loss : answer.correct / answer.samples;
        return share === null ? [] : [{ deleted: count, share }];
      });
      const measure = isError ? 'error' : 'right';
      const shown: Trail = { measure, unitCount, points, band: bandOf(data), floor };
      offer.hidden = shown.band !== null || result.partial === true;
      trail.show(
        { name: 'deleted-way', draw: (room) => trailPlot(shown, room), table: () => trailTable(shown) },
        true,
      );
    },
  };
}
