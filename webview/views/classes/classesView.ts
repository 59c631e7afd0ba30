import * as l10n from '@vscode/l10n';
import { classMapFigure } from '../../../src/figures/classes/classMapFigure.js';
import {
  classMapTable,
  spelledOut,
  worstUnitsFigure,
} from '../../../src/figures/classes/worstUnitsFigure.js';
import type { Mark, Target } from '../../../src/figures/figure.js';
import {
  classMap,
  worstUnits,
  type ClassMap,
  type ClassOrder,
  type MapUnit,
} from '../../../src/results/derive/classMap.js';
import { classesOpening } from '../../../src/results/derive/classesOpening.js';
import { classMapNote } from '../../../src/results/derive/classMapNote.js';
import { mapUnitWords } from '../../../src/results/derive/mapUnitWords.js';
import { plural } from '../../../src/results/derive/nouns.js';
import { samplesHaveClasses } from '../../../src/results/derive/task.js';
import { element } from '../../dom/element.js';
import { createSegments } from '../../dom/segments.js';
import type { FigureActions, FigureContent } from '../../plots/figureContent.js';
import { createFigureView } from '../../plots/figureView.js';
import { missingMeasure } from '../missingMeasure.js';
import { createOpening } from '../opening.js';
import type { View, ViewActions, ViewData } from '../view.js';

export interface ClassesActions extends ViewActions {
  /** The order was changed, to be remembered. */
  ordered(order: ClassOrder): void;
}

/** The Classes tab: which classes each unit serves. */
export function createClassesView(actions: ClassesActions, firstOrder: ClassOrder): View {
  let order = firstOrder;
  let data: ViewData | null = null;
  let map: ClassMap | null = null;
  let units: ReadonlyMap<number, MapUnit> = new Map();

  const opening = createOpening();
  const orders = createSegments<ClassOrder>(l10n.t('Order of units'), (chosen) => {
    order = chosen;
    actions.ordered(chosen);
    showMap(false);
  });
  const figureActions: FigureActions = {
    copy: (text, what) => actions.copy(text, what),
    save: (file) => actions.save(file),
    select: (unit) => actions.select(unit),
    open: (unit) => actions.open(unit),
  };
  const figure = createFigureView(figureActions, null, orders.element);
  const note = element('p', { class: 'note' });
  const worst = createFigureView(figureActions, l10n.t('The units that hurt one class most'));
  const found = element('div', { class: 'found' }, figure.element, note, worst.element);
  const missing = element('div');
  const view = element('div', { class: 'view classes' }, ...opening.elements, missing, found);

  function showMap(continues: boolean): void {
    if (data === null || map === null) return;
    const [shown, { noun }] = [map, data.result.dataset];
    orders.show(
      [
        { id: 'hurt', label: l10n.t('By class hurt') },
        { id: 'index', label: l10n.t('By index') },
        { id: 'cost', label: l10n.t('By cost') },
      ],
      order,
    );
    const readOut: FigureContent['readOut'] = (id) => {
      const unit = units.get(id);
      return unit === undefined ? [] : mapUnitWords(shown, unit, noun);
    };
    figure.show(
      {
        name: 'classes',
        draw: (room) => classMapFigure(shown, order, noun, room),
        table: () =>
          classMapTable(
            shown,
            shown.layers.flatMap((layer) => layer.units),
            l10n.t('{0} lost by unit and class', plural(noun)),
          ),
        readOut,
        mark: columnFrame,
      },
      continues,
    );
    const spelled = worstUnits(shown, spelledOut);
    worst.element.hidden = spelled.length === 0;
    worst.show(
      {
        name: 'classes-worst',
        draw: (room) => worstUnitsFigure(shown, noun, room),
        table: () => classMapTable(shown, spelled, l10n.t('The units that hurt one class most')),
        readOut,
        mark: rowFrame,
      },
      continues,
    );
    note.textContent = classMapNote(noun, order);
  }

  return {
    element: view,
    show(next, continues) {
      data = next;
      const { result, replacement } = next;
      // Counts still coming in of part of the samples would be set against the intact network's of all.
      const isWhole =
        samplesHaveClasses(result) && result.exact && result.partial !== true && replacement !== null;
      map = isWhole ? classMap(result, replacement) : null;
      units = new Map(map?.layers.flatMap((layer) => layer.units.map((unit) => [unit.flat, unit] as const)));
      found.hidden = map === null;
      opening.show(
        map === null
          ? { answer: l10n.t('Which classes does each unit serve?'), evidence: '' }
          : classesOpening(result, map),
      );
      missing.replaceChildren(...(map === null ? [lacking(next, actions)] : []));
      showMap(continues);
    },
    select(unit) {
      figure.select(unit);
      worst.select(unit);
    },
  };
}

/** Why there is no map, and what can be done about it. */
function lacking({ result }: ViewData, actions: ViewActions): HTMLElement {
  if (!samplesHaveClasses(result)) {
    return element(
      'p',
      { class: 'dim' },
      l10n.t(
        'Several labels may hold at once, so samples have no class that a unit could serve; what each unit costs stands under Units.',
      ),
    );
  }
  if (result.partial === true)
    return element('p', { class: 'dim' }, l10n.t('That is told when all is counted.'));
  const { noun } = result.dataset;
  if (!result.exact) {
    return element(
      'p',
      { class: 'dim' },
      l10n.t(
        'That can’t be told from an estimate, which counts each unit on its own part of the {0}; refine it to exact.',
        plural(noun),
      ),
    );
  }
  const words = l10n.t(
    'This would show, for every unit, how many {0} of each class are lost when it is deleted. This result holds no such counts.',
    plural(noun),
  );
  return missingMeasure(words, l10n.t('Measure importance'), () => actions.measure('importance'));
}

/** Around a column, close to it, since its neighbours touch. */
function columnFrame(target: Target, state: 'hovered' | 'selected'): Mark[] {
  return frame(target, state, 1.5);
}

/** A row is as wide as the figure: its frame goes inside at the ends. */
function rowFrame({ x, width, ...place }: Target, state: 'hovered' | 'selected'): Mark[] {
  return frame({ x: x + 2.5, width: width - 5, ...place }, state, 1.5);
}

function frame({ x, y, width, height }: Target, state: 'hovered' | 'selected', gap: number): Mark[] {
  const look =
    state === 'selected' ? ({ stroke: 'select', strokeWidth: 2 } as const) : ({ stroke: 'text' } as const);
  const size = { width: width + 2 * gap, height: height + 2 * gap };
  return [{ kind: 'rect', x: x - gap, y: y - gap, ...size, ...look }];
}
