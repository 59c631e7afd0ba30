import { shownShare } from '../../../src/figures/delete/connectionLines.js';
import type { Palette } from '../../../src/figures/paint.js';
import type { Scene } from '../../../src/figures/delete/scene.js';
import { basisOf } from '../../../src/results/derive/lostSamples.js';
import { formatCounted } from '../../../src/results/derive/numberFormat.js';
import { element } from '../../dom/element.js';
import type { ViewData } from '../view.js';
import type { AnsweredState } from './liveState.js';

export interface DeletionLegend {
  readonly element: HTMLElement;
  /** @param asNodes whether units are nodes with what connects them, and not grids. */
  show(
    scene: Scene,
    asNodes: boolean,
    data: ViewData,
    palette: Palette,
    answered: AnsweredState | null,
  ): void;
}

/** What the marks of the network mean, and how to delete. */
export function createDeletionLegend(): DeletionLegend {
  const sign = (look: string, words: string | HTMLElement): HTMLElement =>
    element('span', { class: 'key' }, element('span', { class: look, 'aria-hidden': 'true' }), words);
  const ramp = element('span', { class: 'activity-ramp', 'aria-hidden': 'true' });
  const costWords = element('span');
  const cost = sign('cost-sign', costWords);
  const note = element('p', { class: 'note' });
  return {
    element: element(
      'div',
      { class: 'legend' },
      element(
        'div',
        { class: 'keys' },
        element('span', { class: 'key' }, 'silent', ramp, 'most active'),
        sign('cross-sign', 'deleted'),
        sign('tick-sign', 'output when intact'),
        cost,
      ),
      note,
    ),
    show(scene, asNodes, { result, rows }, palette, answered) {
      const stops = palette.ramps.activity.join(', ');
      ramp.style.setProperty('background', `linear-gradient(90deg, ${stops})`);
      const { noun } = result.dataset;
      const basis = { estimate: ', estimated', soFar: ', so far' } as const;
      const known = basisOf(rows);
      costWords.textContent = `${noun}s lost when deleted alone${known === null ? '' : basis[known]}`;
      cost.hidden = !asNodes || !scene.costs.some((one) => one !== null && one > 0);
      const maps = scene.layers.some((layer) => layer.maps !== null);
      const lines = asNodes && scene.connections.some((one) => one !== null);
      note.textContent = [
        'Click a unit to delete or restore it; Shift: all from the one before. Arrow keys, Space and Ctrl+Z work too.',
        maps && asNodes ? `Each node shows its own feature map for this ${noun}.` : null,
        lines ? `Lines: the strongest ${100 * shownShare}\u202f% of weights.` : null,
        answered === null || answered.first.samples === result.dataset.samples
          ? null
          : `The steps are measured on the first ${formatCounted(answered.first.samples, noun)}.`,
        'A deleted unit keeps its ghost, so that it can be found and restored.',
      ]
        .filter((words) => words !== null)
        .join(' ');
    },
  };
}
