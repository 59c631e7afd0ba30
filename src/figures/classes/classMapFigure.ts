import * as l10n from '@vscode/l10n';
import type { ClassMap, ClassOrder, LayerMap, ShownUnits } from '../../results/derive/classMap.js';
import { plural } from '../../results/derive/nouns.js';
import { formatCount, formatCounted, formatCountedOblique } from '../../results/derive/numberFormat.js';
import { writePart } from '../../results/derive/typographicNumbers.js';
import type { Figure, Mark, Room, Target } from '../figure.js';
import { fitText } from '../fitText.js';
import { changePaint } from './changePaint.js';
import { hurtBrackets } from './hurtBrackets.js';
import { classMapLayout, type ClassMapLayout, type LayerPlace } from './classMapLayout.js';

const legendWidth = 120;

/** Units across, classes down, layer by layer: what deleting each unit cost each class, or won it. */
export function classMapFigure(map: ClassMap, order: ClassOrder, noun: string, room: Room): Figure {
  const layout = classMapLayout(map, order, room);
  const marks: Mark[] = legend(map, layout, room.measure);
  const targets: Target[] = [];
  layout.layers.forEach((place, i) => {
    marks.push(...title(map.layers[i], place, noun, room.measure));
    if (place.shown.units.length === 0) return;
    marks.push(...cells(map, place, layout), ...rowNames(map, place, layout, room.measure));
    marks.push(...sums(map, map.layers[i], place, layout));
    if (order === 'hurt') marks.push(...hurtBrackets(map, place, layout, room.measure));
    targets.push(...columns(place, layout));
  });
  const label = l10n.t(
    '{0} lost by unit and class: {1}, {2}',
    plural(noun),
    formatCounted(targets.length, 'unit'),
    formatCounted(map.classes.length, 'class'),
  );
  return { width: layout.width, height: layout.height, label, marks, targets };
}

function legend(map: ClassMap, { width }: ClassMapLayout, measure: Room['measure']): Mark[] {
  const { mostLost, mostGained } = map;
  if (mostLost === 0 && mostGained === 0) return [];
  const lost = l10n.t('{0} lost', formatCount(mostLost));
  const gained = l10n.t('{0} gained', formatCount(mostGained));
  const to = width - measure(lost) - 8;
  const from = to - legendWidth;
  const steps = 40;
  const ramp = Array.from({ length: steps }, (_, i): Mark => {
    const count = -mostGained + ((mostLost + mostGained) * (i + 0.5)) / steps;
    const step = legendWidth / steps;
    return {
      kind: 'rect',
      x: from + i * step,
      y: 4,
      width: step + 0.5,
      height: 8,
      fill: changePaint(map, count),
    };
  });
  const look = { kind: 'text', y: 12, fill: 'quietText', align: 'end' } as const;
  return [...ramp, { ...look, x: from - 8, text: gained }, { ...look, x: width, text: lost }];
}

function title({ id }: LayerMap, place: LayerPlace, noun: string, measure: Room['measure']): Mark[] {
  const look = { weight: 600, font: 'code', size: 12 } as const;
  const at = measure(id, look) + 10;
  const room = place.width - at;
  const fitting = wordsOf(place.shown, noun).find((words) => measure(words, { size: 12 }) <= room) ?? '';
  const y = place.title + 13;
  return [
    { kind: 'text', x: place.x, y, text: fitText(id, place.width, measure, look), ...look },
    { kind: 'text', x: place.x + at, y, text: fitting, fill: 'quietText', size: 12 },
  ];
}

/** What is shown of a layer, from the most words to the fewest. */
function wordsOf({ units, from, folded }: ShownUnits, noun: string): string[] {
  const counted = formatCounted(units.length, 'unit');
  const least = formatCounted(from, noun);
  const isOne = units.length === 1;
  if (units.length === 0) {
    const all = formatCountedOblique(folded, 'unit');
    return [
      l10n.t('none of {0} changes a class by {1} or more', all, least),
      l10n.t('none of {0} by {1} or more', all, formatCount(from)),
    ];
  }
  if (folded === 0) {
    return [
      isOne
        ? l10n.t('all {0} changes a class by {1} or more', counted, least)
        : l10n.t('all {0} change a class by {1} or more', counted, least),
      l10n.t('all {0}', counted),
      counted,
    ];
  }
  const away = formatCount(folded);
  return [
    isOne
      ? l10n.t('{0} that changes a class by {1} or more; {2} folded away', counted, least, away)
      : l10n.t('{0} that change a class by {1} or more; {2} folded away', counted, least, away),
    l10n.t('{0} by {1} or more; {2} folded', counted, formatCount(from), away),
    writePart(formatCount(units.length), formatCount(units.length + folded)),
  ];
}

/** Cells of one count are one path, so that thousands of them are few marks. */
function cells(map: ClassMap, { shown, top, left }: LayerPlace, layout: ClassMapLayout): Mark[] {
  const { columnWidth, rowHeight } = layout;
  const gap = columnWidth > 4 ? 1 : columnWidth > 2.4 ? 0.5 : 0;
  const byCount = new Map<number, string[]>();
  const size = `h${(columnWidth - gap).toFixed(2)}v${rowHeight - 1}h${(gap - columnWidth).toFixed(2)}z`;
  shown.units.forEach(({ lost }, column) => {
    const x = (left + column * columnWidth).toFixed(2);
    lost.forEach((count, row) => {
      const cell = `M${x},${top + row * rowHeight}${size}`;
      const known = byCount.get(count);
      if (known === undefined) byCount.set(count, [cell]);
      else known.push(cell);
    });
  });
  return [...byCount].map(([count, paths]) => ({
    kind: 'path',
    d: paths.join(''),
    fill: changePaint(map, count),
  }));
}

function rowNames(
  { classes }: ClassMap,
  { top, left, x }: LayerPlace,
  { rowHeight }: ClassMapLayout,
  measure: Room['measure'],
): Mark[] {
  return classes.map(({ name }, row) => ({
    kind: 'text',
    x: left - 8,
    y: top + row * rowHeight + rowHeight - 4,
    text: fitText(name, left - 8 - x, measure),
    align: 'end',
  }));
}

/** Beside each class, what the units of the layer cost it, one by one. */
function sums(
  map: ClassMap,
  { totals }: LayerMap,
  { top, sums: from }: LayerPlace,
  layout: ClassMapLayout,
): Mark[] {
  const highest = Math.max(1, ...map.layers.flatMap((layer) => layer.totals));
  return totals.flatMap((total, row): Mark[] => {
    const width = total === 0 ? 0 : Math.max(1, (layout.sumBar * total) / highest);
    const y = top + row * layout.rowHeight;
    return [
      { kind: 'rect', x: from, y: y + 3, width, height: layout.rowHeight - 7, fill: 'lost' },
      {
        kind: 'text',
        x: from + width + 4,
        y: y + layout.rowHeight - 4,
        text: formatCount(total),
        fill: 'quietText',
      },
    ];
  });
}

function columns({ shown, left, top, bottom }: LayerPlace, { columnWidth }: ClassMapLayout): Target[] {
  return shown.units.map(({ flat }, column) => ({
    id: flat,
    x: left + column * columnWidth,
    y: top,
    width: columnWidth - (columnWidth > 4 ? 1 : 0),
    height: bottom - top - 1,
  }));
}
