import * as l10n from '@vscode/l10n';
import type { LiveFacts } from '../../../src/editor/messages.js';
import {
  atRandom,
  costliest,
  groupSize,
  mostSelective,
} from '../../../src/results/derive/deletionChoices.js';
import { unitCost } from '../../../src/results/derive/unitCost.js';
import { element } from '../../dom/element.js';
import type { SavedDeletion } from './savedDeletion.js';
import { createFigureView } from '../../plots/figureView.js';
import type { View, ViewActions, ViewData } from '../view.js';
import { createAccuracyFigures } from './accuracyFigures.js';
import { createDeletionLegend } from './deletionLegend.js';
import { errors, outcomeWords, rightAnswers } from './deletionOutcome.js';
import { Deletions, isSame } from './deletions.js';
import { createDeletionTools } from './deletionTools.js';
import { createLiveConnection } from './liveConnection.js';
import { LiveState } from './liveState.js';
import { createLookedAt } from './lookedAt.js';
import { MeasuredSteps } from './measuredSteps.js';
import { networkContent } from './networkContent.js';
import { createOutcomeLine } from './outcomeLine.js';
import { sceneOf, wantedOutputs } from './sceneOf.js';
import { createStorySteps } from './storySteps.js';

/** How long an answer may take before the click itself is shown, in milliseconds. */
const patienceMs = 40;

export interface DeleteActions extends ViewActions {
  /** The network is not asked for a while. */
  close(): void;
  /** What was deleted, to be found again. */
  keep(left: SavedDeletion): void;
}

