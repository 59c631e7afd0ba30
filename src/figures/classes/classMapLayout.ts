import {
  shownUnits,
  type ClassMap,
  type ClassOrder,
  type ShownUnits,
} from '../../results/derive/classMap.js';
import { formatCount } from '../../results/derive/numberFormat.js';
import type { Room } from '../figure.js';

/** In pixels. */
const wideFrom = 520;
const widestColumn = 14;
/** Narrower columns are no columns any more. */
const narrowestColumn = 2;
const legendHeight = 24;
const titleHeight = 22;
const footHeight = 30;

export interface LayerPlace {
  readonly shown: ShownUnits;
  /** Of the layer's name, the first row, and the end of the last one. */
  readonly title: number;
  readonly top: number;
  readonly bottom: number;
}

export interface ClassMapLayout {
  readonly width: number;
  readonly height: number;
  readonly isWide: boolean;
  readonly rowHeight: number;
  readonly columnWidth: number;
  /** Left edge of the columns, which is where names of classes end. */
  readonly left: number;
  /** From here on stand the sums. */
  readonly sums: number;
  /** How wide the longest sum's bar may be. */
  readonly sumBar: number;
  readonly layers: readonly LayerPlace[];
}

/** Where the maps of all layers stand, one below the other, with columns of one width. */
export function classMapLayout(map: ClassMap, order: ClassOrder, { width, measure }: Room): ClassMapLayout {
  const isWide = width >= wideFrom;
  const rowHeight = map.classes.length > 20 ? 13 : isWide ? 17 : 15;
  const longest = Math.max(...map.classes.map(({ name }) => measure(name)));
  const left = Math.ceil(Math.min(longest, isWide ? 120 : 60)) + 8;
  const highest = Math.max(0, ...map.layers.flatMap(({ totals }) => totals));
  const sumText = measure(formatCount(highest)) + 6;
  const sumBar = isWide ? 46 : 18;
  const free = width - left - sumText - sumBar - 12;
  const most = Math.max(1, Math.floor(free / narrowestColumn));
  const shown = map.layers.map((layer) => shownUnits(layer, order, most));
  const columns = Math.max(1, ...shown.map(({ units }) => units.length));
  const columnWidth = Math.min(widestColumn, free / columns);
  let y = legendHeight;
  const layers = shown.map((units): LayerPlace => {
    const title = y;
    const top = title + titleHeight;
    const bottom = units.units.length === 0 ? top : top + rowHeight * map.classes.length;
    y = bottom + (units.units.length === 0 ? 8 : footHeight);
    return { shown: units, title, top, bottom };
  });
  return {
    width,
    height: y,
    isWide,
    rowHeight,
    columnWidth,
    left,
    sums: left + columns * columnWidth + 12,
    sumBar,
    layers,
  };
}
