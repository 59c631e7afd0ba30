import type { Mark } from './scatterLayout.js';

/**
 * The mark that an arrow key moves to: left and right through the marks in the order of selectivity, down and
 * up in the order of samples lost; ties in flat order. Home and End are the ends of the row.
 * @param from the selected unit's flat index; `null`, or a unit without a mark, begins at the first.
 * @returns `null` where the key moves nothing.
 */
export function markAfterKey(key: string, from: number | null, marks: readonly Mark[]): Mark | null {
  const sideways = ['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key);
  if (marks.length === 0 || !(sideways || key === 'ArrowUp' || key === 'ArrowDown')) return null;
  const value = ({ point }: Mark): number => (sideways ? point.selectivity : point.samplesLost);
  const order = [...marks].sort((a, b) => value(a) - value(b) || flat(a) - flat(b));
  const at = order.findIndex((mark) => flat(mark) === from);
  if (key === 'Home') return order[0];
  if (key === 'End') return order[order.length - 1];
  if (at < 0) return order[0];
  const step = key === 'ArrowRight' || key === 'ArrowUp' ? 1 : -1;
  return order[Math.min(order.length - 1, Math.max(0, at + step))];
}

function flat(mark: Mark): number {
  return mark.point.row.unit.flat;
}
