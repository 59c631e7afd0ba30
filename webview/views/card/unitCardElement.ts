import * as l10n from '@vscode/l10n';
import {
  cardRowReadOut,
  unitCardFigure,
  unitCardTable,
  type CardSubject,
} from '../../../src/figures/card/unitCardFigure.js';
import type { Mark, Target } from '../../../src/figures/figure.js';
import { cardReading } from '../../../src/results/derive/cardReading.js';
import { eachSample, plural } from '../../../src/results/derive/nouns.js';
import { unitCard, type UnitCard } from '../../../src/results/derive/unitCard.js';
import { samplesHaveClasses } from '../../../src/results/derive/task.js';
import type { UnitRow } from '../../../src/results/derive/unitRows.js';
import type { UnitDetail } from '../../../src/results/unitDetail.js';
import { button } from '../../controls.js';
import { element } from '../../dom/element.js';
import { createFigureView } from '../../plots/figureView.js';
import { targetAfterKey } from '../../plots/targetIndex.js';
import { missingMeasure } from '../missingMeasure.js';
import type { ViewActions, ViewData } from '../view.js';
import { cardHead } from './cardHead.js';
import { patientAsk } from './patientAsk.js';
import { createUnitSamples } from './unitSamples.js';

export interface UnitCardElement {
  readonly element: HTMLElement;
  show(data: ViewData, row: UnitRow): void;
}

/**
 * One unit's card: at once what the result holds, and what has to be asked for when it comes.
 * @param links lead from the card elsewhere; they stand above it.
 */
export function createUnitCard(actions: ViewActions, ...links: readonly HTMLElement[]): UnitCardElement {
  let shown: { readonly data: ViewData; readonly row: UnitRow } | null = null;
  let detail: UnitDetail | null = null;
  let detailOf = '';
  let content: UnitCard | null = null;

  const head = element('div', { class: 'card-head' });
  const spoken = element('div', { class: 'spoken', 'aria-live': 'polite' });
  const heading = element('h2');
  const figure = createFigureView(
    {
      copy: (text, what) => actions.copy(text, what),
      save: (file) => actions.save(file),
      select(id) {
        figure.select(id);
        if (content !== null && shown !== null) {
          spoken.textContent = cardRowReadOut(content, id, shown.data.result.dataset.noun).join(', ');
        }
      },
    },
    null,
    heading,
  );
  const reading = element('p', { class: 'note' });
  const missing = element('div', { class: 'missing-measures' });
  const asking = element('div', { class: 'failure', role: 'status' });
  const samples = createUnitSamples(actions);
  const card = element(
    'article',
    { class: 'unit-card' },
    element('div', { class: 'crumb' }, ...links),
    head,
    figure.element,
    spoken,
    reading,
    missing,
    asking,
    samples.element,
  );

  function draw(): void {
    if (shown === null) return;
    const { data, row } = shown;
    const { result, replacement } = data;
    const made = unitCard(result, row, replacement, detail);
    content = made;
    const isPossible = whyNotAsked(data) === null;
    const subject: CardSubject = {
      unit: row.name,
      noun: result.dataset.noun,
      layer: { layer: row.layerIndex, of: result.layers.length },
      waits: detail === null && isPossible && asking.childElementCount === 0,
    };
    head.replaceChildren(...cardHead(data, row, made.character));
    const isDrawn = made.has.means || made.has.lost || made.activity !== null || subject.waits;
    figure.element.hidden = !isDrawn;
    heading.textContent = samplesHaveClasses(result) ? l10n.t('By class') : l10n.t('Activity');
    figure.show(
      {
        name: `unit-${row.unit.layer.id}-${row.unit.index}`,
        draw: (room) => unitCardFigure(made, subject, room),
        table: () => unitCardTable(made, subject),
        readOut: (id) => cardRowReadOut(made, id, subject.noun),
        mark: rowMark,
        // Left and right are for the card: they lead to other units.
        move: (key, from, targets) =>
          ['ArrowLeft', 'ArrowRight'].includes(key) ? null : targetAfterKey(key, from, targets),
      },
      true,
    );
    reading.textContent = cardReading(made, subject.noun, replacement !== null && result.exact);
    missing.replaceChildren(...missingMeasures(data, row, made, actions));
    if (detail !== null) samples.show(data, row, detail);
    else samples.hide();
  }

  async function fetchDetail(): Promise<void> {
    if (shown === null) return;
    const { data, row } = shown;
    const key = keyOf(data, row);
    asking.replaceChildren();
    const why = whyNotAsked(data);
    if (why !== null) {
      asking.replaceChildren(element('p', { class: 'note' }, why));
      return;
    }
    const ask = { unit: row.unit.flat, replacement: data.replacement ?? 'zero' };
    const asked = await patientAsk(actions, 'unitDetail', ask, () => detailOf === key && card.isConnected);
    if (detailOf !== key) return;
    if (asked === null) {
      // The card was left before: asked anew when it is shown again.
      detailOf = '';
    } else if (asked.kind === 'there') {
      detail = asked.reply;
      draw();
    } else {
      asking.replaceChildren(
        element('p', {}, asked.reason),
        button(l10n.t('Try again'), { appearance: 'secondary' }, () => {
          void fetchDetail();
          draw();
        }),
      );
      draw();
    }
  }

  return {
    element: card,
    show(data, row) {
      if (shown?.row.unit.flat !== row.unit.flat) {
        figure.select(null);
        spoken.textContent = '';
      }
      // What was read of the model and the data as they were stays true of the result.
      const isAskable = detail === null && shown?.data.isStale !== data.isStale;
      shown = { data, row };
      card.setAttribute('aria-label', row.name);
      const key = keyOf(data, row);
      if (key !== detailOf || isAskable) {
        detailOf = key;
        detail = null;
        void fetchDetail();
      }
      draw();
    },
  };
}

