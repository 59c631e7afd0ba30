import { costCountsFigure, costCountsTable } from '../../../src/figures/compare/costCounts.js';
import { distributionFigure, distributionTable } from '../../../src/figures/compare/distributions.js';
import type { NetworkFacts } from '../../../src/results/derive/networkFacts.js';
import { compareResults, type NetworkComparison } from '../../../src/results/derive/networkComparison.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { element } from '../../dom/element.js';
import { createFigureView, type FigureContent } from '../../plots/figureView.js';
import { createOpening } from '../opening.js';
import type { View, ViewActions, ViewData } from '../view.js';
import { createComparisonTable } from './comparisonTable.js';
import { createNetworkChoice } from './networkChoice.js';

export interface CompareActions extends ViewActions {
  /** Is told which results were chosen, so that they can be kept. */
  compared(ids: readonly string[]): void;
}

/**
 * The Compare tab: networks side by side, the shown one first.
 * @param saved the results chosen last; `null` takes the first that there is.
 */
export function createCompareView(actions: CompareActions, saved: readonly string[] | null): View {
  let data: ViewData | null = null;
  let chosen = saved;
  /** By id, as they came; those that were asked for and did not come are not asked for again. */
  const results = new Map<string, ResultFile>();
  const opening = createOpening();
  const choice = createNetworkChoice((ids) => {
    chosen = ids;
    actions.compared(ids);
    void showResults();
  });
  const trouble = element('p', { class: 'dim', role: 'status', hidden: true });
  const table = createComparisonTable();
  const counts = createFigureView(actions, 'Units by cost, one at a time');
  const selectivity = createFigureView(actions, 'Selectivity of units');
  const information = createFigureView(actions, 'Information about the class, bits');
  const figures = element(
    'div',
    { class: 'compare-figures' },
    counts.element,
    selectivity.element,
    information.element,
  );
  const note = element('p', { class: 'note' });
  const found = element('div', {}, table.element, figures, note);
  const view = element('div', { class: 'view compare' }, ...opening.elements, choice.element, trouble, found);

  /** Ids of the results beside the shown one that are there. */
  function others({ id, result, comparable }: ViewData): readonly string[] {
    const there = comparable.filter((one) => one.id !== id);
    if (chosen !== null) return chosen.filter((one) => there.some((other) => other.id === one));
    const another = there.find(({ model }) => model !== result.model.file) ?? there.at(0);
    return another === undefined ? [] : [another.id];
  }

  async function showResults(): Promise<void> {
    if (data === null) return;
    const of = data;
    const ids = others(of);
    choice.show(of, ids);
    trouble.hidden = true;
    found.hidden = true;
    if (ids.length === 0) {
      opening.show(alone(of));
      return;
    }
    const missing = ids.filter((id) => !results.has(id));
    try {
      if (missing.length > 0) {
        const came = await actions.ask('results', { ids: missing });
        missing.forEach((id, i) => results.set(id, came[i]));
      }
    } catch (error) {
      trouble.textContent = error instanceof Error ? error.message : String(error);
      trouble.hidden = false;
      return;
    }
    if (data !== of) return;
    const beside = others(of).flatMap((id) => results.get(id) ?? []);
    if (beside.length > 0) showComparison(compareResults([of.result, ...beside], of.replacement));
  }

  function showComparison({ networks, isOneKind, rows, notes, ...words }: NetworkComparison): void {
    opening.show(words.opening);
    found.hidden = false;
    table.show(networks, rows);
    note.textContent = notes.join(' ');
    figures.hidden = !isOneKind;
    if (!isOneKind) return;
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
      if (isThere) figure.show(shown);
    }
  }

  return {
    element: view,
    show(next) {
      // What was measured anew since comes anew.
      if (data?.comparable !== next.comparable) results.clear();
      data = next;
      opening.show({ answer: 'Networks side by side', evidence: '' });
      void showResults();
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

/** What is said while nothing stands beside the shown network. */
function alone({ comparable }: ViewData): { readonly answer: string; readonly evidence: string } {
  return comparable.length < 2
    ? {
        answer: 'There is no second result yet',
        evidence:
          'Analyse another network, or this one on other data: every result of the workspace can stand here beside this one.',
      }
    : { answer: 'Networks side by side', evidence: 'Choose a result to stand beside this one.' };
}
