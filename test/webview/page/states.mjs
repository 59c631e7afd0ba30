/** @import { PanelState } from '../../../src/editor/messages.js' */
/** @import { ResultFile } from '../../../src/results/schema.js' */

/**
 * The states that a panel can be in, on one result.
 * @param {ResultFile} result
 */
export function states(result) {
  const { name } = result.dataset;
  /** @type {PanelState} */
  const shown = {
    model: result.model.file,
    results: [{ id: 'one', label: name, freshness: 'upToDate' }],
    shown: { id: 'one', freshness: 'upToDate', result },
    running: null,
    notice: null,
    selected: 93 % result.layers[0].unitCount,
  };
  const units = result.layers.reduce((sum, layer) => sum + layer.unitCount, 0);
  const done = Math.floor(units * 0.62);
  /** @type {PanelState['running']} */
  const running = {
    phase: 'ablation',
    done: done * result.dataset.samples,
    total: units * result.dataset.samples,
    secondsLeft: 2.6,
    unitsPerSecond: 66,
    units: { done, total: units },
    data: name,
  };
  /** @type {PanelState} */
  const empty = { ...shown, results: [], shown: null, selected: null };
  /** @type {Record<'result' | 'empty' | 'running' | 'runningAgain' | 'stale' | 'failed' | 'cancelled' | 'several', PanelState>} */
  const all = {
    result: shown,
    empty,
    running: { ...empty, running },
    runningAgain: { ...shown, running },
    stale: { ...shown, shown: { id: 'one', freshness: 'modelChanged', result } },
    failed: {
      ...empty,
      notice: {
        severity: 'error',
        text: 't10k.dataset.json gives samples of 28 x 28 and the model asks for 1 x 32 x 32: choose data of that shape.',
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
        { id: 'one', label: name, freshness: 'upToDate' },
        { id: 'two', label: 'train, first 2,000', freshness: 'dataChanged' },
      ],
      shown: { id: 'one', freshness: 'dataChanged', result },
    },
  };
  return all;
}
