import type { Mark, Target } from '../figure.js';

/** A cross over each deleted unit. */
export function crosses(targets: readonly Target[], deleted: ReadonlySet<number>): Mark[] {
  const gone = targets.filter(({ id }) => deleted.has(id));
  if (gone.length === 0) return [];
  const d = gone
    .map(({ x, y, width, height }) => {
      const inset = Math.min(4, width / 6);
      const [w, h] = [width - 2 * inset, height - 2 * inset];
      return `M${x + inset},${y + inset}l${w},${h}m0,${-h}l${-w},${h}`;
    })
    .join('');
  return [{ kind: 'path', d, stroke: 'lost', strokeWidth: gone[0].width > 20 ? 2 : 1.2 }];
}
