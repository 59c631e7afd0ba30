import type { ClassMap, MapUnit } from './classMap.js';
import { formatCount, formatCounted } from './numberFormat.js';

/** More lines than these hide the drawing. */
const mostLines = 5;

/** What a unit of the map does, a line each: its name, the sum, and the classes that it changes most. */
export function mapUnitWords({ classes }: ClassMap, { name, lost, net }: MapUnit, noun: string): string[] {
  const changed = lost
    .map((count, row) => ({ count, row }))
    .filter(({ count }) => count !== 0)
    .sort((a, b) => Math.abs(b.count) - Math.abs(a.count) || a.row - b.row);
  const lines = changed
    .slice(0, mostLines)
    .map(
      ({ count, row }) =>
        `${classes[row].name}: ${formatCount(Math.abs(count))} ${count > 0 ? 'lost' : 'gained'}`,
    );
  const more = changed.length - lines.length;
  const sum = `${formatCounted(Math.abs(net), noun)} ${net < 0 ? 'gained' : 'lost'} in all`;
  return [name, sum, ...lines, ...(more > 0 ? [`and ${formatCount(more)} more`] : [])];
}
