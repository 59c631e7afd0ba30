import * as l10n from '@vscode/l10n';
import type { MissingMeasure } from '../../../src/editor/messages.js';
import { samplesHaveClasses } from '../../../src/results/derive/task.js';
import { plural } from '../../../src/results/derive/nouns.js';
import { plotReading } from '../../../src/results/derive/selectivityPlotWords.js';
import type { ViewData } from '../view.js';

/** Why there are no marks, and what would give some; `measure` is `null` where only waiting does, or nothing. */
export interface Missing {
  readonly words: string;
  readonly measure: { readonly which: MissingMeasure; readonly label: string } | null;
}

export function missingOf({ result, rows }: ViewData): Missing {
  if (result.partial === true) return { words: l10n.t('Marks appear as units are deleted.'), measure: null };
  if (!samplesHaveClasses(result)) {
    return {
      words: l10n.t(
        'Selectivity tells how much more a unit answers to one class than to the others; here several labels may hold at once, so samples have no class.',
      ),
      measure: null,
    };
  }
  if (!result.layers.some((layer) => layer.units.selectivity !== undefined)) {
    return {
      words: l10n.t(
        'This result holds no selectivity: how much more a unit answers to its favourite class than to the others. With it, each unit is a mark here.',
      ),
      measure: { which: 'selectivity', label: l10n.t('Measure selectivity') },
    };
  }
  if (!rows.some((row) => row.importance !== null)) {
    return {
      words: l10n.t(
        'This result holds no importance: how many {0} turn wrong when a unit is deleted. With it, each unit is a mark here.',
        plural(result.dataset.noun),
      ),
      measure: { which: 'importance', label: l10n.t('Measure importance') },
    };
  }
  return { words: l10n.t('No unit has both a selectivity and an importance.'), measure: null };
}

/** How to read what is drawn, and how to look closer. */
export function plotNote(exact: boolean, isExpected: boolean): string {
  const closer = l10n.t(
    'Layers are hidden in the key. Drag over marks to pick units, or Shift with arrow keys; wheel, + and − zoom, Space and a drag move, 0 shows all.',
  );
  return `${plotReading(exact, isExpected)} ${closer}`;
}