/** The Delete tab: the live network, in which units are clicked away. */
export function createDeleteView(actions: DeleteActions, left: SavedDeletion | null): View {
  let data: ViewData | null = null;
  let saved = left;
  let draws = 0;
  const deletions = new Deletions();
  const live = createLiveConnection(actions, statusChanged);
  const steps = new MeasuredSteps(showControls);
  const state = new LiveState(live, showAnswer, () => steps.next(facts()?.baseline ?? null));
  const lookedAt = createLookedAt(actions, wantState, showNetwork);

  const outcome = createOutcomeLine(() => live.open());
  const story = createStorySteps((step) => change(() => deletions.set(steps.unitsOf(step))));
  const tools = createDeletionTools({
    random: () => change(() => deletions.add(atRandom(unitCount(), deletions.now, 0.2, seed()))),
    selective: () => change(() => deletions.add(mostSelective(data?.rows ?? [], deletions.now, group()))),
    costliest: () => change(() => deletions.add(costliest(data?.rows ?? [], deletions.now, group()))),
    undo: () => change(() => deletions.undo()),
    restore: () => change(() => deletions.set([])),
  });
  const { copy, save } = actions;
  const select = (unit: number): void => actions.select(unit);
  const act = (unit: number, range: boolean): void => change(() => deletions.toggle(unit, range));
  const network = createFigureView({ copy, save, select, act }, null, lookedAt.element);
  const legend = createDeletionLegend();
  const accuracy = createAccuracyFigures(actions);
  const parts = [story.element, tools.element, network.element, legend.element, accuracy.element];
  const body = element('div', { class: 'deletion' }, ...parts);
  const title = element('h1', {}, l10n.t('Delete neurons'));
  const view = element('div', { class: 'view delete' }, title, ...outcome.elements, body);
  // Wherever the focus is: a button that has nothing left to do loses it.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || !view.isConnected) return;
    event.preventDefault();
    change(() => deletions.undo());
  });

  const facts = (): LiveFacts | null => (live.status.kind === 'open' ? live.status.facts : null);
  const unitCount = (): number => data?.result.layers.reduce((sum, layer) => sum + layer.unitCount, 0) ?? 0;
  const group = (): number => groupSize(unitCount());
  /** Each draw at random is another one. */
  const seed = (): number => (data?.result.settings.seed ?? 0) + ++draws;

  function change(alter: () => void): void {
    if (facts() === null) return;
    const before = deletions.now;
    alter();
    if (isSame(before, deletions.now)) return;
    wantState();
    // What is deleted shows at once where the answer takes its time.
    const { shown } = state;
    setTimeout(() => {
      if (state.shown === shown) showNetwork();
    }, patienceMs);
  }

  function wantState(): void {
    const opened = facts();
    if (opened === null || data === null) return;
    showControls();
    const { result, replacement } = data;
    const { sample } = lookedAt;
    saved = { model: result.model.sha256, deleted: [...deletions.now], sample };
    actions.keep(saved);
    void state.want({
      deleted: deletions.now,
      replacement: replacement === 'mean' ? 'mean' : 'zero',
      sample,
      outputs: wantedOutputs(opened),
    });
  }

  function statusChanged(): void {
    if (facts() === null) state.clear();
    showControls();
    showNetwork();
    showWords();
    wantState();
  }

  function showAnswer(): void {
    showWords();
    showNetwork();
    const opened = facts();
    if (data === null || opened === null || state.shown === null) return;
    const told = opened.task === 'regression' ? errors : rightAnswers;
    const now = told(data.result, opened, state.shown, state.intactOnAll);
    const way = deletions.way.flatMap((set) => {
      const answer = set.size === 0 ? opened.baseline : state.answers.get(set);
      return answer === undefined ? [] : [{ deleted: set.size, answer }];
    });
    accuracy.show(data, now, opened.samples, way);
  }

  function showNetwork(): void {
    if (data === null || state.shown === null) return;
    const shown = data;
    const scene = sceneOf(shown, facts(), deletions.now, state.shown, lookedAt.picture);
    network.show(
      networkContent(scene, shown, (asNodes, palette) =>
        legend.show(scene, asNodes, shown, palette, state.shown),
      ),
      true,
    );
  }

  function showWords(): void {
    outcome.show(outcomeWords(data, live.status, state, deletions.now), live.status.kind === 'lost');
    const shows = live.status.kind === 'open' && state.shown !== null;
    for (const part of [network, legend, accuracy]) part.element.hidden = !shows;
  }

  function showControls(): void {
    if (data === null) return;
    const opened = facts();
    const isLive = opened !== null;
    const { result, rows } = data;
    story.show(steps.shown(deletions.now), isLive);
    tools.show({
      group: group(),
      isLive,
      canUndo: deletions.canUndo,
      canRestore: deletions.now.size > 0,
      hasSelectivity: rows.some(({ selectivity }) => selectivity !== null),
      hasCosts: result.partial !== true && rows.some((row) => unitCost(row) !== null),
    });
    if (isLive) lookedAt.show(opened, result.dataset);
  }

  /** Opens the network where it may be asked, and isn't open; closes it where it may not. */
  function openOrClose(): void {
    if (data === null) return;
    if (data.isStale) leave();
    else if (live.status.kind === 'closed') live.open();
  }

  function leave(): void {
    live.close();
    state.clear();
  }

  return {
    element: view,
    show(next) {
      const key = networkKey(next);
      const before = data;
      const isOther = before === null || networkKey(before) !== key;
      data = next;
      if (isOther) {
        leave();
        const kept = saved?.model === next.result.model.sha256 ? saved : null;
        const count = unitCount();
        deletions.begin((kept?.deleted ?? []).filter((unit) => unit < count));
        lookedAt.begin(kept?.sample ?? null);
      }
      steps.begin(next, key, unitCount());
      openOrClose();
      showControls();
      showWords();
      // While an analysis goes on, costs grow; what the network answers stays.
      if (before?.replacement === next.replacement) showNetwork();
      else if (!isOther) wantState();
    },
    select(unit) {
      // A tab that was left and is opened again is told the selection alone.
      openOrClose();
      network.select(unit);
    },
    leave,
  };
}

/** Which network is asked, on which data. */
function networkKey({ result, isStale }: ViewData): string {
  const { model, dataset } = result;
  return JSON.stringify([model.sha256, dataset.sha256, dataset.samples, isStale]);
}
