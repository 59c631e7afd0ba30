import type { ScatterData, ScatterPoint } from './scatterData.js';

/**
 * The unit that an arrow key moves to: left and right through the units in the order of selectivity, down and
 * up in the order of samples lost; ties in flat order. Home and End are the ends of the row.
 * @returns what a key does: from the selected unit's flat index (`null`, or a unit without a mark, begins at the
 * first) to another's; `null` where the key moves nothing.
 */
export function markMover({
  points,
}: Pick<ScatterData, 'points'>): (key: string, from: number | null) => number | null {
  let across: readonly number[] | null = null;
  let up: readonly number[] | null = null;
  return (key, from) => {
    const sideways = ['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key);
    if (points.length === 0 || !(sideways || key === 'ArrowUp' || key === 'ArrowDown')) return null;
    across ??= inOrder(points, ({ selectivity }) => selectivity);
    up ??= inOrder(points, ({ samplesLost }) => samplesLost);
    const order = sideways ? across : up;
    const last = order.length - 1;
    if (key === 'Home') return order[0];
    if (key === 'End') return order[last];
    const at = from === null ? -1 : order.indexOf(from);
    if (at < 0) return order[0];
    const step = key === 'ArrowRight' || key === 'ArrowUp' ? 1 : -1;
    return order[Math.min(last, Math.max(0, at + step))];
  };
}

/** Flat indexes in the order of a value. */
function inOrder(points: readonly ScatterPoint[], value: (point: ScatterPoint) => number): number[] {
  return [...points]
    .sort((a, b) => value(a) - value(b) || a.row.unit.flat - b.row.unit.flat)
    .map(({ row }) => row.unit.flat);
}
