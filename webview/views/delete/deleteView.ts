import type { LiveAnswer, LiveFacts } from '../../../src/editor/messages.js';
import {
  atRandom,
  costliest,
  deletionSteps,
  groupSize,
  mostSelective,
} from '../../../src/results/derive/deletionChoices.js';
import { button } from '../../controls.js';
import { element } from '../../dom/element.js';
import type { SavedDeletion } from '../../frame/savedState.js';
import { createFigureView } from '../../plots/figureView.js';
import type { View, ViewActions, ViewData } from '../view.js';
import { createAccuracyFigures } from './accuracyFigures.js';
import { createDeletionLegend } from './deletionLegend.js';
import { outcomeWords, rightAnswers } from './deletionOutcome.js';
import { Deletions, isSame } from './deletions.js';
import { createDeletionTools } from './deletionTools.js';
import { createLiveConnection } from './liveConnection.js';
import { LiveState } from './liveState.js';
import { networkContent } from './networkContent.js';
import { offeredSamples, sampleBeside } from './offeredSamples.js';
import { createSampleChooser } from './sampleChooser.js';
import { SamplePictures } from './samplePictures.js';
import { sceneOf, showsMaps } from './sceneOf.js';
import { createStorySteps, type ShownStep } from './storySteps.js';

/** How long an answer may take before the click itself is shown, in milliseconds. */
const patienceMs = 40;

export interface DeleteView extends View {
  /** The last answer, on all samples. */
  refined(answer: LiveAnswer): void;
}

export interface DeleteActions extends ViewActions {
  /** The network is not asked for a while. */
  close(): void;
  /** What was deleted, to be found again. */
  keep(left: SavedDeletion): void;
}

