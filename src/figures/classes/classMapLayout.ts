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
const narrowestColumn = 1.5;
const legendHeight = 24;
const titleHeight = 22;
const footHeight = 30;
/** Between maps side by side. */
const blockGap = 28;
/** Room for a layer's name and a few words. */
const narrowestBlock = 150;

export interface LayerPlace {
  readonly shown: ShownUnits;
  /** Left edge of its name, and how far its words may go. */
  readonly x: number;
  readonly width: number;
  /** Left edge of the columns, which is where names of classes end. */
  readonly left: number;
  /** From here on stand the sums. */
  readonly sums: number;
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
  /** Room for names of classes. */
  readonly names: number;
  /** How wide the longest sum's bar may be. */
  readonly sumBar: number;
  readonly layers: readonly LayerPlace[];
}

/** Where the maps of all layers stand, with columns of one width: small ones side by side, as many as fit. */
export function classMapLayout(map: ClassMap, order: ClassOrder, { width, measure }: Room): ClassMapLayout {
  const isWide = width >= wideFrom;
  const rowHeight = map.classes.length > 20 ? 13 : isWide ? 17 : 15;
  const longest = Math.max(...map.classes.map(({ name }) => measure(name)));
  const names = Math.ceil(Math.min(longest, isWide ? 120 : 60)) + 8;
  const highest = Math.max(0, ...map.layers.flatMap(({ totals }) => totals));
  const sumBar = isWide ? 46 : 18;
  const beside = 12 + sumBar + measure(formatCount(highest)) + 6;
  const free = width - names - beside;
  const most = Math.max(1, Math.floor(free / narrowestColumn));
  const shown = map.layers.map((layer) => shownUnits(layer, order, most));
  const columns = Math.max(1, ...shown.map(({ units }) => units.length));
  const columnWidth = Math.min(widestColumn, free / columns);
  const layers: LayerPlace[] = [];
  let [x, y, rowBottom] = [0, legendHeight, legendHeight];
  for (const units of shown) {
    const mapWidth = units.units.length * columnWidth;
    const isEmpty = units.units.length === 0;
    const needed = isEmpty ? width : Math.max(narrowestBlock, names + mapWidth + beside);
    if (x > 0 && x + needed > width) [x, y] = [0, rowBottom];
    const top = y + titleHeight;
    const bottom = isEmpty ? top : top + rowHeight * map.classes.length;
    const left = x + names;
    // Where another may stand beside it, words keep to the map's own room.
    const wordRoom = 2 * needed + blockGap > width ? width - x : needed;
    layers.push({
      shown: units,
      x,
      width: wordRoom,
      left,
      sums: left + mapWidth + 12,
      title: y,
      top,
      bottom,
    });
    x += needed + blockGap;
    rowBottom = Math.max(x > needed + blockGap ? rowBottom : 0, bottom + (isEmpty ? 8 : footHeight));
  }
  return { width, height: rowBottom - 8, isWide, rowHeight, columnWidth, names, sumBar, layers };
}
