import * as l10n from '@vscode/l10n';
import type { DepthLayer, DepthMeasure } from '../../results/derive/depthMeasures.js';
import { seededRandom } from '../../results/derive/seededRandom.js';
import { writeFraction, writeRange } from '../../results/derive/typographicNumbers.js';
import type { Figure, Mark, Room, Target } from '../figure.js';
import { depthColumns, type DepthColumns } from './depthColumns.js';
import { depthScale, type DepthScale } from './depthScale.js';

/** Whether each unit has a dot, or only the quartiles of each layer are drawn. */
export type DepthDetail = 'units' | 'quartiles';

export interface DepthLook {
  readonly detail: DepthDetail;
  /** Hidden layers of the network, by which they have their colours. */
  readonly layersInAll: number;
  /** A unit's name. */
  readonly nameOf: (flat: number) => string;
}

/** Above the plot; half a line of text. */
const top = 8;
/** The widest a box of quartiles gets, and a spread of dots. */
const widestBox = 56;
const widestSpread = 220;

/** One measure by layer, from input to output: a dot a unit, the middle half, the median. */
export function depthFigure(
  measure: DepthMeasure,
  { detail, layersInAll, nameOf }: DepthLook,
  room: Room,
): Figure {
  const plotHeight = measure.id === 'lost' ? 150 : measure.id === 'dead' ? 64 : 116;
  const scale = depthScale(measure, top, plotHeight);
  const left = 10 + Math.max(24, ...scale.ticks.map((tick) => room.measure(scale.write(tick))));
  const columns = depthColumns(measure.layers, left, room);
  const showsUnits = detail === 'units' && measure.id !== 'dead';
  const places = measure.layers.map((layer, i) =>
    unitPlaces(layer, i, columns, scale, measure.id === 'lost' ? 0.8 : 0),
  );
  const units = places.reduce((sum, { x }) => sum + x.length, 0);
  const marks: Mark[] = [
    ...grid(scale, columns, measure.band),
    ...(showsUnits
      ? places.map((place, i) => dots(place, measure.layers[i].layerIndex, layersInAll, units, columns))
      : []),
    ...measure.layers.flatMap((layer, i) =>
      box(layer, columns.middles[i], columns.columnWidth, scale, top + plotHeight),
    ),
    ...chanceLine(measure, columns, scale),
    ...(measure.id === 'lost' && showsUnits ? costliest(measure, places, columns, scale, nameOf, room) : []),
    ...columns.foot(top + plotHeight),
  ];
  return {
    width: room.width,
    height: top + plotHeight + columns.footHeight,
    label: l10n.t('{0}, by layer from input to output', measure.title),
    marks,
    targets: showsUnits ? places.flatMap(targetsOf) : [],
  };
}