/** The Delete tab: the live network, in which units are clicked away. */
export function createDeleteView(actions: DeleteActions, left: SavedDeletion | null): DeleteView {
  let data: ViewData | null = null;
  let saved = left;
  let sample: number | null = null;
  let steps: readonly ShownStep[] = [];
  let draws = 0;
  /** What the steps were measured under. */
  let stepsOf = '';
  const deletions = new Deletions();
  const live = createLiveConnection(actions, statusChanged);
  const state = new LiveState(live, showAnswer, nextStep);
  const pictures = new SamplePictures(actions, (views) => {
    chooser.picture(views);
    showNetwork();
  });

  const deletedWords = element('b');
  const sentence = element('span');
  const story = createStorySteps((step) => change(() => deletions.set(steps[step].units ?? [])));
  const tools = createDeletionTools({
    random: () => change(() => deletions.add(atRandom(unitCount(), deletions.now, 0.2, seed()))),
    selective: () => change(() => deletions.add(mostSelective(data?.rows ?? [], deletions.now, group()))),
    costliest: () => change(() => deletions.add(costliest(data?.rows ?? [], deletions.now, group()))),
    undo: () => change(() => deletions.undo()),
    restore: () => change(() => deletions.set([])),
  });
  const legend = createDeletionLegend();
  const chooser = createSampleChooser({
    choose: lookAt,
    step(by) {
      const next = sample === null ? null : sampleBeside(labels(), classes(), sample, by);
      if (next !== null) lookAt(next);
    },
  });
  const network = createFigureView(
    {
      copy: actions.copy,
      save: actions.save,
      select: (unit) => actions.select(unit),
      act: (unit, range) => change(() => deletions.toggle(unit, range)),
    },
    null,
    chooser.element,
  );
  const accuracy = createAccuracyFigures(actions);
  const hindrance = element('p', { class: 'hindrance' });
  const again = button('Start it again', { appearance: 'primary' }, () => live.open());
  const body = element(
    'div',
    { class: 'deletion' },
    story.element,
    tools.element,
    network.element,
    legend.element,
    accuracy.element,
  );
  const view = element(
    'div',
    { class: 'view delete' },
    element('h1', {}, 'Delete neurons'),
    element('p', { 'aria-live': 'polite' }, deletedWords, ' ', sentence),
    element('div', { class: 'tools hindered' }, hindrance, again),
    body,
  );
  // Wherever the focus is: a button that has nothing left to do loses it.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || !view.isConnected) return;
    event.preventDefault();
    change(() => deletions.undo());
  });

  const facts = (): LiveFacts | null => (live.status.kind === 'open' ? live.status.facts : null);
  const labels = (): ArrayLike<number> => facts()?.labels ?? [];
  const classes = (): number => data?.result.dataset.classes.length ?? 0;
  const unitCount = (): number => data?.result.layers.reduce((sum, layer) => sum + layer.unitCount, 0) ?? 0;
  const group = (): number => groupSize(unitCount());
  /** Each draw at random is another one, and the same again after a reload. */
  const seed = (): number => (data?.result.settings.seed ?? 0) + ++draws;

  function change(alter: () => void): void {
    if (facts() === null || data === null) return;
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

  function lookAt(chosen: number): void {
    sample = chosen;
    wantState();
  }

  function wantState(): void {
    const opened = facts();
    if (opened === null || data === null) return;
    const { result, replacement } = data;
    saved = { model: result.model.sha256, deleted: [...deletions.now], sample };
    actions.keep(saved);
    showControls();
    void state.want({
      deleted: deletions.now,
      replacement: replacement === 'mean' ? 'mean' : 'zero',
      sample,
      outputs: showsMaps(opened),
    });
  }

  /** The first step that is not measured yet. */
  function nextStep(): ReturnType<ConstructorParameters<typeof LiveState>[2]> {
    const at = steps.findIndex(({ units, now }) => units !== null && now === null);
    const units = steps.at(at)?.units;
    const baseline = facts()?.baseline;
    if (at < 0 || !units || baseline === undefined) return null;
    const key = stepsOf;
    return {
      units,
      answered({ correct, samples }) {
        if (key !== stepsOf) return;
        const measured = { intact: baseline.correct / baseline.samples, now: correct / samples };
        steps = steps.map((step, i) => (i === at ? { ...step, ...measured } : step));
        showControls();
      },
    };
  }

  function statusChanged(): void {
    const opened = facts();
    if (opened !== null) {
      const [first = null] = offeredSamples(opened.labels, classes(), null);
      sample = sample !== null && sample < opened.labels.length ? sample : first;
      wantState();
    } else state.clear();
    showControls();
    showNetwork();
    showWords();
  }

  function showAnswer(): void {
    showNetwork();
    showWords();
    const opened = facts();
    const answered = state.shown;
    if (data === null || opened === null || answered === null) return;
    const right = rightAnswers(data.result, opened, answered, state.intactOnAll);
    const way = deletions.way.flatMap((set) => {
      const answer = set.size === 0 ? opened.baseline : state.answers.get(set);
      return answer === undefined ? [] : [{ deleted: set.size, answer }];
    });
    accuracy.show(data, right, opened.samples, way);
  }

  function showNetwork(): void {
    const opened = facts();
    if (data === null) return;
    const picture = sample === null ? null : pictures.of(sample);
    const scene = sceneOf(data, opened, deletions.now, state.shown, picture);
    const shown = data;
    network.show(
      networkContent(scene, shown, (asNodes, palette) =>
        legend.show(scene, asNodes, shown, palette, state.shown),
      ),
      true,
    );
  }

  function showWords(): void {
    const words = outcomeWords(data, live.status, state, deletions.now);
    deletedWords.textContent = words.deleted;
    sentence.textContent = words.sentence;
    hindrance.textContent = words.hindrance ?? '';
    hindrance.parentElement?.toggleAttribute('hidden', words.hindrance === null);
    again.hidden = live.status.kind !== 'lost';
    const shows = live.status.kind === 'open' && state.shown !== null;
    accuracy.element.hidden = !shows;
    network.element.hidden = !shows;
    legend.element.hidden = !shows;
  }

  function showControls(): void {
    if (data === null) return;
    const isLive = facts() !== null;
    const { result, rows } = data;
    const shown = steps.map((step) => {
      return { ...step, isShown: step.units !== null && isSame(new Set(step.units), deletions.now) };
    });
    story.show(shown, isLive);
    tools.show({
      group: group(),
      isLive,
      canUndo: deletions.canUndo,
      canRestore: deletions.now.size > 0,
      hasSelectivity: rows.some(({ selectivity }) => selectivity !== null),
      hasCosts: result.partial !== true && rows.some(({ lost }) => lost !== null),
    });
    chooser.element.hidden = !isLive;
    if (!isLive) return;
    const offered = offeredSamples(labels(), classes(), sample);
    const nameOf = (at: number): string => result.dataset.classes[labels()[at]] ?? String(at);
    const { noun } = result.dataset;
    chooser.show(
      noun.charAt(0).toUpperCase() + noun.slice(1),
      offered.map((at) => ({ sample: at, label: nameOf(at) })),
      sample,
    );
    const beside = (by: 1 | -1): boolean =>
      sample !== null && sampleBeside(labels(), classes(), sample, by) !== null;
    chooser.step(beside(-1), beside(1));
    pictures.want(sample === null ? offered : [...new Set([...offered, sample])]);
  }

  /** Opens the network where it may be asked, and isn't open; closes it where it may not. */
  function openOrClose(): void {
    if (data === null) return;
    if (data.isStale) {
      live.close();
      state.clear();
    } else if (live.status.kind === 'closed') live.open();
  }

  return {
    element: view,
    show(next) {
      const of = networkKey(next);
      const isOther = data === null || networkKey(data) !== of;
      data = next;
      if (isOther) {
        live.close();
        state.clear();
        pictures.clear();
        const kept = saved?.model === next.result.model.sha256 ? saved : null;
        const count = unitCount();
        deletions.begin((kept?.deleted ?? []).filter((unit) => unit < count));
        sample = kept?.sample ?? null;
      }
      const key = JSON.stringify([of, next.replacement, next.result.created, next.result.durationSeconds]);
      if (stepsOf !== key) {
        stepsOf = key;
        steps = deletionSteps(next.result, next.rows, unitCount()).map((step) => {
          return { ...step, intact: null, now: null, isShown: false };
        });
      }
      openOrClose();
      showControls();
      showWords();
      if (!isOther && facts() !== null) wantState();
    },
    select(unit) {
      // A tab that was left and is opened again is told the selection alone.
      openOrClose();
      network.select(unit);
    },
    refined: (answer) => state.refined(answer),
    leave: () => {
      live.close();
      state.clear();
    },
  };
}

/** Which network is asked, on which data. */
function networkKey({ result, isStale }: ViewData): string {
  const { model, dataset } = result;
  return JSON.stringify([model.sha256, dataset.sha256, dataset.samples, isStale]);
}
