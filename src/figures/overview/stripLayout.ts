import type { UnitRow } from '../../results/derive/unitRows.js';
import type { Room } from '../figure.js';

/** Where a layer's strip stands, and which of its units have a cell. */
export interface Strip {
  readonly layerIndex: number;
  /** All its units, in index order; the first `shown` have a cell. */
  readonly rows: readonly UnitRow[];
  readonly shown: number;
  /** Upper left corner of its cells. */
  readonly x: number;
  readonly y: number;
  /** Of label and cells. */
  readonly height: number;
}

export interface StripLayout {
  readonly strips: readonly Strip[];
  readonly columns: number;
  /** From one cell to the next, and a cell's own size, in pixels. */
  readonly pitch: number;
  readonly cell: number;
  /** Room for a layer's label beside its cells; 0 where it stands above them. */
  readonly labelWidth: number;
  readonly height: number;
}

const pitches = [14, 12, 10, 9, 8, 7, 6, 5, 4] as const;
/** In pixels: taller, cells shrink to those below 7 pixels; at the smallest, layers fold. */
const comfortable = 640;
const mostHeight = 1600;
const lineHeight = 16;
const stripGap = 12;
/** From here on labels stand beside the cells. */
const wide = 560;
const widestLabel = 168;

/**
 * Lays the units out, a strip of cells for each layer, in the order of their index.
 * @param top where the first strip begins, in pixels.
 */
export function stripLayout(rows: readonly UnitRow[], { width, measure }: Room, top: number): StripLayout {
  const layers = byLayer(rows);
  const names = layers.map(([{ unit }]) => measure(unit.layer.id, { font: 'code', size: 12, weight: 600 }));
  const labelWidth = width < wide ? 0 : Math.min(widestLabel, Math.max(64, ...names) + 16);
  const room = width - labelWidth - 2;
  const columnsAt = (pitch: number): number => {
    const columns = Math.floor(room / pitch);
    // Rounded, so that a unit's place in its row can be read off.
    return columns >= 64
      ? columns - (columns % 32)
      : columns >= 16
        ? columns - (columns % 8)
        : Math.max(1, columns);
  };
  const heightAt = (pitch: number): number =>
    layers.reduce(
      (sum, units) => sum + stripHeight(Math.ceil(units.length / columnsAt(pitch)), pitch, labelWidth),
      0,
    );
  // Cells of 7 pixels and more as long as they give 48 columns, smaller ones only for the height.
  const fits = (pitch: number): boolean =>
    heightAt(pitch) <= comfortable && (columnsAt(pitch) >= Math.min(48, longest(layers)) || pitch <= 7);
  const pitch = pitches.find(fits) ?? pitches[pitches.length - 1];
  const columns = columnsAt(pitch);
  const most = rowsThatFit(
    layers.map((units) => Math.ceil(units.length / columns)),
    pitch,
    labelWidth,
  );
  let y = top;
  const strips = layers.map((units): Strip => {
    const lines = Math.ceil(units.length / columns);
    const shown = lines <= most ? units.length : most * columns;
    const folds = shown < units.length ? lineHeight : 0;
    const height = stripHeight(Math.min(lines, most), pitch, labelWidth) - stripGap + folds;
    const strip = {
      layerIndex: units[0].layerIndex,
      rows: units,
      shown,
      x: labelWidth,
      y: labelWidth > 0 ? y : y + lineHeight + 4,
      height,
    };
    y += height + stripGap;
    return strip;
  });
  const cell = pitch - (pitch > 8 ? 1.5 : pitch > 5 ? 1 : 0.5);
  return { strips, columns, pitch, cell, labelWidth, height: strips.length === 0 ? top : y - stripGap };
}

/** Beside its cells a label takes up to three lines. */
function stripHeight(lines: number, pitch: number, labelWidth: number): number {
  const cells = lines * pitch;
  return stripGap + (labelWidth > 0 ? Math.max(2 * lineHeight, cells) : lineHeight + 4 + cells);
}

/** How many lines of cells each layer may have so that all together keep the height: long layers fold first. */
function rowsThatFit(lines: readonly number[], pitch: number, labelWidth: number): number {
  const height = (most: number): number =>
    lines.reduce((sum, count) => sum + stripHeight(Math.min(count, most), pitch, labelWidth), 0);
  let most = Math.max(1, ...lines);
  while (most > 2 && height(most) > mostHeight)
    most = Math.ceil(most * 0.8) === most ? most - 1 : Math.ceil(most * 0.8);
  return most;
}

function byLayer(rows: readonly UnitRow[]): UnitRow[][] {
  const layers = new Map<number, UnitRow[]>();
  for (const row of rows) {
    const units = layers.get(row.layerIndex);
    if (units === undefined) layers.set(row.layerIndex, [row]);
    else units.push(row);
  }
  return [...layers.values()];
}

function longest(layers: readonly (readonly UnitRow[])[]): number {
  return layers.reduce((most, { length }) => Math.max(most, length), 0);
}
