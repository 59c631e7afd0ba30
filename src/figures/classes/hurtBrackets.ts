import * as l10n from '@vscode/l10n';
import type { ClassMap, MapUnit } from '../../results/derive/classMap.js';
import type { Mark, Room } from '../figure.js';
import type { ClassMapLayout, LayerPlace } from './classMapLayout.js';

/** Below the columns, sorted by the class that they hurt most: which class that is. */
export function hurtBrackets(
  { classes }: ClassMap,
  { shown: { units }, left, bottom }: LayerPlace,
  { columnWidth }: ClassMapLayout,
  measure: Room['measure'],
): Mark[] {
  return runsOf(units).flatMap(({ row, from, to }): Mark[] => {
    const [start, end] = [left + from * columnWidth, left + to * columnWidth - 1];
    const text = row === null ? l10n.t('none') : classes[row].name;
    const bracket: Mark = {
      kind: 'path',
      d: `M${start + 0.5},${bottom + 2}v3H${Math.max(start + 1, end - 0.5)}v-3`,
      stroke: 'zero',
    };
    if (measure(text) > end - start) return [bracket];
    return [
      bracket,
      {
        kind: 'text',
        x: (start + end) / 2,
        y: bottom + 17,
        text,
        fill: 'quietText',
        align: 'middle',
      },
    ];
  });
}

interface Run {
  readonly row: number | null;
  readonly from: number;
  to: number;
}

/** Neighbours that hurt the same class most. */
function runsOf(units: readonly MapUnit[]): Run[] {
  const runs: Run[] = [];
  units.forEach(({ mostHurt }, i) => {
    const last = runs.at(-1);
    if (last?.row === mostHurt) last.to = i + 1;
    else runs.push({ row: mostHurt, from: i, to: i + 1 });
  });
  return runs;
}
