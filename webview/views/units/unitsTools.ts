import * as l10n from '@vscode/l10n';
import { formatCounted } from '../../../src/results/derive/numberFormat.js';
import { button, choice, searchField } from '../../controls.js';
import { element } from '../../dom/element.js';
import { createSegments } from '../../dom/segments.js';
import type { ViewData } from '../view.js';
import type { FilteredUnits, SegmentId, UnitFilter } from './unitFilter.js';
import { unitSegments } from './unitSegments.js';

export interface UnitsTools {
  readonly elements: readonly HTMLElement[];
  /** What there is to choose from, and what is chosen. */
  showChoices(data: ViewData, filter: UnitFilter, hasClasses: boolean): void;
  showCounts(data: ViewData, filter: UnitFilter, counts: FilteredUnits['counts']): void;
}

export interface UnitsToolActions {
  filter(change: Partial<UnitFilter>): void;
  copy(): void;
  save(): void;
}

/** What stands above the table: which units it shows, and the ways to take them along. */
export function createUnitsTools(actions: UnitsToolActions): UnitsTools {
  const find = searchField(l10n.t('Find a unit'), (text) => actions.filter({ text }));
  const layers = choice(l10n.t('Layer'), true, (id) => actions.filter({ layerIndex: placeOf(id) }));
  const classes = choice(l10n.t('Prefers'), true, (id) => actions.filter({ preferredClass: placeOf(id) }));
  const segments = createSegments<SegmentId>(l10n.t('Which units'), (segment) => actions.filter({ segment }));
  const pickedWords = element('span');
  const picked = element(
    'div',
    { class: 'tools picked', role: 'status', hidden: true },
    pickedWords,
    element(
      'button',
      { type: 'button', class: 'link', onclick: () => actions.filter({ picked: null }) },
      l10n.t('Show all units'),
    ),
  );
  return {
    elements: [
      element('div', { class: 'tools' }, find.element, layers.element, classes.element),
      element(
        'div',
        { class: 'tools' },
        segments.element,
        element('span', { class: 'spacer' }),
        element(
          'span',
          { class: 'exports' },
          button(l10n.t('Copy as CSV'), { appearance: 'secondary' }, () => actions.copy()),
          button(l10n.t('Save as CSV…'), { appearance: 'secondary' }, () => actions.save()),
        ),
      ),
      picked,
    ],
    showChoices({ result, rows }, filter, hasClasses) {
      const last = rows.at(-1);
      find.setText(filter.text);
      find.setPlaceholder(last === undefined ? '' : l10n.t('Find a unit, e.g. {0}[0]', last.unit.layer.id));
      const measured = [...new Set(rows.map((row) => row.layerIndex))];
      layers.show(
        [['', l10n.t('All layers')], ...measured.map((i) => [String(i), result.layers[i].id] as const)],
        String(filter.layerIndex ?? ''),
      );
      classes.element.hidden = !hasClasses;
      classes.show(
        [['', l10n.t('Any class')], ...result.dataset.classes.map((name, c) => [String(c), name] as const)],
        String(filter.preferredClass ?? ''),
      );
    },
    showCounts(data, filter, counts) {
      segments.show(unitSegments(data, counts), filter.segment);
      picked.hidden = filter.picked === null;
      pickedWords.textContent =
        filter.picked === null
          ? ''
          : l10n.t('Only {0} picked in a plot.', formatCounted(filter.picked.length, 'unit'));
    },
  };
}

function placeOf(id: string): number | null {
  return id === '' ? null : Number(id);
}
