import * as l10n from '@vscode/l10n';
import { findings } from '../../../src/results/derive/findings/findings.js';
import { selectivityFinding } from '../../../src/results/derive/findings/selectivityFinding.js';
import { keyNumbers } from '../../../src/results/derive/keyNumbers.js';
import { layerRelations, relationIntervalSteps } from '../../../src/results/derive/selectivityRelation.js';
import { nearChanceHint } from '../../../src/results/derive/sentences.js';
import type { Interval } from '../../../src/results/derive/spearmanInterval.js';
import { trustNotes } from '../../../src/results/derive/trustNotes.js';
import { unitsOpening } from '../../../src/results/derive/unitsOpening.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { samplesHaveClasses } from '../../../src/results/derive/task.js';
import { element } from '../../dom/element.js';
import { afterPaint, inSlices } from '../../frame/inSlices.js';
import { missingMeasure } from '../missingMeasure.js';
import { createOpening } from '../opening.js';
import type { View, ViewActions, ViewData } from '../view.js';
import { createFindingList } from './findingList.js';
import { keyNumbersRow } from './keyNumbersRow.js';
import type { OverviewState } from './overviewState.js';
import { createStripsFigure } from './stripsFigure.js';

export interface OverviewActions extends ViewActions {
  /** A choice that is to be remembered. */
  chosen(state: OverviewState): void;
}

const unanswered = {
  answer: l10n.t('Which units does this network need?'),
  evidence: l10n.t('That is told when units were deleted one at a time.'),
};
/** Narrower panels keep the notes folded until they are asked for. */
const roomForNotes = 500;

/** The Overview tab: the network at a glance. */
export function createOverviewView(actions: OverviewActions, first: OverviewState): View {
  let state = first;
  let data: ViewData | null = null;
  const opening = createOpening();
  const hint = element('p', { class: 'note', hidden: true });
  const numbers = element('dl', { class: 'key-numbers' });
  const strips = createStripsFigure(actions, state.measure, (measure) => remember({ measure }));
  const found = createFindingList((tab) => actions.goTo(tab));
  const foundSection = element('section', {}, element('h2', {}, l10n.t('What was found')), found.element);
  const missing = element('div', { class: 'missing' });
  const notes = element('ul');
  const summary = element('summary', {}, l10n.t('How far to trust these numbers'));
  const trust = element('details', { class: 'trust' }, summary, notes);
  trust.open = state.trust ?? window.innerWidth > roomForNotes;
  summary.addEventListener('click', () => remember({ trust: !trust.open }));
  const view = element(
    'div',
    { class: 'view overview' },
    ...opening.elements,
    hint,
    numbers,
    strips.element,
    foundSection,
    missing,
    trust,
  );

  function remember(change: Partial<OverviewState>): void {
    state = { ...state, ...change };
    actions.chosen(state);
  }

  /**
   * Once all else is drawn: what was found takes longer to work out. Intervals come in slices: thousands of resamples
   * must not hold up a click.
   */
  async function showFindings(of: ViewData): Promise<void> {
    await afterPaint();
    if (data !== of) return;
    const { result, rows, replacement } = of;
    const relations = result.exact ? layerRelations(rows) : [];
    const told = findings(result, rows, replacement, relations, null);
    foundSection.hidden = told.length === 0;
    found.show(told);
    if (relations.length === 0) return;
    const intervals: (Interval | null)[] = [];
    for (const relation of relations) {
      const steps = relationIntervalSteps(rows, relation, result.settings.seed);
      const interval = await inSlices(steps, () => data !== of);
      if (interval === undefined) return;
      intervals.push(interval);
    }
    const related = selectivityFinding(result, rows, replacement, relations, intervals);
    found.show(told.map((finding) => (finding.kind === related?.kind ? related : finding)));
  }

  return {
    element: view,
    show(next, continues) {
      data = next;
      const { result, rows, replacement } = next;
      opening.show(unitsOpening(result, rows, replacement) ?? unanswered);
      hint.textContent = result.partial === true ? '' : (nearChanceHint(result) ?? '');
      hint.hidden = hint.textContent === '';
      numbers.replaceChildren(...keyNumbersRow(keyNumbers(result, rows, replacement)));
      strips.show(next, continues);
      void showFindings(next);
      missing.replaceChildren(...missingMeasures(result, next, actions));
      notes.replaceChildren(...trustNotes(result, rows, replacement).map((note) => element('li', {}, note)));
    },
    select: (unit) => strips.select(unit),
  };
}

/** What an exact result could tell besides, each with the way to it. */
function missingMeasures(result: ResultFile, { rows }: ViewData, actions: ViewActions): HTMLElement[] {
  if (!result.exact) return [];
  const offers = [
    rows.every(({ importance }) => importance === null)
      ? missingMeasure(l10n.t('What each unit costs was not measured.'), l10n.t('Delete each unit'), () =>
          actions.measure('importance'),
        )
      : null,
    samplesHaveClasses(result) && rows.every(({ selectivity }) => selectivity === null)
      ? missingMeasure(
          l10n.t('What each unit responds to was not measured.'),
          l10n.t('Measure selectivity'),
          () => actions.measure('selectivity'),
        )
      : null,
    (result.curves ?? []).length === 0
      ? missingMeasure(
          l10n.t('How many deletions the network bears was not measured.'),
          l10n.t('Measure curves'),
          () => actions.measure('curves'),
        )
      : null,
    (result.noise ?? []).length === 0
      ? missingMeasure(l10n.t('How much noise it bears was not measured.'), l10n.t('Measure noise'), () =>
          actions.measure('noise'),
        )
      : null,
  ];
  return offers.filter((offer) => offer !== null);
}
