import type { Target } from '../figure.js';
import type { OutputPlace } from './outputBars.js';

/** What the places of a drawing depend on. */
export interface LayoutFacts {
  readonly layers: readonly {
    readonly unitCount: number;
    readonly firstUnit: number;
    readonly hasMaps: boolean;
    /** Of the words above it. */
    readonly headWidth: number;
  }[];
  readonly outputs: number;
  /** Of the names of outputs. */
  readonly outputNames: number;
  readonly hasPicture: boolean;
}

/** Where everything stands. */
export interface NetworkLayout {
  readonly form: 'nodes' | 'grids';
  readonly height: number;
  readonly layers: readonly LayerPlace[];
  readonly outputs: OutputPlace;
  /** The sample's picture, with its caption below; `null` where there is no room. */
  readonly sample: { readonly x: number; readonly y: number; readonly size: number } | null;
}

export interface LayerPlace {
  /** Where its words stand. */
  readonly head: { readonly x: number; readonly y: number };
  readonly columns: number;
  /** In the order of the units. */
  readonly targets: readonly Target[];
  readonly showsMaps: boolean;
}

/** Units of a layer that can be drawn as nodes, one below the other. */
export const mostNodes = 32;
/** From where the sample's picture stands at the left. */
export const wideFrom = 520;

/** Nodes in columns where every layer is small and there is room for it, else grids. */
export function networkLayout(facts: LayoutFacts, width: number): NetworkLayout {
  return nodesLayout(facts, width) ?? gridsLayout(facts, width);
}

function nodesLayout(
  { layers, outputs, outputNames, hasPicture }: LayoutFacts,
  width: number,
): NetworkLayout | null {
  const wide = width >= wideFrom;
  const sampleRoom = wide && hasPicture ? 72 : 0;
  const outputRoom = (wide ? 140 : 104) + outputNames;
  const most = Math.max(...layers.map(({ unitCount }) => unitCount));
  const room = width - sampleRoom - outputRoom;
  if (most > mostNodes || room < layers.length * (wide ? 100 : 58)) return null;
  const top = 34;
  const depth = Math.max(most <= 16 ? 28 * most : 20 * most, 24 * outputs, 200);
  const middle = top + depth / 2;
  const sizeOf = (unitCount: number): number => {
    const pitch = Math.min(46, depth / unitCount);
    return Math.max(12, Math.min(wide ? 36 : 26, pitch - (pitch > 24 ? 6 : 4)));
  };
  const step = room / (layers.length + 0.35);
  const places = layers.map(({ unitCount, firstUnit, hasMaps }, i): LayerPlace => {
    const size = sizeOf(unitCount);
    const pitch = Math.min(46, depth / unitCount);
    const center = sampleRoom + step * (i + (wide ? 0.55 : 0.3));
    const first = middle - (pitch * (unitCount - 1)) / 2;
    const targets = Array.from({ length: unitCount }, (_, unit): Target => {
      return {
        id: firstUnit + unit,
        x: Math.round(center - size / 2),
        y: Math.round(first + unit * pitch - size / 2),
        width: size,
        height: size,
      };
    });
    return { head: { x: center, y: 11 }, columns: 1, targets, showsMaps: hasMaps };
  });
  const pitch = Math.min(26, depth / outputs);
  const rows = Array.from({ length: outputs }, (_, i) => middle + (i - (outputs - 1) / 2) * pitch);
  const size = sampleRoom;
  return {
    form: 'nodes',
    height: top + depth + 12,
    layers: places,
    outputs: { left: width - outputRoom, right: width, rows, title: Math.max(11, rows[0] - pitch) },
    sample: size === 0 ? null : { x: 0, y: middle - size / 2, size },
  };
}

/** Of deeper networks maps are drawn smaller. */
const manyLayers = 8;
const headRoom = 18;
const between = 18;

function gridsLayout(
  { layers, outputs, outputNames, hasPicture }: LayoutFacts,
  width: number,
): NetworkLayout {
  const wide = width >= 640;
  const size = hasPicture ? (wide ? 76 : 56) : 0;
  const left = wide && hasPicture ? size + 24 : 0;
  const outputRoom = 150 + outputNames;
  const right = wide ? width - outputRoom - between : width;
  const cell =
    width >= 1000 ? 14 : Math.min(14, Math.max(7, Math.floor((2 * (right - left - between)) / 32) / 2));
  const top = wide || !hasPicture ? 0 : size + 16;
  let [x, y, lowest] = [left, top, top];
  const places = layers.map((layer): LayerPlace => {
    const grid = gridOf(layer, cell, layers.length > manyLayers ? 18 : 26, right - left);
    const across = Math.max(grid.columns * grid.cell, layer.headWidth);
    if (x > left && x + across > right) [x, y] = [left, lowest + between];
    const head = { x, y: y + 11 };
    const targets = Array.from({ length: layer.unitCount }, (_, unit): Target => {
      const [column, row] = [unit % grid.columns, Math.floor(unit / grid.columns)];
      const side = grid.cell - (grid.cell > 6 ? 1.5 : 0);
      return {
        id: layer.firstUnit + unit,
        x: head.x + column * grid.cell,
        y: y + headRoom + row * grid.cell,
        width: side,
        height: side,
      };
    });
    lowest = Math.max(lowest, y + headRoom + Math.ceil(layer.unitCount / grid.columns) * grid.cell);
    x += across + between;
    return { head, columns: grid.columns, targets, showsMaps: grid.showsMaps };
  });
  // Beside grids that end early the outputs stand near, and grow.
  const edge = Math.max(
    ...places.map(({ targets }) =>
      targets.reduce((most, { x, width: across }) => Math.max(most, x + across), 0),
    ),
  );
  const outputLeft = wide ? Math.max(left, Math.min(width - outputRoom, edge + 2 * between)) : 0;
  const outputRight = Math.min(width, outputLeft + outputRoom + 160);
  const beside = wide ? Math.max(lowest - headRoom, 0) : 0;
  const pitch = wide ? Math.min(24, Math.max(17, beside / outputs)) : 18;
  const outputTop = wide ? headRoom : lowest + between + headRoom;
  const rows = Array.from({ length: outputs }, (_, i) => outputTop + (i + 0.5) * pitch);
  return {
    form: 'grids',
    height: Math.max(lowest, outputTop + outputs * pitch, wide && hasPicture ? size + 22 : 0) + 4,
    layers: places,
    outputs: { left: outputLeft, right: outputRight, rows, title: outputTop - 7 },
    sample: hasPicture ? { x: 0, y: 0, size } : null,
  };
}

/** Small layers of feature maps show them; large layers grow wide rather than long. */
function gridOf(
  { unitCount, hasMaps }: LayoutFacts['layers'][number],
  cell: number,
  mapCell: number,
  room: number,
): { readonly columns: number; readonly cell: number; readonly showsMaps: boolean } {
  if (hasMaps && unitCount <= 2 * mostNodes)
    return { columns: 8, cell: Math.min(mapCell, room / 8), showsMaps: true };
  if (unitCount <= 512) return { columns: 16, cell, showsMaps: false };
  const columns = 16 * Math.ceil(Math.sqrt(unitCount) / 16);
  return {
    columns,
    cell: Math.max(1, Math.min(cell, Math.floor((2 * room) / columns) / 2)),
    showsMaps: false,
  };
}
