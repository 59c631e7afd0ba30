import type { ClassMap, ClassOrder, LayerMap } from '../../results/derive/classMap.js';
import { formatCount, formatCounted } from '../../results/derive/numberFormat.js';
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
    marks.push(...title(map.layers[i], place, layout, noun, room.measure));
    if (place.shown.units.length === 0) return;
    marks.push(...cells(map, place, layout), ...rowNames(map, place, layout, room.measure));
    marks.push(...sums(map, map.layers[i], place, layout));
    if (order === 'hurt') marks.push(...hurtBrackets(map, place, layout, room.measure));
    targets.push(...columns(place, layout));
  });
  const label = `${noun}s lost by unit and class: ${formatCounted(targets.length, 'unit')}, ${formatCounted(map.classes.length, 'class', 'classes')}`;
  return { width: layout.width, height: layout.height, label, marks, targets };
}

function legend(map: ClassMap, { width }: ClassMapLayout, measure: Room['measure']): Mark[] {
  const { mostLost, mostGained } = map;
  if (mostLost === 0 && mostGained === 0) return [];
  const lost = `${formatCount(mostLost)} lost`;
  const gained = `${formatCount(mostGained)} gained`;
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

function title(
  layer: LayerMap,
  { shown, title: y }: LayerPlace,
  { isWide, width }: ClassMapLayout,
  noun: string,
  measure: Room['measure'],
): Mark[] {
  const { units, from, folded } = shown;
  const name = {
    kind: 'text',
    x: 0,
    y: y + 13,
    text: layer.id,
    weight: 600,
    font: 'code',
    size: 12,
  } as const;
  const at = measure(layer.id, { weight: 600, font: 'code', size: 12 }) + 10;
  const changed = `${units.length === 1 ? 'changes' : 'change'} a class by ${formatCounted(from, noun)} or more`;
  const long =
    units.length === 0
      ? `none of ${formatCounted(folded, 'unit')} changes a class by ${formatCounted(from, noun)} or more`
      : folded === 0
        ? `all ${formatCounted(units.length, 'unit')} ${changed}`
        : `${formatCounted(units.length, 'unit')} that ${changed}; ${formatCount(folded)} folded away`;
  const short = `${formatCounted(units.length, 'unit')} from ${formatCount(from)}; ${formatCount(folded)} folded`;
  const words = fitText(isWide ? long : short, width - at, measure, { size: 12 });
  return [name, { kind: 'text', x: at, y: y + 13, text: words, fill: 'quietText', size: 12 }];
}

/** Cells of one count are one path, so that thousands of them are few marks. */
function cells(map: ClassMap, { shown, top }: LayerPlace, layout: ClassMapLayout): Mark[] {
  const { columnWidth, rowHeight, left } = layout;
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
  { top }: LayerPlace,
  { left, rowHeight }: ClassMapLayout,
  measure: Room['measure'],
): Mark[] {
  return classes.map(({ name }, row) => ({
    kind: 'text',
    x: left - 8,
    y: top + row * rowHeight + rowHeight - 4,
    text: fitText(name, left - 8, measure),
    align: 'end',
  }));
}

/** Beside each class, what the units of the layer cost it, one by one. */
function sums(map: ClassMap, { totals }: LayerMap, { top }: LayerPlace, layout: ClassMapLayout): Mark[] {
  const highest = Math.max(1, ...map.layers.flatMap((layer) => layer.totals));
  return totals.flatMap((total, row): Mark[] => {
    const width = Math.max(1, (layout.sumBar * total) / highest);
    const y = top + row * layout.rowHeight;
    return [
      { kind: 'rect', x: layout.sums, y: y + 3, width, height: layout.rowHeight - 7, fill: 'lost' },
      {
        kind: 'text',
        x: layout.sums + width + 4,
        y: y + layout.rowHeight - 4,
        text: formatCount(total),
        fill: 'quietText',
      },
    ];
  });
}

function columns({ shown, top, bottom }: LayerPlace, { left, columnWidth }: ClassMapLayout): Target[] {
  return shown.units.map(({ flat }, column) => ({
    id: flat,
    x: left + column * columnWidth,
    y: top,
    width: columnWidth - (columnWidth > 4 ? 1 : 0),
    height: bottom - top - 1,
  }));
}
