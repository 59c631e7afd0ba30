import type { Mark, Target } from '../figure.js';
import type { Palette } from '../paint.js';
import { activityPixels } from '../pixels.js';
import { fullStrength, mapOf, type SceneLayer } from './scene.js';

/** Cells so small, or so many, are painted as one picture. */
const mostCells = 1024;
/** What is left of a deleted unit, so that it can be found and restored. */
const ghost = 0.15;

export interface CellLook {
  /** Whether units show their feature maps, in place of one grey. */
  readonly showsMaps: boolean;
  /** Rounding of the corners, and whether cells have a rim. */
  readonly isNode: boolean;
}

/** A layer's units in their places: a grey, or the unit's own feature map, the stronger the more active. */
export function unitCells(
  layer: SceneLayer,
  targets: readonly Target[],
  columns: number,
  deleted: ReadonlySet<number>,
  { showsMaps, isNode }: CellLook,
  palette: Palette,
): Mark[] {
  const { activity, maps, firstUnit } = layer;
  const isGone = (unit: number): boolean => deleted.has(firstUnit + unit);
  const rim = isNode ? ({ stroke: 'zero', radius: 3 } as const) : {};
  if (maps !== null && showsMaps) {
    const range = { least: 0, most: fullStrength(maps.values) };
    return targets.flatMap(({ x, y, width, height }, unit): Mark[] => {
      const values = mapOf(maps, unit).map(Math.abs);
      const pixels = activityPixels(values, maps.width, maps.height, range, palette);
      const opacity = isGone(unit) ? ghost : 1;
      const box = { x, y, width, height };
      return [
        { kind: 'picture', ...box, pixels, opacity },
        ...(isNode ? [{ kind: 'rect', ...box, ...rim, opacity } as const] : []),
      ];
    });
  }
  const most = activity === null ? 0 : fullStrength(activity);
  const strength = (unit: number): number =>
    activity === null || most === 0 ? 0 : Math.min(1, Math.abs(activity[unit]) / most);
  if (targets.length > mostCells) return [asOnePicture(targets, columns, strength, palette)];
  return targets.map(({ x, y, width, height }, unit) => {
    // Whole steps, so that few colours are mixed.
    const at = Math.round(64 * strength(unit)) / 64;
    const opacity = isGone(unit) ? ghost : 1;
    return { kind: 'rect', x, y, width, height, fill: { ramp: 'activity', at }, ...rim, opacity };
  });
}

function asOnePicture(
  targets: readonly Target[],
  columns: number,
  strength: (unit: number) => number,
  palette: Palette,
): Mark {
  const rows = Math.ceil(targets.length / columns);
  const values = Float32Array.from({ length: rows * columns }, (_, unit) =>
    unit < targets.length ? strength(unit) : 0,
  );
  const [first] = targets;
  const pitch = targets[1].x - first.x;
  return {
    kind: 'picture',
    x: first.x,
    y: first.y,
    width: columns * pitch,
    height: rows * pitch,
    pixels: activityPixels(values, columns, rows, { least: 0, most: 1 }, palette),
  };
}
