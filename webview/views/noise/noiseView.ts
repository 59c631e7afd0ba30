import * as l10n from '@vscode/l10n';
import { noiseChart } from '../../../src/figures/noise/noiseChart.js';
import { noisyLayers } from '../../../src/figures/noise/noisyLayers.js';
import { lineTable } from '../../../src/figures/lines/lineTable.js';
import {
  layerCurves,
  noiseCurves,
  tellingScale,
  triedScales,
} from '../../../src/results/derive/noiseCurves.js';
import { noiseLayersNote, noiseNote } from '../../../src/results/derive/noiseNotes.js';
import { noiseOpening, noiseQuestion } from '../../../src/results/derive/noiseOpening.js';
import { choice } from '../../controls.js';
import { element } from '../../dom/element.js';
import { createSegments } from '../../dom/segments.js';
import { lateMeasure, type LateMeasure } from '../lateMeasure.js';
import { createNetworkChoice } from '../networkChoice.js';
import { createOpening } from '../opening.js';
import { createReadFigure } from '../readFigure.js';
import { scopeChoices, scopeTitle } from '../scopeChoices.js';
import type { View, ViewActions, ViewData } from '../view.js';
import type { NoiseState } from './noiseState.js';

const noise: LateMeasure = {
  measure: 'noise',
  lacking: l10n.t('This result holds no noise.'),
  ofExact: l10n.t('An estimate holds no noise: refine it to exact, and measure noise then.'),
  offer: l10n.t('Measure noise'),
  shows: l10n.t(
    'Here stands how accuracy falls as random noise on every unit grows, and which layer suffers most.',
  ),
};

export interface NoiseActions extends ViewActions {
  readonly chose: (state: NoiseState) => void;
}

/** The Noise tab: how accuracy falls as noise on every unit grows, and in which layer it hurts most. */
export function createNoiseView(actions: NoiseActions, saved: NoiseState): View {
  let state = saved;
  let data: ViewData | null = null;

  const opening = createOpening();
  const quantity = createSegments<NoiseState['quantity']>(l10n.t('Quantity'), (chosen) =>
    change({ quantity: chosen }),
  );
  const scope = choice(l10n.t('Noise in'), true, (chosen) => change({ scope: chosen }));
  const scale = createSegments<string>(l10n.t('Noise, in standard deviations'), (chosen) =>
    change({ scale: Number(chosen) }),
  );
  const networks = createNetworkChoice(actions, (beside) => change({ beside }), showFigures);
  const lines = createReadFigure(actions, l10n.t('As noise grows'));
  const layers = createReadFigure(actions, l10n.t('Which layer suffers most?'), undefined, scale.element);
  const missing = element('div');
  const found = element(
    'div',
    { class: 'found' },
    element(
      'div',
      { class: 'tools' },
      element('div', { class: 'choices' }, quantity.element, scope.element),
      element('span', { class: 'spacer' }),
      networks.adder,
    ),
    networks.chips,
    lines.element,
    layers.element,
  );
  const view = element('div', { class: 'view noise' }, ...opening.elements, missing, found);

  function change(part: Partial<NoiseState>): void {
    state = { ...state, ...part };
    actions.chose(state);
    if (part.beside === undefined) showFigures();
  }

  function showFigures(continues = false): void {
    if (data === null || found.hidden) return;
    const { result } = data;
    const curves = noiseCurves(result);
    const scopes = curves.map((curve) => curve.scope);
    const chosen = scopes.find((one) => one === state.scope) ?? scopes[0];
    const hasLoss = curves.every(({ points }) => points.every(({ loss }) => loss !== null));
    const shown = hasLoss ? state.quantity : 'accuracy';
    quantity.element.hidden = !hasLoss;
    quantity.show(
      [
        { id: 'accuracy', label: l10n.t('Accuracy') },
        { id: 'loss', label: l10n.t('Loss') },
      ],
      shown,
    );
    scope.element.hidden = scopes.length < 2;
    scope.show(scopeChoices(scopes), chosen);
    const all = networks.networks();
    opening.show(noiseOpening(result, chosen, all));
    const chart = noiseChart(all, chosen, shown);
    lines.showLines(
      'noise',
      chart,
      () => lineTable(chart, l10n.t('Network'), { name: chart.x.title }),
      continues,
    );
    lines.about(scopeTitle(result, chosen));
    lines.note(noiseNote(result, chosen, all.length - chart.lines.length));
    showLayers(shown, continues);
  }

  function showLayers(shown: NoiseState['quantity'], continues: boolean): void {
    if (data === null) return;
    const curves = layerCurves(noiseCurves(data.result));
    const scales = triedScales(curves);
    const at = scales.find((one) => one === state.scale) ?? tellingScale(curves);
    const rows = at === null ? null : noisyLayers(data.result, at, shown);
    layers.element.hidden = rows === null;
    if (rows === null || at === null) return;
    scale.show(
      scales.map((one) => ({ id: String(one), label: String(one) })),
      String(at),
    );
    layers.about(l10n.t('Noise'));
    layers.showRows('noise-layers', rows, continues);
    layers.note(noiseLayersNote);
  }

  return {
    element: view,
    show(next, continues) {
      data = next;
      const lacks = noiseCurves(next.result).length === 0;
      found.hidden = lacks;
      missing.replaceChildren(...(lacks ? [lateMeasure(next, actions, noise)] : []));
      if (lacks) opening.show({ answer: noiseQuestion, evidence: '' });
      else {
        networks.show(next, state.beside);
        showFigures(continues);
      }
    },
    // Noise is on all units of a scope; the dock shows the selected one.
    select: () => undefined,
  };
}