interface UnitPlaces {
  readonly layer: DepthLayer;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Spread sideways, the same whenever they are drawn; whole counts in height as well, by up to `lift` in all. */
function unitPlaces(
  layer: DepthLayer,
  column: number,
  columns: DepthColumns,
  scale: DepthScale,
  lift: number,
): UnitPlaces {
  const { units, layerIndex } = layer;
  const random = seededRandom(layerIndex + 1);
  const spread = Math.min(0.7 * columns.columnWidth, widestSpread);
  const x = new Float64Array(units.length);
  const y = new Float64Array(units.length);
  units.forEach(({ value }, i) => {
    x[i] = columns.middles[column] + (random() - 0.5) * spread;
    y[i] = scale.place(value + (random() - 0.5) * lift);
  });
  return { layer, x, y };
}

function targetsOf({ layer, x, y }: UnitPlaces): Target[] {
  return layer.units.map(({ flat }, i) => ({ id: flat, x: x[i], y: y[i], width: 0, height: 0 }));
}

function grid(scale: DepthScale, { left, right }: DepthColumns, band: number | null): Mark[] {
  const shade: Mark[] =
    band === null
      ? []
      : [
          {
            kind: 'rect',
            x: left,
            y: scale.place(band),
            width: right - left,
            height: scale.place(-band) - scale.place(band),
            fill: 'band',
          },
        ];
  const lines = scale.ticks.flatMap((tick): Mark[] => {
    const y = scale.place(tick);
    return [
      { kind: 'path', d: `M${left},${y}H${right}`, stroke: tick === 0 ? 'zero' : 'grid' },
      { kind: 'text', x: left - 6, y: y + 4, text: scale.write(tick), align: 'end', fill: 'quietText' },
    ];
  });
  return [...shade, ...lines];
}

/** The more dots there are, the smaller and fainter they get. */
function dots(
  { x, y }: UnitPlaces,
  layer: number,
  of: number,
  units: number,
  { columnWidth }: DepthColumns,
): Mark {
  const crowd = x.length / Math.max(1, Math.min(columnWidth, widestSpread));
  return {
    kind: 'dots',
    x,
    y,
    shape: layer % 2 === 0 ? 'circle' : 'diamond',
    radius: columnWidth < 12 || units > 5000 ? 1.3 : columnWidth < 60 ? 1.8 : 2.4,
    fill: { layer, of },
    fillOpacity: Math.max(0.15, 0.75 - crowd / 8),
  };
}

function box(
  { quartiles, share }: DepthLayer,
  middle: number,
  columnWidth: number,
  scale: DepthScale,
  bottom: number,
): Mark[] {
  const width = Math.min(widestBox, 0.6 * columnWidth);
  const x = middle - width / 2;
  if (share !== null) {
    const y = scale.place(share);
    const bar: Mark = { kind: 'rect', x, y, width, height: bottom - y, fill: 'bar' };
    const text: Mark = {
      kind: 'text',
      x: middle,
      y: y - 3,
      text: scale.write(share),
      align: 'middle',
      fill: 'quietText',
      halo: true,
    };
    return share === 0 ? [] : columnWidth < 36 ? [bar] : [bar, text];
  }
  if (quartiles === null) return [];
  const [upper, median, lower] = [quartiles.upper, quartiles.median, quartiles.lower].map((value) =>
    scale.place(value),
  );
  return [
    { kind: 'rect', x, y: upper, width, height: Math.max(2, lower - upper), stroke: 'text', opacity: 0.75 },
    {
      kind: 'path',
      d: `M${x},${median}H${x + width}`,
      stroke: 'text',
      strokeWidth: 2,
      halo: 1,
    },
  ];
}

/** What chance alone would show: a step a layer, as layers may use other bins. */
function chanceLine({ layers }: DepthMeasure, columns: DepthColumns, scale: DepthScale): Mark[] {
  const half = columns.columnWidth / 2;
  const steps = layers.flatMap(({ chance }, i) =>
    chance === null ? [] : [{ chance, x: columns.middles[i], y: scale.place(chance) }],
  );
  if (steps.length === 0) return [];
  const d = steps.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x - half},${y}L${x + half},${y}`).join('');
  const chances = steps.map(({ chance }) => chance);
  const [low, high] = [Math.min(...chances), Math.max(...chances)].map((chance) => writeFraction(chance));
  const text = l10n.t('chance alone: {0} bits', low === high ? low : writeRange(low, high));
  // Below the line, unless the plot ends there.
  const y = steps[0].y + 14 > scale.place(0) - 2 ? steps[0].y - 5 : steps[0].y + 13;
  return [
    { kind: 'path', d, stroke: 'hypothesis', strokeWidth: 1.5, dash: [5, 3] },
    { kind: 'text', x: columns.left + 4, y, text, fill: 'hypothesis', weight: 600, halo: true },
  ];
}

/** The name of the unit that costs most. */
function costliest(
  { layers }: DepthMeasure,
  places: readonly UnitPlaces[],
  { right }: DepthColumns,
  scale: DepthScale,
  nameOf: (flat: number) => string,
  room: Room,
): Mark[] {
  let best: { readonly flat: number; readonly value: number; readonly x: number; readonly y: number } | null =
    null;
  layers.forEach(({ units }, place) =>
    units.forEach(({ flat, value }, i) => {
      if (value <= 0 || value <= (best?.value ?? 0)) return;
      best = { flat, value, x: places[place].x[i], y: places[place].y[i] };
    }),
  );
  if (best === null) return [];
  const { flat, value, x, y } = best as { flat: number; value: number; x: number; y: number };
  const text = l10n.t('{0} costs {1}', nameOf(flat), scale.write(value));
  const fits = x + 8 + room.measure(text) <= right;
  const at = fits ? ({ x: x + 8, align: 'start' } as const) : ({ x: x - 8, align: 'end' } as const);
  return [{ kind: 'text', ...at, y: Math.max(9, y + 4), text, halo: true }];
}
