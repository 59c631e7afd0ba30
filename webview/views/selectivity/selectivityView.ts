import * as l10n from '@vscode/l10n';
import { markMover } from '../../../src/figures/selectivity/moveMark.js';
import { scatterData, type ScatterData } from '../../../src/figures/selectivity/scatterData.js';
import { scatterDrawing } from '../../../src/figures/selectivity/scatterFigure.js';
import { scatterTable } from '../../../src/figures/selectivity/scatterTable.js';
import { hypothesisNames, hypothesisWords } from '../../../src/results/derive/hypothesisSentences.js';
import {
  expectationUnder,
  hypotheses,
  type Hypothesis,
} from '../../../src/results/derive/selectivityHypotheses.js';
import {
  explainedBy,
  lostAxisTitle,
  selectivityQuestion,
  untoldRelation,
} from '../../../src/results/derive/selectivityPlotWords.js';
import {
  layerRelations,
  relatedLayers,
  relationIntervalSteps,
  relationOpening,
  type LayerRelation,
} from '../../../src/results/derive/selectivityRelation.js';
import type { Interval } from '../../../src/results/derive/spearmanInterval.js';
import { importancePhrase, selectivityPhrase } from '../../../src/results/derive/unitPhrases.js';
import { rowOfUnit } from '../../../src/results/derive/unitRows.js';
import { element } from '../../dom/element.js';
import { createSegments } from '../../dom/segments.js';
import { afterPaint, inSlices } from '../../frame/inSlices.js';
import { createFigureView } from '../../plots/figureView.js';
import { missingMeasure } from '../missingMeasure.js';
import { createOpening } from '../opening.js';
import type { View, ViewActions, ViewData } from '../view.js';
import { createBrushBar } from './brushBar.js';
import { createLayerChips } from './layerChips.js';
import { createScatterRows } from './scatterRows.js';
import type { SelectivityChoice } from './selectivityChoice.js';
import { missingOf, plotNote } from './selectivityWords.js';

export interface SelectivityActions extends ViewActions {
  /** What is drawn was chosen anew, to be remembered. */
  chosen(choice: SelectivityChoice): void;
  /** Shows these units, and no others, in the table of units. */
  seeInUnits(units: readonly number[]): void;
}

