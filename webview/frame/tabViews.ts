import * as l10n from '@vscode/l10n';
import type { Host } from '../host.js';
import { createCardView } from '../views/card/cardView.js';
import { createClassesView } from '../views/classes/classesView.js';
import { createCompareView, type CompareView } from '../views/compare/compareView.js';
import { createCurvesView } from '../views/curves/curvesView.js';
import { createDeleteView } from '../views/delete/deleteView.js';
import { createDepthView } from '../views/depth/depthView.js';
import { createNoiseView } from '../views/noise/noiseView.js';
import { createLossView, createNumbersView } from '../views/numbers/numbersView.js';
import { createOverviewView } from '../views/overview/overviewView.js';
import { createSelectivityView } from '../views/selectivity/selectivityView.js';
import { createUnitsView } from '../views/units/unitsView.js';
import type { View, ViewActions } from '../views/view.js';
import type { SavedState, TabId } from './savedState.js';

/** The tabs and their names, in order. */
export const tabNames: readonly (readonly [TabId, string])[] = [
  ['overview', l10n.t('Overview')],
  ['units', l10n.t('Units')],
  ['selectivity', l10n.t('Selectivity')],
  ['delete', l10n.t('Delete')],
  ['curves', l10n.t('Curves')],
  ['classes', l10n.t('Classes')],
  ['depth', l10n.t('Depth')],
  ['noise', l10n.t('Noise')],
  ['compare', l10n.t('Compare')],
  ['numbers', l10n.t('Numbers')],
];

/** Those that say something where there is nothing but a loss. The first stands for every other. */
export const lossTabs: readonly TabId[] = ['overview', 'delete', 'compare'];

export interface TabViews {
  readonly tabs: Readonly<Record<TabId, View>> & { readonly compare: CompareView };
  /** Stands in for the table of units. */
  readonly card: View;
  /** Stands in for the other tabs where there is nothing but a loss. */
  readonly loss: View;
}

/** What the panel keeps of how its views are used. */
export interface Memory {
  /** As it was when the panel opened. */
  readonly first: SavedState;
  readonly now: () => SavedState;
  readonly keep: (change: Partial<SavedState>) => void;
}

/** Makes the view of every tab, each with what it was left at. */
export function createTabViews(
  actions: ViewActions,
  host: Host,
  { first, now, keep }: Memory,
  closeCard: () => void,
): TabViews {
  const units = createUnitsView(
    {
      ...actions,
      sorted: (sort) => keep({ sort }),
      filtered: (unitFilter) => keep({ unitFilter }),
    },
    { sort: first.sort, filter: first.unitFilter },
  );
  const seeInUnits = (picked: readonly number[]): void => {
    units.pick(picked);
    actions.goTo('units');
  };
  return {
    tabs: {
      overview: createOverviewView({ ...actions, chosen: (overview) => keep({ overview }) }, first.overview),
      units,
      selectivity: createSelectivityView(
        { ...actions, chosen: (selectivity) => keep({ selectivity }), seeInUnits },
        first.selectivity,
      ),
      delete: createDeleteView(
        {
          ...actions,
          close: () => host.post({ type: 'liveClose' }),
          keep: (deletion) => keep({ deletion }),
        },
        first.deletion,
      ),
      curves: createCurvesView({ ...actions, chose: (curves) => keep({ curves }) }, first.curves),
      classes: createClassesView(
        { ...actions, ordered: (classOrder) => keep({ classOrder }) },
        first.classOrder,
      ),
      depth: createDepthView({ ...actions, detailed: (depth) => keep({ depth }) }, first.depth),
      noise: createNoiseView({ ...actions, chose: (noise) => keep({ noise }) }, first.noise),
      compare: createCompareView({ ...actions, compared: (compared) => keep({ compared }) }, first.compared),
      numbers: createNumbersView(),
    },
    card: createCardView(
      {
        ...actions,
        close: closeCard,
        sort: () => now().sort,
        pin: (unit) => keep({ pinned: unit }),
      },
      first.pinned,
    ),
    loss: createLossView((unit) => actions.open(unit)),
  };
}
