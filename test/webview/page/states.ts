import type { PanelState, Running } from '../../../src/editor/messages.js';
import { countedSoFar, deletedSoFar, estimated } from '../../results/inexactResults.js';
import type { ResultFile } from '../../../src/results/schema.js';

export const stateNames = [
  'result',
  'empty',
  'running',
  'runningAgain',
  'stale',
  'missing',
  'failed',
  'cancelled',
  'several',
  'estimate',
  'refining',
  'quickLook',
  'soFar',
  'soFarFirst',
] as const;
export type StateName = (typeof stateNames)[number];

/** The state in which a result is shown and all is well. */
export function shownState(result: ResultFile, selected: number | null = null): PanelState {
  const { name } = result.dataset;
  return {
    modelPath: `/home/someone/${result.model.file}`,
    model: result.model.file,
    results: [{ id: 'one', label: name, freshness: 'upToDate' }],
    shown: { id: 'one', freshness: 'upToDate', result },
    running: null,
    notice: null,
    selected,
    outlook: null,
    hasCode: false,
    comparable: [{ id: 'one', model: result.model.file, data: name }],
  };
}

/** The states that a panel can be in. */
export function states(result: ResultFile): Readonly<Record<StateName, PanelState>> {
  const { name, samples } = result.dataset;
  const shown = shownState(result, Math.min(93, result.layers[0].unitCount - 1));
  const outlook = { layers: result.layers.length, units: unitsIn(result), data: 'test.dataset.json' };
  const empty: PanelState = { ...shown, results: [], shown: null, selected: null, outlook };
  const units = unitsIn(result);
  const done = Math.floor(units * 0.62);
  const running: Running = {
    phase: 'ablation',
    done: done * samples,
    total: units * samples,
    deletions: { done, total: units },
    secondsLeft: 2.6,
    unitsPerSecond: 66,
    drawn: null,
    precision: null,
    refines: false,
    adds: false,
    data: name,
  };
  return {
    result: shown,
    empty,
    running: { ...empty, running },
    runningAgain: { ...shown, running },
    stale: { ...shown, shown: { id: 'one', freshness: 'modelChanged', result } },
    missing: { ...shown, shown: { id: 'one', freshness: 'missing', result } },
    failed: {
      ...empty,
      notice: {
        severity: 'error',
        text: 'other.dataset.json gives samples of 28 x 28 and the model asks for 1 x 32 x 32: choose data of that shape.',
        action: { label: 'Choose data\u2026', does: 'chooseData' },
      },
    },
    cancelled: {
      ...shown,
      notice: {
        severity: 'info',
        text: 'Cancelled; the last result is still shown.',
        action: { label: 'Analyse', does: 'analyse' },
      },
    },
    several: {
      ...shown,
      results: [
        { id: 'one', label: name, freshness: 'dataChanged' },
        { id: 'two', label: 'the training part', freshness: 'upToDate' },
      ],
      shown: { id: 'one', freshness: 'dataChanged', result },
    },
    estimate: { ...shown, shown: { id: 'one', freshness: 'upToDate', result: estimated(result) } },
    refining: {
      ...shown,
      shown: { id: 'one', freshness: 'upToDate', result: estimated(result) },
      running: { ...running, refines: true },
    },
    quickLook: {
      ...growing(shown, { ...estimated(result, 0.005), partial: true }),
      running: { ...running, drawn: 1536, unitsPerSecond: null, precision: 0.005 },
    },
    soFar: { ...growing(shown, countedSoFar(result, 4096)), running },
    soFarFirst: { ...growing(shown, deletedSoFar(result, Math.floor(units / 3))), running },
  };
}

function unitsIn({ layers }: ResultFile): number {
  return layers.reduce((sum, { unitCount }) => sum + unitCount, 0);
}

/** The state while an analysis is under way, of which this is counted so far. */
export function growing(state: PanelState, soFar: ResultFile): PanelState {
  const { name } = soFar.dataset;
  return {
    ...state,
    results: [{ id: 'one#unfinished', label: name, freshness: 'measuring' }],
    shown: { id: 'one#unfinished', freshness: 'measuring', result: soFar },
  };
}
