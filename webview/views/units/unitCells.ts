import * as l10n from '@vscode/l10n';
import { largestClassLoss } from '../../../src/results/derive/importance.js';
import { unitInformationChance } from '../../../src/results/derive/information.js';
import { lostRange } from '../../../src/results/derive/lostSamples.js';
import { formatCount } from '../../../src/results/derive/numberFormat.js';
import { writeCount, writeFraction, writePart } from '../../../src/results/derive/typographicNumbers.js';
import { importancePhrase, samplesOfClass } from '../../../src/results/derive/unitPhrases.js';
import type { UnitRow } from '../../../src/results/derive/unitRows.js';
import { element, svgElement, type Child } from '../../dom/element.js';
import { layerMark } from '../../theme/layerMark.js';
import type { ViewData } from '../view.js';
import { classBars } from './classBars.js';
import { lostScale } from './lostBar.js';
import type { UnitColumnId } from './unitColumns.js';

/** In pixels, of a selectivity of 1. */
const selectivityBar = 54;

/** What stands in a cell, for each column. */
export function unitCells(data: ViewData): Readonly<Record<UnitColumnId, (row: UnitRow) => Child>> {
  const { result, rows, replacement } = data;
  const layers = result.layers.length;
  const ranges = rows.flatMap(({ lost }) => (lost === null ? [] : [lostRange(lost)]));
  const scale = lostScale(
    ranges.reduce((lowest, { low }) => Math.min(lowest, low), 0),
    ranges.reduce((highest, { high }) => Math.max(highest, high), 0),
  );
  return {
    unit: (row) => unitCell(row, layers),
    lost(row) {
      if (row.lost === null) return none();
      const { count, basis } = row.lost;
      const bar = scale.bar(count);
      const gained = count < 0 ? ' gained' : '';
      const whisker = basis?.kind === 'estimate' ? scale.whisker(basis.low, basis.high) : null;
      const look = whisker !== null ? ' estimated' : row.beyondChance ? '' : ' within-chance';
      const phrase = importancePhrase(row, result.dataset.noun);
      return element(
        'div',
        { class: 'lost-cell', title: basis === null ? null : phrase },
        placed('zero', scale.zero, null),
        placed(`bar${gained}${look}`, bar.left, bar.width),
        whisker === null ? null : placed('whisker', whisker.left, whisker.width),
        placed(
          `value${row.beyondChance ? ` beyond${gained}` : ''}`,
          (whisker ?? bar).label,
          null,
          writeCount(count),
          row.beyondChance ? element('span', { class: 'spoken' }, `, ${l10n.t('beyond chance')}`) : null,
          basis?.kind === 'estimate'
            ? element(
                'span',
                { class: 'spoken' },
                `, ${l10n.t('from {0} to {1}', writeCount(basis.low), writeCount(basis.high))}`,
              )
            : null,
        ),
      );
    },
    loss: ({ importance }) => (importance?.lossRise == null ? none() : writeFraction(importance.lossRise, 4)),
    selectivity(row) {
      if (row.dead) return element('span', { class: 'dim' }, l10n.t('dead'));
      if (row.selectivity === null) return none();
      const bar = element('span', { class: 'bar' });
      bar.style.width = `${Math.min(1, Math.max(0, row.selectivity)) * selectivityBar}px`;
      return element('div', { class: 'selectivity-cell' }, bar, writeFraction(row.selectivity));
    },
    classes(row) {
      const means = row.unit.layer.units.classMeans?.[row.unit.index];
      if (means === undefined || row.dead) return none();
      const { width, height, bars, preferred } = classBars(means, row.preferredClass);
      const name = row.preferredClass === null ? '' : (result.dataset.classes[row.preferredClass] ?? '');
      return element(
        'div',
        { class: 'classes-cell', title: name },
        svgElement(
          'svg',
          { width, height, 'aria-hidden': 'true' },
          svgElement('path', { class: 'bars', d: bars }),
          svgElement('path', { class: 'preferred', d: preferred }),
        ),
        element('b', {}, name),
      );
    },
    hurts(row) {
      const worst = replacement === null ? null : largestClassLoss(result, row.unit, replacement);
      if (worst === null) return none();
      if (worst.samplesLost <= 0) return element('span', { class: 'dim' }, l10n.t('none'));
      const name = samplesOfClass(result, worst.classIndex);
      return element(
        'span',
        { title: writePart(formatCount(worst.samplesLost), name) },
        element('b', {}, formatCount(worst.samplesLost)),
        element('span', { class: 'dim' }, ` ${l10n.t({ message: 'of', comment: 'as in "14 of the 8s"' })} `),
        name,
      );
    },
    bits(row) {
      const chance = unitInformationChance(result, row.unit);
      if (row.information === null) return none();
      return element(
        'span',
        {},
        writeFraction(row.information),
        element('span', { class: 'dim' }, chance === null ? '' : ` (${writeFraction(chance)})`),
      );
    },
  };
}

/** A unit's name behind its layer's mark. */
export function unitCell(row: UnitRow, layers: number): HTMLElement {
  return element(
    'div',
    { class: 'unit-cell', title: row.name },
    layerMark(row.layerIndex, layers),
    element('span', { class: 'unit-name' }, row.name),
  );
}

function none(): HTMLElement {
  return element('span', { class: 'dim' }, '\u2013');
}

function placed(
  className: string,
  left: number,
  width: number | null,
  ...content: readonly Child[]
): HTMLElement {
  const made = element('span', { class: className }, ...content);
  made.style.left = `${left}px`;
  if (width !== null) made.style.width = `${width}px`;
  return made;
}
