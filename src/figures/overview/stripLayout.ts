import * as l10n from '@vscode/l10n';
import type { UnitRow } from '../../results/derive/unitRows.js';
import { formatCount, formatCounted } from '../../results/derive/numberFormat.js';
import type { Room } from '../figure.js';

/** How a layer's name is written. */
export const layerNameLook = { font: 'code', size: 12, weight: 600 } as const;

/** Where a layer's strip stands, and which of its units have a cell. */
export interface Strip {
  readonly layerIndex: number;
  /** All its units, in index order; the first `shown` have a cell. */
  readonly rows: readonly UnitRow[];
  readonly shown: number;
  /** Upper left corner of its cells. */
  readonly x: number;
  readonly y: number;
}

/** Where the layers' names and counts stand. */
export interface StripLabels {
  /** Room for them beside the cells; 0 where they stand above. */
  readonly width: number;
  readonly lines: 1 | 2;
  /** From the end of a strip to the next. */
  readonly gap: number;
}

export interface StripLayout {
  readonly strips: readonly Strip[];
  readonly columns: number;
  /** From one cell to the next, and a cell's own size, in pixels. */
  readonly pitch: number;
  readonly cell: number;
  readonly labels: StripLabels;
  readonly height: number;
}

const pitches = [14, 12, 10, 9, 8, 7, 6, 5, 4] as const;
/** In pixels: cells shrink below 7 pixels only to come nearer to it. */
const comfortable = 640;
/** At the smallest cells, layers fold to keep this. */
const mostHeight = 1600;
export const lineHeight = 16;
/** From here on labels stand beside the cells. */
const wide = 560;
/** With more layers, a label beside the cells takes one line. */
const mostTall = 8;

/**
 * Lays the units out, a strip of cells for each layer, in the order of their index.
 * @param top where the first strip begins, in pixels.
 */
export function stripLayout(rows: readonly UnitRow[], room: Room, top: number): StripLayout {
  const layers = byLayer(rows);
  const labels = labelLayout(layers, room);
  const space = room.width - labels.width - 2;
  const linesAt = (pitch: number): number[] =>
    layers.map(({ length }) => Math.ceil(length / columnsIn(space, pitch)));
  const heightAt = (pitch: number): number =>
    linesAt(pitch).reduce((sum, lines) => sum + stripHeight(lines, pitch, labels), 0);
  const longest = layers.reduce((most, { length }) => Math.max(most, length), 0);
  // Cells of 7 pixels and more as long as they give 48 columns, smaller ones only where that saves height.
  const enough = Math.max(comfortable, 1.1 * Math.min(...pitches.map(heightAt)));
  const pitch =
    pitches.find(
      (size) => heightAt(size) <= enough && (columnsIn(space, size) >= Math.min(48, longest) || size <= 7),
    ) ?? pitches[pitches.length - 1];
  const columns = columnsIn(space, pitch);
  const most = linesThatFit(linesAt(pitch), pitch, labels);
  let y = top;
  const strips = layers.map((units): Strip => {
    const lines = Math.ceil(units.length / columns);
    const shown = lines <= most ? units.length : most * columns;
    const cellsY = labels.width > 0 ? y : y + lineHeight + 4;
    const height = stripHeight(Math.min(lines, most), pitch, labels) - labels.gap;
    const strip = { layerIndex: units[0].layerIndex, rows: units, shown, x: labels.width, y: cellsY };
    y += height + labels.gap + (shown < units.length ? lineHeight : 0);
    return strip;
  });
  const cell = pitch - (pitch > 8 ? 1.5 : pitch > 5 ? 1 : 0.5);
  return { strips, columns, pitch, cell, labels, height: strips.length === 0 ? top : y - labels.gap };
}

/** Rounded down, so that a unit's place in its line can be read off. */
function columnsIn(space: number, pitch: number): number {
  const columns = Math.floor(space / pitch);
  if (columns >= 64) return columns - (columns % 32);
  return columns >= 16 ? columns - (columns % 8) : Math.max(1, columns);
}

function labelLayout(layers: readonly (readonly UnitRow[])[], { width, measure }: Room): StripLabels {
  const lines = layers.length > mostTall ? 1 : 2;
  const gap = lines === 1 ? 8 : 12;
  if (width < wide) return { width: 0, lines: 1, gap };
  const widths = layers.map((units) => {
    const name = measure(units[0].unit.layer.id, layerNameLook);
    const words = measure(layerWords(units));
    return lines === 1 ? name + 8 + words : Math.max(name, words);
  });
  const widest = Math.max(lines === 1 ? 0.28 * width : 168, 168);
  return { width: Math.round(Math.min(widest, Math.max(64, ...widths) + 16)), lines, gap };
}

/** `256 units, 10 dead` */
export function layerWords(rows: readonly UnitRow[]): string {
  const dead = rows.filter((row) => row.dead).length;
  const units = formatCounted(rows.length, 'unit');
  return dead === 0 ? units : l10n.t('{0}, {1} dead', units, formatCount(dead));
}

/** Of a strip and the gap below it. */
function stripHeight(lines: number, pitch: number, labels: StripLabels): number {
  const cells = lines * pitch;
  if (labels.width === 0) return labels.gap + lineHeight + 4 + cells;
  return labels.gap + Math.max(labels.lines * lineHeight, cells);
}

/** How many lines of cells each layer may have so that all together keep the height: long layers fold first. */
function linesThatFit(lines: readonly number[], pitch: number, labels: StripLabels): number {
  const height = (most: number): number =>
    lines.reduce((sum, count) => sum + stripHeight(Math.min(count, most), pitch, labels), 0);
  let most = Math.max(1, ...lines);
  while (most > 2 && height(most) > mostHeight) most--;
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