/** The Selectivity tab: does it matter how choosy a unit is? */
export function createSelectivityView(actions: SelectivityActions, first: SelectivityChoice): View {
  let data: ViewData | null = null;
  /** `null` until they are computed. */
  let relations: readonly LayerRelation[] | null = null;
  let intervals: readonly (Interval | null)[] | null = null;
  let choice = first;

  const opening = createOpening();
  const segments = createSegments<SelectivityChoice['hypothesis']>(
    l10n.t('What would we expect?'),
    (hypothesis) => choose({ hypothesis }),
  );
  const expecting = element(
    'div',
    { class: 'tools expecting' },
    element('span', { class: 'dim', 'aria-hidden': 'true' }, l10n.t('What would we expect?')),
    segments.element,
  );
  const chips = createLayerChips((layerIndex) => {
    const hidden = new Set(choice.hidden);
    if (!hidden.delete(layerIndex)) hidden.add(layerIndex);
    choose({ hidden: [...hidden] });
  });
  const plot = createFigureView(
    {
      select: (unit) => actions.select(unit),
      open: (unit) => actions.open(unit),
      copy: actions.copy,
      save: actions.save,
    },
    null,
    chips.element,
  );
  const table = createScatterRows(actions);
  const brush = createBrushBar(
    (units) => actions.seeInUnits(units),
    () => plot.clearBrush(),
  );
  const note = element('p', { class: 'note' });
  const missing = element('div', { hidden: true });
  const found = element('div', { class: 'found' }, expecting, plot.element, brush.element, note);
  const view = element('div', { class: 'view selectivity' }, ...opening.elements, missing, found);

  function choose(change: Partial<SelectivityChoice>): void {
    choice = { ...choice, ...change };
    actions.chosen(choice);
    showOpening();
    showPoints(true);
  }

  /** The hypothesis that is drawn; none of numbers that tell no relation. */
  function supposed() {
    return data?.result.exact === true && choice.hypothesis !== 'measured' ? choice.hypothesis : null;
  }

  function showPoints(continues: boolean): void {
    if (data === null) return;
    const { result, rows } = data;
    const { noun, classes } = result.dataset;
    const hypothesis = supposed();
    const { seed } = result.settings;
    const scatter = scatterData(rows, result.layers.length, {
      hidden: new Set(choice.hidden),
      told: result.exact,
      expectation: hypothesis === null ? null : expectationUnder(hypothesis, rows, seed),
    });
    segments.show(
      [
        { id: 'measured' as const, label: l10n.t('Measured only'), short: l10n.t('Measured') },
        ...hypotheses.map((id) => ({ id, label: hypothesisNames[id], short: shortNames[id] })),
      ],
      choice.hypothesis,
    );
    expecting.hidden = !result.exact;
    note.textContent = plotNote(result.exact, hypothesis !== null);
    const drawing = scatterDrawing(scatter, { vertical: lostAxisTitle(result, rows), noun });
    table.show(data, scatter, continues);
    plot.show(
      {
        name: 'selectivity',
        draw: drawing.draw,
        mark: drawing.mark,
        move: keys(scatter),
        table: () => scatterTable(scatter, noun),
        twin: table.element,
        readOut(id) {
          const row = rowOfUnit(rows, id);
          if (row === null) return [];
          const lines = [row.name, importancePhrase(row, noun), selectivityPhrase(row, classes)];
          return lines.filter((line) => line !== null);
        },
        brushed: (ids) =>
          brush.show(
            ids.flatMap((id) => rowOfUnit(rows, id) ?? []),
            noun,
          ),
      },
      continues,
    );
  }

  function showOpening(): void {
    if (data === null) return;
    const hypothesis = supposed();
    const waits = relations === null || (hypothesis === null && intervals === null);
    view.classList.toggle('computing', data.result.exact && waits);
    if (!data.result.exact) {
      opening.show(
        explainedBy({ answer: selectivityQuestion, evidence: untoldRelation(data.result) }, data.result),
      );
    } else if (relations === null) {
      opening.show({ answer: selectivityQuestion, evidence: '' });
    } else if (hypothesis !== null) {
      const { rows, result } = data;
      const { seed } = result.settings;
      const expectation = expectationUnder(hypothesis, rows, seed);
      const words = hypothesisWords(hypothesis, expectation, rows, relations, intervals, seed);
      opening.show({ answer: selectivityQuestion, evidence: words.follows }, words.supposed);
    } else if (intervals !== null) {
      opening.show(explainedBy(relationOpening(relations, intervals), data.result));
    } else {
      opening.show({ answer: selectivityQuestion, evidence: '' });
    }
  }

  /** Once the plot is drawn, and in slices: thousands of resamples must not hold up a click. */
  async function computeRelations(of: ViewData): Promise<void> {
    const computed: (Interval | null)[] = [];
    await afterPaint();
    if (data !== of) return;
    const found = layerRelations(of.rows);
    relations = found;
    found.forEach(({ rho }, place) => chips.showRho(place, rho));
    showOpening();
    for (const [place, relation] of found.entries()) {
      const steps = relationIntervalSteps(of.rows, relation, of.result.settings.seed);
      const interval = await inSlices(steps, () => data !== of);
      if (interval === undefined) return;
      computed.push(interval);
      chips.showInterval(place, interval);
    }
    intervals = computed;
    showOpening();
  }

  return {
    element: view,
    show(next, continues) {
      const { result } = next;
      const isOther = data !== null && data.result.model.sha256 !== result.model.sha256;
      data = next;
      if (isOther && choice.hidden.length > 0) {
        choice = { ...choice, hidden: [] };
        actions.chosen(choice);
      }
      relations = null;
      intervals = null;
      const related = relatedLayers(next.rows);
      found.hidden = related.length === 0;
      missing.hidden = related.length > 0;
      if (related.length === 0) {
        opening.show({ answer: selectivityQuestion, evidence: '' });
        view.classList.remove('computing');
        const { words, measure } = missingOf(next);
        missing.replaceChildren(
          measure === null
            ? element('p', { class: 'dim' }, words)
            : missingMeasure(words, measure.label, () => actions.measure(measure.which)),
        );
        return;
      }
      chips.show(related, result.layers.length, new Set(choice.hidden), result.exact);
      showPoints(continues);
      showOpening();
      if (result.exact) void computeRelations(next);
    },
    select(unit) {
      table.select(unit);
      plot.select(unit);
    },
  };
}

const shortNames: Readonly<Record<Hypothesis, string>> = {
  more: l10n.t('More'),
  less: l10n.t('Less'),
  none: l10n.t('None'),
};

/** The plot's own order for arrow keys: by selectivity and by cost. */
function keys(scatter: ScatterData) {
  const move = markMover(scatter);
  return <Target extends { readonly id: number }>(
    key: string,
    from: number | null,
    targets: readonly Target[],
  ): Target | null => {
    const to = move(key, from);
    return to === null ? null : (targets.find(({ id }) => id === to) ?? null);
  };
}
