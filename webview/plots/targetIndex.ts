import type { Target } from '../../src/figures/figure.js';

/** Finds the target under the pointer, and a target by its id. */
export interface TargetIndex {
  /** The nearest target within the reach, in pixels; of those at one place the first given. */
  nearest(x: number, y: number, reach: number): Target | null;
  byId(id: number): Target | null;
}

/** In pixels. */
const cellSize = 16;
/** More cells than any figure has in a row. */
const mostCells = 1 << 15;

/**
 * Targets in a grid of cells, so that one look costs the targets near it and not all of them. The grid is laid out
 * when it is asked for: while a figure is zoomed or moved it is not.
 * @param targetOf finds one by its id, where the figure can do that without making all.
 */
export function createTargetIndex(
  targets: () => readonly Target[],
  targetOf?: (id: number) => Target | null,
): TargetIndex {
  let grid: ReadonlyMap<number, readonly Target[]> | null = null;
  let ids: ReadonlyMap<number, Target> | null = null;
  return {
    nearest(x, y, reach) {
      grid ??= cellsOf(targets());
      let best: Target | null = null;
      let bestDistance = reach;
      for (let column = cell(x - reach); column <= cell(x + reach); column++) {
        for (let row = cell(y - reach); row <= cell(y + reach); row++) {
          for (const target of grid.get(keyOf(column, row)) ?? []) {
            const distance = distanceTo(target, x, y);
            if (distance < bestDistance || (best === null && distance === bestDistance)) {
              best = target;
              bestDistance = distance;
            }
          }
        }
      }
      return best;
    },
    byId(id) {
      if (targetOf !== undefined) return targetOf(id);
      ids ??= new Map(targets().map((target) => [target.id, target]));
      return ids.get(id) ?? null;
    },
  };
}

function cell(pixels: number): number {
  return Math.floor(pixels / cellSize);
}

function keyOf(column: number, row: number): number {
  return column * mostCells + row;
}

function cellsOf(targets: readonly Target[]): Map<number, Target[]> {
  const cells = new Map<number, Target[]>();
  for (const target of targets) {
    for (let column = cell(target.x); column <= cell(target.x + target.width); column++) {
      for (let row = cell(target.y); row <= cell(target.y + target.height); row++) {
        const key = keyOf(column, row);
        const members = cells.get(key);
        if (members === undefined) cells.set(key, [target]);
        else members.push(target);
      }
    }
  }
  return cells;
}

function distanceTo(target: Target, x: number, y: number): number {
  const across = Math.max(target.x - x, 0, x - target.x - target.width);
  const down = Math.max(target.y - y, 0, y - target.y - target.height);
  return Math.hypot(across, down);
}

/**
 * The target that an arrow key moves to: left and right in the order drawn, up and down to the nearest one above
 * or below; Home and End are the ends.
 * @param from `null`, or a target that is not there, begins at the first.
 * @returns `null` where the key moves nothing.
 */
export function targetAfterKey(key: string, from: number | null, targets: readonly Target[]): Target | null {
  const known = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key);
  if (targets.length === 0 || !known) return null;
  if (key === 'Home') return targets[0];
  if (key === 'End') return targets[targets.length - 1];
  const at = targets.findIndex(({ id }) => id === from);
  if (at < 0) return targets[0];
  if (key === 'ArrowRight') return targets[Math.min(targets.length - 1, at + 1)];
  if (key === 'ArrowLeft') return targets[Math.max(0, at - 1)];
  return nearestBeyond(targets, targets[at], key === 'ArrowDown' ? 1 : -1);
}

function nearestBeyond(targets: readonly Target[], from: Target, direction: 1 | -1): Target {
  let best = from;
  let bestDistance = Infinity;
  for (const target of targets) {
    const down = direction * (middleOf(target).y - middleOf(from).y);
    if (down <= 0.5) continue;
    // What lies straight above or below comes before what is nearer, but to the side.
    const distance = down + 3 * Math.abs(middleOf(target).x - middleOf(from).x);
    if (distance < bestDistance) [best, bestDistance] = [target, distance];
  }
  return best;
}

function middleOf({ x, y, width, height }: Target): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}
