import * as l10n from '@vscode/l10n';
import {
  unitMeasures,
  type UnitMeasure,
  type UnitMeasureId,
} from '../../../src/figures/overview/unitMeasures.js';
import { unitStrips, unitStripsTable } from '../../../src/figures/overview/unitStrips.js';
import { precisionOf } from '../../../src/results/derive/exactness.js';
import { importancePhrase, selectivityPhrase } from '../../../src/results/derive/unitPhrases.js';
import { writeFraction } from '../../../src/results/derive/typographicNumbers.js';
import { rowOfUnit, type UnitRow } from '../../../src/results/derive/unitRows.js';
import { element } from '../../dom/element.js';
import { createSegments } from '../../dom/segments.js';
import type { FigureActions } from '../../plots/figureContent.js';
import { createFigureView } from '../../plots/figureView.js';
import type { ViewData } from '../view.js';

export interface StripsFigure {
  readonly element: HTMLElement;
  show(data: ViewData, continues: boolean): void;
  select(unit: number | null): void;
}

/**
 * Every unit as a cell, shaded by the measure that is chosen.
 * @param first the measure chosen last.
 * @param onChoose is told of another choice.
 */
export function createStripsFigure(
  actions: FigureActions,
  first: UnitMeasureId,
  onChoose: (measure: UnitMeasureId) => void,
): StripsFigure {
  let wanted = first;
  let data: ViewData | null = null;
  let measures: readonly UnitMeasure[] = [];
  const hint = element('span', { class: 'dim strips-hint' });
  const segments = createSegments<UnitMeasureId>(l10n.t('Shaded by'), (measure) => {
    wanted = measure;
    onChoose(measure);
    draw(true);
  });
  const figure = createFigureView(
    actions,
    l10n.t('Every unit'),
    hint,
    element('div', { class: 'measure-choice' }, segments.element),
  );

  function draw(continues: boolean): void {
    if (data === null) return;
    const { rows, result } = data;
    const measure = measures.find(({ id }) => id === wanted) ?? measures.at(0);
    figure.element.hidden = measure === undefined;
    if (measure === undefined) return;
    segments.show(
      measures.map(({ id, name }) => ({ id, label: name })),
      measure.id,
    );
    hint.textContent = hintOf(measure.id, data);
    figure.show(
      {
        name: `units-by-${measure.id}`,
        draw: (room) => unitStrips(rows, measure, room),
        table: () => unitStripsTable(rows, measure),
        readOut: (flat) => {
          const row = rowOfUnit(rows, flat);
          return row === null ? [] : readOut(row, result.dataset.noun, result.dataset.classes);
        },
      },
      continues,
    );
  }

  return {
    element: figure.element,
    show(next, continues) {
      data = next;
      measures = unitMeasures(next.result, next.rows);
      draw(continues);
    },
    select: (unit) => figure.select(unit),
  };
}

function hintOf(measure: UnitMeasureId, { result }: ViewData): string {
  const order = l10n.t('in the order of their index');
  if (measure !== 'lost') return order;
  const dimmed = result.exact
    ? l10n.t('dimmed: change within chance')
    : precisionOf(result) !== null
      ? l10n.t('dimmed: the interval holds zero')
      : l10n.t('hollow: not deleted yet');
  return `${order}; ${dimmed}`;
}

function readOut(row: UnitRow, noun: string, classes: readonly string[]): string[] {
  const importance = importancePhrase(row, noun);
  const selectivity = selectivityPhrase(row, classes);
  const lines = [
    row.name,
    importance === null || !row.beyondChance ? importance : l10n.t('{0}, beyond chance', importance),
    selectivity,
    row.information === null || row.dead
      ? null
      : l10n.t('information {0} bits', writeFraction(row.information)),
  ];
  return lines.filter((line) => line !== null);
}
