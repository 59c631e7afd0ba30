import * as l10n from '@vscode/l10n';
import { comparedCurves } from '../../../src/figures/compare/comparedCurves.js';
import { costCountsFigure, costCountsTable } from '../../../src/figures/compare/costCounts.js';
import { distributionFigure, distributionTable } from '../../../src/figures/compare/distributions.js';
import type { FigureTable } from '../../../src/figures/figure.js';
import { lineTable } from '../../../src/figures/lines/lineTable.js';
import type { NetworkFacts } from '../../../src/results/derive/networkFacts.js';
import type { NetworkComparison } from '../../../src/results/derive/networksBeside.js';
import { compareResults } from '../../../src/results/derive/networkComparison.js';
import { element } from '../../dom/element.js';
import type { FigureContent } from '../../plots/figureContent.js';
import { createFigureView } from '../../plots/figureView.js';
import { createNetworkChoice } from '../networkChoice.js';
import { createReadFigure } from '../readFigure.js';
import { createOpening } from '../opening.js';
import type { View, ViewActions, ViewData } from '../view.js';
import { createComparisonTable } from './comparisonTable.js';

export interface CompareActions extends ViewActions {
  /** Is told which results were chosen, so that they can be kept. */
  compared(ids: readonly string[]): void;
}

export interface CompareView extends View {
  /** Puts these results beside the shown one, in place of others. */
  beside(ids: readonly string[]): void;
}

/** How many networks stand side by side at most. */
const most = 4;

/**
 * The Compare tab: networks side by side, the shown one first.
 * @param saved the results chosen last; `null` takes the first that there is.
 */
export function createCompareView(actions: CompareActions, saved: readonly string[] | null): CompareView {
  let data: ViewData | null = null;
  let chosen = saved;
  const opening = createOpening();
  const choice = createNetworkChoice(
    actions,
    (ids) => {
      chosen = ids;
      actions.compared(ids);
    },
    () => showNetworks(true),
    most,
  );
  const table = createComparisonTable();
  const curves = createReadFigure(actions, l10n.t('Deleting units at random'));
  const counts = createFigureView(actions, l10n.t('Units by cost, one at a time'));
  const selectivity = createFigureView(actions, l10n.t('Selectivity of units'));
  const information = createFigureView(actions, l10n.t('Information about the class, bits'));
  const figures = element(
    'div',
    { class: 'compare-figures' },
    ...[curves, counts, selectivity, information].map((figure) => figure.element),
  );
  const note = element('p', { class: 'note' });
  const found = element('div', {}, table.element, figures, note);
  const tools = element('div', { class: 'tools' }, choice.chips, choice.adder);
  const view = element('div', { class: 'view compare' }, ...opening.elements, tools, found);

  function showNetworks(continues: boolean): void {
    if (data === null) return;
    const results = choice.networks().map(({ result }) => result);
    found.hidden = results.length < 2;
    if (results.length < 2) opening.show(alone(data));
    else showComparison(compareResults(results, data.replacement), continues);
  }

  function showComparison(
    { networks, isOneKind, rows, notes, ...words }: NetworkComparison,
    continues: boolean,
  ): void {
    opening.show(words.opening);
    table.show(networks, rows);
    note.textContent = notes.join(' ');
    figures.hidden = !isOneKind;
    if (!isOneKind) return;
    const chart = comparedCurves(networks);
    curves.element.hidden = chart === null;
    if (chart !== null) {
      const twin = (): FigureTable => lineTable(chart, l10n.t('Network'), { name: chart.x.title });
      curves.showLines('compare-curves', chart, twin, continues);
    }
    const content: readonly (readonly [typeof counts, boolean, FigureContent])[] = [
      [
        counts,
        networks.some(({ lost }) => lost.length > 0),
        {
          name: 'compare-costs',
          draw: (room) => costCountsFigure(networks, room),
          table: () => costCountsTable(networks),
        },
      ],
      [selectivity, has(networks, 'selectivity'), distribution(networks, 'selectivity')],
      [information, has(networks, 'information'), distribution(networks, 'information')],
    ];
    for (const [figure, isThere, shown] of content) {
      figure.element.hidden = !isThere;
      if (isThere) figure.show(shown, continues);
    }
  }

  return {
    element: view,
    show(next, continues) {
      data = next;
      choice.show(next, chosen ?? firstBeside(next));
      showNetworks(continues);
    },
    beside(ids) {
      chosen = ids.slice(0, most - 1);
      actions.compared(chosen);
      if (data === null) return;
      choice.show(data, chosen);
      showNetworks(false);
    },
    // Units of different networks are not matched.
    select: () => undefined,
  };
}

function has(networks: readonly NetworkFacts[], measure: 'selectivity' | 'information'): boolean {
  return networks.some((facts) => facts[measure].length > 0);
}

function distribution(
  networks: readonly NetworkFacts[],
  measure: 'selectivity' | 'information',
): FigureContent {
  return {
    name: `compare-${measure}`,
    draw: (room) => distributionFigure(networks, measure, room),
    table: () => distributionTable(networks, measure),
  };
}

/** The first result that can stand beside the shown one, another network's before another one of this. */
function firstBeside({ id, result, comparable }: ViewData): readonly string[] {
  const there = comparable.filter((one) => one.id !== id);
  const another = there.find(({ model }) => fileName(model) !== fileName(result.model.file)) ?? there.at(0);
  return another === undefined ? [] : [another.id];
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** What is said while nothing stands beside the shown network. */
function alone({ comparable }: ViewData): { readonly answer: string; readonly evidence: string } {
  return comparable.length < 2
    ? {
        answer: l10n.t('There is no second result yet'),
        evidence: l10n.t(
          'Analyse another network, or this one on other data: every result of the workspace can stand here beside this one.',
        ),
      }
    : {
        answer: l10n.t('Networks side by side'),
        evidence: l10n.t('Choose a result to stand beside this one.'),
      };
}
