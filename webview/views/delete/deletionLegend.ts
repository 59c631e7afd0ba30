import * as l10n from '@vscode/l10n';
import { shownShare } from '../../../src/figures/delete/connectionLines.js';
import type { Palette } from '../../../src/figures/paint.js';
import type { Scene } from '../../../src/figures/delete/scene.js';
import { basisOf } from '../../../src/results/derive/lostSamples.js';
import { countsAnswers } from '../../../src/results/derive/task.js';
import { plural, thisSample } from '../../../src/results/derive/nouns.js';
import { formatCountedOblique } from '../../../src/results/derive/numberFormat.js';
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
        element('span', { class: 'key' }, l10n.t('silent'), ramp, l10n.t('most active')),
        sign('cross-sign', l10n.t('deleted')),
        sign('tick-sign', l10n.t('output when intact')),
        cost,
      ),
      note,
    ),
    show(scene, asNodes, { result, rows }, palette, answered) {
      const stops = palette.ramps.activity.join(', ');
      ramp.style.setProperty('background', `linear-gradient(90deg, ${stops})`);
      const { noun } = result.dataset;
      const known = basisOf(rows);
      costWords.textContent = countsAnswers(result)
        ? aloneWords(known, plural(noun))
        : l10n.t('error added when deleted alone');
      cost.hidden = !asNodes || !scene.costs.some((one) => one !== null && one > 0);
      const maps = scene.layers.some((layer) => layer.maps !== null);
      const lines = asNodes && scene.connections.some((one) => one !== null);
      note.textContent = [
        l10n.t(
          'Click a unit to delete or restore it; Shift: all from the one before. Arrow keys, Space and Ctrl+Z work too.',
        ),
        maps && asNodes ? l10n.t('Each node shows its own feature map for {0}.', thisSample(noun)) : null,
        lines ? l10n.t('Lines: the strongest {0} of weights.', `${100 * shownShare}\u202f%`) : null,
        answered === null || answered.first.samples === result.dataset.samples
          ? null
          : l10n.t(
              'The steps are measured on the first {0}.',
              formatCountedOblique(answered.first.samples, noun),
            ),
        l10n.t('A deleted unit keeps its ghost, so that it can be found and restored.'),
      ]
        .filter((words) => words !== null)
        .join(' ');
    },
  };
}

/** What the sign of a unit's own cost means. */
function aloneWords(basis: ReturnType<typeof basisOf>, samples: string): string {
  switch (basis) {
    case 'estimate':
      return l10n.t('{0} lost when deleted alone, estimated', samples);
    case 'soFar':
      return l10n.t('{0} lost when deleted alone, so far', samples);
    default:
      return l10n.t('{0} lost when deleted alone', samples);
  }
}
