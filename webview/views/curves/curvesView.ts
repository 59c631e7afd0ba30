import * as l10n from '@vscode/l10n';
import { layerAreas } from '../../../src/figures/curves/layerAreas.js';
import { networkChart, type DrawnNetwork } from '../../../src/figures/curves/networkChart.js';
import { orderChart } from '../../../src/figures/curves/orderChart.js';
import { lineTable } from '../../../src/figures/lines/lineTable.js';
import {
  choiceWithin,
  chosenFamilies,
  familiesOf,
  randomOrders,
  type CurveChoice,
} from '../../../src/results/derive/curveChoices.js';
import { curveOpening, curvesQuestion } from '../../../src/results/derive/curveOpening.js';
import { layerAreaNote, networkNote, orderNote } from '../../../src/results/derive/curveNotes.js';
import { networksOpening } from '../../../src/results/derive/networksOpening.js';
import { orderAreasSentence } from '../../../src/results/derive/orderAreas.js';
import { element } from '../../dom/element.js';
import { createNetworkChoice } from '../networkChoice.js';
import { lateMeasure, type LateMeasure } from '../lateMeasure.js';
import { createOpening } from '../opening.js';
import { createReadFigure } from '../readFigure.js';
import { scopeTitle } from '../scopeChoices.js';
import type { View, ViewActions, ViewData } from '../view.js';
import type { CurvesState } from './curvesState.js';
import { createCurvesTools } from './curvesTools.js';

const curves: LateMeasure = {
  measure: 'curves',
  lacking: l10n.t('This result holds no curves.'),
  ofExact: l10n.t('An estimate holds no curves: refine it to exact, and measure curves then.'),
  offer: l10n.t('Measure curves'),
  shows: l10n.t(
    'Here stands how accuracy falls as more and more units are deleted at random, and which order breaks the network first.',
  ),
};

export interface CurvesActions extends ViewActions {
  readonly chose: (state: CurvesState) => void;
}

/** The Curves tab: how accuracy falls as more and more units are deleted. */
export function createCurvesView(actions: CurvesActions, saved: CurvesState): View {
  let state = saved;
  let data: ViewData | null = null;

  const opening = createOpening();
  const tools = createCurvesTools(change);
  const networks = createNetworkChoice(actions, (beside) => change({ beside }), showFigures);
  const compared = createReadFigure(actions, l10n.t('Deleted at random'));
  const orders = createReadFigure(actions, l10n.t('Which units go first?'));
  const layers = createReadFigure(actions, l10n.t('Layer by layer'), (row) => {
    const scope = areas?.rows[row]?.name;
    if (scope !== undefined) change({ scope });
  });
  let areas: ReturnType<typeof layerAreas> = null;
  const missing = element('div');
  const found = element(
    'div',
    { class: 'found' },
    element('div', { class: 'tools' }, tools.element, element('span', { class: 'spacer' }), networks.adder),
    networks.chips,
    compared.element,
    orders.element,
    layers.element,
  );
  const view = element('div', { class: 'view curves' }, ...opening.elements, missing, found);

  function change(part: Partial<CurvesState>): void {
    state = { ...state, ...part };
    actions.chose(state);
    if (part.beside === undefined) showFigures();
  }

  function showFigures(continues = false): void {
    if (data === null || found.hidden) return;
    const { result } = data;
    const choice = choiceWithin(result, { ...state, replacement: data.replacement });
    const families = chosenFamilies(result, choice);
    const hasLoss = families.every(({ points }) => points.every(({ loss }) => loss !== null));
    const look = { axis: state.axis, quantity: hasLoss ? state.quantity : ('accuracy' as const) };
    tools.show(result, { ...state, ...choice, ...look }, hasLoss);
    const drawn = withRandomOrders(choice);
    const several = drawn.length > 1;

    opening.show(networksOpening(drawn) ?? curveOpening(result, families));
    compared.element.hidden = !several;
    if (several) {
      const chart = networkChart(drawn, look);
      const removed = { name: chart.x.title };
      compared.showLines(
        'curves-networks',
        chart,
        () => lineTable(chart, l10n.t('Network'), removed),
        continues,
      );
      compared.note(networkNote(drawn, networks.networks().length - drawn.length));
    }
    const chart = orderChart(result, families, look);
    orders.showLines(
      'curves',
      chart,
      () => lineTable(chart, l10n.t('Order'), { name: chart.x.title }),
      continues,
    );
    orders.about(scopeTitle(result, choice.scope));
    const sentence = several ? orderAreasSentence(families, result.dataset.noun) : null;
    orders.note([sentence, orderNote(result, families)].filter((part) => part !== null).join(' '));

    areas = layerAreas(result, choice);
    layers.element.hidden = areas === null;
    if (areas !== null) {
      layers.showRows('curves-layers', areas, continues);
      layers.select(areas.rows.findIndex((row) => row.name === choice.scope));
      layers.note(layerAreaNote);
    }
  }

  /** The networks whose units were deleted at random in the chosen way; others can't be laid beside them. */
  function withRandomOrders(choice: CurveChoice): DrawnNetwork[] {
    return networks.networks().flatMap(({ name, result }) => {
      const random = randomOrders(chosenFamilies(result, choice));
      return random === null ? [] : [{ name, result, random }];
    });
  }

  return {
    element: view,
    show(next, continues) {
      data = next;
      const lacks = familiesOf(next.result).length === 0;
      found.hidden = lacks;
      missing.replaceChildren(...(lacks ? [lateMeasure(next, actions, curves)] : []));
      if (lacks) opening.show({ answer: curvesQuestion, evidence: '' });
      else {
        networks.show(next, state.beside);
        showFigures(continues);
      }
    },
    // Units have no place of their own here; the dock shows the selected one.
    select: () => undefined,
  };
}
