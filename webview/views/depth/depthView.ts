import * as l10n from '@vscode/l10n';
import { depthFigure, type DepthDetail } from '../../../src/figures/depth/depthFigure.js';
import { writeDepthValue } from '../../../src/figures/depth/depthScale.js';
import { depthTable } from '../../../src/figures/depth/depthTable.js';
import type { MissingMeasure } from '../../../src/editor/messages.js';
import {
  depthMeasures,
  type DepthMeasure,
  type DepthMeasureId,
} from '../../../src/results/derive/depthMeasures.js';
import { depthNote } from '../../../src/results/derive/depthNote.js';
import { depthOpening } from '../../../src/results/derive/depthOpening.js';
import { depthRelationInterval, depthRelations } from '../../../src/results/derive/depthRelation.js';
import type { Interval } from '../../../src/results/derive/spearmanInterval.js';
import { element } from '../../dom/element.js';
import { createSegments } from '../../dom/segments.js';
import { createFigureView, type FigureView } from '../../plots/figureView.js';
import { missingMeasure } from '../missingMeasure.js';
import { createOpening } from '../opening.js';
import type { View, ViewActions, ViewData } from '../view.js';

export interface DepthActions extends ViewActions {
  /** Is told what was chosen, so that it can be kept. */
  detailed(detail: DepthDetail): void;
}

/** The Depth tab: every measure of the units, layer by layer from input to output. */
export function createDepthView(actions: DepthActions, first: DepthDetail): View {
  let data: ViewData | null = null;
  let measures: readonly DepthMeasure[] = [];
  let detail = first;
  let selected: number | null = null;
  const figures = new Map<DepthMeasureId, FigureView>();
  const opening = createOpening();
  const choice = createSegments<DepthDetail>(l10n.t('What is drawn'), (chosen) => {
    detail = chosen;
    actions.detailed(chosen);
    showFigures(true);
  });
  const key = element('span', { class: 'note' });
  const tools = element('div', { class: 'tools' }, choice.element, element('span', { class: 'spacer' }), key);
  const plots = element('div', { class: 'depth-plots' });
  const missing = element('div', { class: 'missing-measures' });
  const note = element('p', { class: 'note' });
  const view = element('div', { class: 'view depth' }, ...opening.elements, tools, plots, note, missing);

  function figureOf({ id, title }: DepthMeasure): FigureView {
    const known = figures.get(id);
    if (known !== undefined) return known;
    const made = createFigureView(actions, capital(title));
    figures.set(id, made);
    return made;
  }

  function showFigures(continues: boolean): void {
    if (data === null) return;
    const { result, rows } = data;
    choice.show(
      [
        { id: 'units', label: l10n.t('Every unit') },
        { id: 'quartiles', label: l10n.t('Quartiles only') },
      ],
      detail,
    );
    key.textContent =
      detail === 'units'
        ? l10n.t('dot: a unit · box: middle half · line: median')
        : l10n.t('box: middle half · line: median');
    const names = new Map(rows.map((row) => [row.unit.flat, row.name]));
    const nameOf = (flat: number): string => names.get(flat) ?? String(flat);
    const look = { detail, layersInAll: result.layers.length, nameOf };
    const shown = measures.map((measure) => {
      const figure = figureOf(measure);
      const values = new Map<number, number>();
      for (const { units } of measure.layers) for (const { flat, value } of units) values.set(flat, value);
      figure.show(
        {
          name: `depth-${measure.id}`,
          draw: (room) => depthFigure(measure, look, room),
          table: () => depthTable(measure),
          readOut: (flat) => [
            nameOf(flat),
            `${measure.title}: ${writeDepthValue(measure.id, values.get(flat) ?? 0)}`,
          ],
        },
        continues,
      );
      return figure.element;
    });
    // Figures that stay are not moved: one may hold the focus.
    if (shown.length !== plots.childElementCount || shown.some((figure, i) => plots.children[i] !== figure)) {
      plots.replaceChildren(...shown);
    }
    for (const figure of figures.values()) figure.select(selected);
  }

  /** Between two turns of the loop: thousands of resamples must not hold up a click. */
  async function showOpening(of: ViewData): Promise<void> {
    const relations = depthRelations(of.rows);
    const intervals: (Interval | null)[] = [];
    if (of.result.exact) {
      for (const relation of relations) {
        await new Promise((resolve) => setTimeout(resolve));
        if (data !== of) return;
        intervals.push(depthRelationInterval(of.rows, relation, of.result.settings.seed));
      }
    }
    opening.show(depthOpening(of.result, of.rows, relations, intervals));
  }

  return {
    element: view,
    show(next, continues) {
      data = next;
      measures = depthMeasures(next.result, next.rows);
      tools.hidden = measures.length === 0;
      opening.show({ answer: l10n.t('From input to output'), evidence: '' });
      void showOpening(next);
      showFigures(continues);
      note.textContent = depthNote(next.result, measures);
      missing.replaceChildren(...missingParts(next, measures, actions));
    },
    select(unit) {
      selected = unit;
      for (const figure of figures.values()) figure.select(unit);
    },
  };
}

/** What each measure that the result lacks would show; nothing while numbers come in. */
function missingParts(
  { result }: ViewData,
  measures: readonly DepthMeasure[],
  actions: ViewActions,
): HTMLElement[] {
  if (result.partial === true) return [];
  const offers: readonly (readonly [DepthMeasureId, MissingMeasure, string, string])[] = [
    [
      'lost',
      'importance',
      l10n.t('What deleting each unit costs, by layer.'),
      l10n.t('Delete units one at a time'),
    ],
    [
      'selectivity',
      'selectivity',
      l10n.t('How selective the units of each layer are.'),
      l10n.t('Measure selectivity'),
    ],
    [
      'information',
      'information',
      l10n.t('How much the units of each layer tell of the class.'),
      l10n.t('Measure information'),
    ],
  ];
  const has = (id: DepthMeasureId): boolean => measures.some((measure) => measure.id === id);
  return offers
    .filter(([id, measure]) => !has(id) && (measure !== 'information' || has('selectivity')))
    .map(([, measure, words, label]) => missingMeasure(words, label, () => actions.measure(measure)));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
