import * as l10n from '@vscode/l10n';
import { pickedWords } from '../../../src/results/derive/pickedUnits.js';
import type { UnitRow } from '../../../src/results/derive/unitRows.js';
import { button } from '../../controls.js';
import { element } from '../../dom/element.js';

export interface BrushBar {
  readonly element: HTMLElement;
  show(rows: readonly UnitRow[], noun: string): void;
}

/** What was brushed: how many units, what they cost, and the way to them. */
export function createBrushBar(onSee: (units: readonly number[]) => void, onClear: () => void): BrushBar {
  let shown: readonly UnitRow[] = [];
  const words = element('span', { role: 'status' });
  const see = button(l10n.t('See them in Units'), { appearance: 'secondary' }, () =>
    onSee(shown.map(({ unit }) => unit.flat)),
  );
  const clear = element('button', { type: 'button', class: 'link', onclick: onClear }, l10n.t('Clear'));
  const controls = element('span', { class: 'brush-controls', hidden: true }, see, clear);
  const bar = element('div', { class: 'brush-bar' }, words, controls);
  return {
    element: bar,
    show(rows, noun) {
      shown = rows;
      words.textContent = rows.length === 0 ? '' : pickedWords(rows, noun);
      controls.hidden = rows.length === 0;
    },
  };
}