/** Names all that a detail depends on. */
function keyOf({ id, result, replacement }: ViewData, { unit }: UnitRow): string {
  return JSON.stringify([id, result.created, result.partial === true, replacement, unit.flat]);
}

/** `null` where the network may be asked what the unit does sample by sample. */
function whyNotAsked({ result, isStale }: ViewData): string | null {
  const { noun } = result.dataset;
  if (isStale) {
    return l10n.t(
      'The model or the data have changed since: the activity of {0}, and the {1} themselves, are shown after a new analysis.',
      eachSample(noun),
      plural(noun),
    );
  }
  if (result.partial === true) {
    return l10n.t(
      'The activity of {0}, and the {1} themselves, are shown when all is counted.',
      eachSample(noun),
      plural(noun),
    );
  }
  return null;
}

function missingMeasures(
  { result, rows }: ViewData,
  { unit: { layer } }: UnitRow,
  { has }: UnitCard,
  actions: ViewActions,
): HTMLElement[] {
  if (result.partial === true) return [];
  if (Object.keys(layer.units).length === 0) {
    return [element('p', { class: 'note' }, l10n.t('{0} was left out of this analysis.', layer.id))];
  }
  const { noun } = result.dataset;
  const offers: HTMLElement[] = [];
  if (rows.every(({ importance }) => importance === null)) {
    const words = l10n.t(
      'This result does not hold what deleting a unit costs: how many {0}, of which class, and whether that can be chance.',
      plural(noun),
    );
    offers.push(missingMeasure(words, l10n.t('Measure importance'), () => actions.measure('importance')));
  }
  if (!has.means && result.layers.every(({ units }) => units.classMeans === undefined)) {
    const words = l10n.t(
      'This result does not hold how active a unit is for each class, and how selective it is.',
    );
    offers.push(missingMeasure(words, l10n.t('Measure selectivity'), () => actions.measure('selectivity')));
  }
  return offers;
}

/** A row is as wide as the figure: a frame inside it. */
function rowMark({ x, y, width, height }: Target, state: 'hovered' | 'selected'): Mark[] {
  const stroke = state === 'selected' ? 'select' : 'quiet';
  return [{ kind: 'rect', x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1, stroke }];
}
