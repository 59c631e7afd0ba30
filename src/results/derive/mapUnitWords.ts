import * as l10n from '@vscode/l10n';
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
  const lines = changed.slice(0, mostLines).map(({ count, row }) => {
    const told = [classes[row].name, formatCount(Math.abs(count))];
    return count > 0 ? l10n.t('{0}: {1} lost', ...told) : l10n.t('{0}: {1} gained', ...told);
  });
  const more = changed.length - lines.length;
  const samples = formatCounted(Math.abs(net), noun);
  const sum = net < 0 ? l10n.t('{0} gained in all', samples) : l10n.t('{0} lost in all', samples);
  return [name, sum, ...lines, ...(more > 0 ? [l10n.t('and {0} more', formatCount(more))] : [])];
}
