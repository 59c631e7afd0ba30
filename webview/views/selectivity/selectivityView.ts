import {
  layerRelations,
  relationInterval,
  relationOpening,
  type LayerRelation,
} from '../../../src/results/derive/selectivityRelation.js';
import type { Interval } from '../../../src/results/derive/spearmanInterval.js';
import { lowerBoundSentence } from '../../../src/results/derive/sentences.js';
import { precisionOf } from '../../../src/results/derive/exactness.js';
import { element } from '../../dom/element.js';
import { createSegments } from '../../dom/segments.js';
import { scatterData } from '../../plots/scatterData.js';
import { createOpening } from '../opening.js';
import type { View, ViewActions, ViewData } from '../view.js';
import { createLayerChips } from './layerChips.js';
import { createScatterPlot } from './scatterPlot.js';
import { createScatterTable } from './scatterTable.js';

const question = 'Are the easy units the important ones?';

/** The Selectivity tab: does it matter how choosy a unit is? */
export function createSelectivityView(actions: ViewActions): View {
  let data: ViewData | null = null;
  let relations: readonly LayerRelation[] = [];
  const hidden = new Set<number>();
  let asTable = false;
  let selected: number | null = null;

  const opening = createOpening();
  const chips = createLayerChips((layerIndex) => {
    if (!hidden.delete(layerIndex)) hidden.add(layerIndex);
    showPoints(false);
  });
  const form = createSegments<'plot' | 'table'>('Shown as', (chosen) => {
    asTable = chosen === 'table';
    showPoints(false);
  });
  const plot = createScatterPlot((unit) => actions.select(unit));
  const table = createScatterTable(actions);
  const note = element('p', { class: 'note' });
  const missing = element('p', {
    class: 'dim',
    hidden: true,
  });
  const found = element(
    'div',
    { class: 'found' },
    element('div', { class: 'tools' }, chips.element, element('span', { class: 'spacer' }), form.element),
    plot.element,
    table.element,
    note,
  );
  const view = element('div', { class: 'view selectivity' }, ...opening.elements, missing, found);

  function showPoints(continues: boolean): void {
    if (data === null) return;
    form.show(
      [
        { id: 'plot', label: 'Plot' },
        { id: 'table', label: 'As table' },
      ],
      asTable ? 'table' : 'plot',
    );
    plot.element.hidden = asTable;
    table.element.hidden = !asTable;
    const scatter = scatterData(data.rows, hidden, data.result.exact);
    if (asTable) {
      table.show(
        data,
        scatter.points.map(({ row }) => row),
        continues,
      );
      if (!continues) table.select(selected);
    } else {
      plot.show(data, scatter, continues);
      plot.select(selected);
    }
  }

  /** Layer by layer, between two turns of the loop: thousands of resamples must not hold up a click. */
  async function showIntervals(of: ViewData): Promise<void> {
    const intervals: (Interval | null)[] = [];
    for (const [place, relation] of relations.entries()) {
      await new Promise((resolve) => setTimeout(resolve));
      if (data !== of) return;
      const interval = relationInterval(of.rows, relation, of.result.settings.seed);
      intervals.push(interval);
      chips.showInterval(place, interval);
    }
    opening.show(explained(relationOpening(relations, intervals), of));
  }

  return {
    element: view,
    show(next, continues) {
      const { result } = next;
      if (data?.result.model.sha256 !== result.model.sha256) hidden.clear();
      data = next;
      relations = layerRelations(next.rows);
      found.hidden = relations.length === 0;
      missing.hidden = relations.length > 0;
      opening.show({ answer: question, evidence: '' });
      if (relations.length === 0) {
        missing.textContent = missingMeasure(next);
        return;
      }
      note.textContent = plotNote(result.exact);
      chips.show(relations, result.layers.length, hidden, result.exact);
      showPoints(continues);
      if (result.exact) void showIntervals(next);
      else opening.show(explained({ answer: question, evidence: untold(next) }, next));
    },
    select(unit) {
      selected = unit;
      if (asTable) table.select(unit);
      else plot.select(unit);
    },
  };
}

function explained(
  { answer, evidence }: ReturnType<typeof relationOpening>,
  { result }: ViewData,
): ReturnType<typeof relationOpening> {
  const reading = `Each mark is a unit; if selective units mattered more, the marks would climb to the right.`;
  const where = result.dataset.labelKind === 'true' ? '' : ` Labels: ${result.dataset.labelKind}.`;
  return { answer, evidence: `${evidence} ${reading}${where}` };
}

/** Why nothing is said of numbers that are not counted to the end: their noise hides a relation, or feigns one. */
function untold({ result }: ViewData): string {
  return precisionOf(result) === null
    ? 'That is told when all is in.'
    : 'That can\u2019t be told from an estimate; refine it to exact.';
}

function missingMeasure({ result, rows }: ViewData): string {
  if (result.partial === true) return 'Marks appear as units are deleted.';
  const lacks = [
    ...(result.layers.some((layer) => layer.units.selectivity !== undefined) ? [] : ['selectivity']),
    ...(rows.some((row) => row.importance !== null) ? [] : ['importance']),
  ];
  return lacks.length === 0
    ? 'No unit has both a selectivity and an importance.'
    : `This result holds no ${lacks.join(' and no ')}: analyse again to measure it.`;
}

function plotNote(exact: boolean): string {
  const sentences = [
    'Marks are spread a little in height, since counts are whole.',
    'Root scale: a step up means about the same surprise everywhere.',
    exact ? 'Grey band: what a unit that flips as many answers as the median unit would show by luck.' : null,
    'Selectivity is comparable within a layer; hide layers in the key.',
    lowerBoundSentence,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}
