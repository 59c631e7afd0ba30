import type { Mark, Target } from '../figure.js';
import type { SceneConnections } from './scene.js';

/** Of a layer's connections, the share that is drawn: the strongest. */
export const shownShare = 0.4;
/** Lines of one look are one path. */
const looks = 6;

/** An end of a line: where it leaves or arrives, and whether it is deleted. */
export interface LineEnd {
  readonly x: number;
  readonly y: number;
  readonly deleted: boolean;
}

/** The strongest connections between two columns, the stronger the heavier; those of deleted units all but vanish. */
export function connectionLines(
  { from, to, strengths }: SceneConnections,
  left: readonly LineEnd[],
  right: readonly (LineEnd | null)[],
): Mark[] {
  const sorted = Float64Array.from(strengths).sort();
  const least = sorted[Math.max(0, Math.floor((1 - shownShare) * sorted.length) - 1)];
  const most = sorted[sorted.length - 1];
  const paths = new Map<string, { readonly look: number; readonly deleted: boolean; d: string }>();
  for (let row = 0; row < to; row++) {
    const end = right[row];
    for (let unit = 0; unit < from; unit++) {
      const strength = strengths[row * from + unit];
      if (!end || strength <= least || most === 0) continue;
      const deleted = left[unit].deleted || end.deleted;
      const look = Math.min(looks - 1, Math.floor((looks * strength) / most));
      const key = `${look} ${deleted}`;
      const path = paths.get(key) ?? { look, deleted, d: '' };
      path.d += line(left[unit], end);
      paths.set(key, path);
    }
  }
  return [...paths.values()].map(({ look, deleted, d }) => {
    const share = (look + 0.5) / looks;
    const opacity = deleted ? 0.05 : 0.08 + 0.3 * share;
    return { kind: 'path', d, stroke: 'text', strokeWidth: 0.5 + 1.5 * share, opacity };
  });
}

/** Lines of no stated strength, from the sample to the first layer. */
export function sampleLines(
  from: { readonly x: number; readonly y: number },
  to: readonly LineEnd[],
): Mark[] {
  return [false, true].flatMap((deleted): Mark[] => {
    const d = to
      .filter((end) => end.deleted === deleted)
      .map((end) => line(from, end))
      .join('');
    return d === '' ? [] : [{ kind: 'path', d, stroke: 'text', opacity: deleted ? 0.04 : 0.12 }];
  });
}

function line(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): string {
  const middle = Math.round(5 * (from.x + to.x)) / 10;
  const at = (value: number): number => Math.round(10 * value) / 10;
  return `M${at(from.x)},${at(from.y)}C${middle},${at(from.y)} ${middle},${at(to.y)} ${at(to.x)},${at(to.y)}`;
}

/** Where lines leave units, and where they arrive. */
export function lineEnds(
  targets: readonly Target[],
  deleted: ReadonlySet<number>,
  side: 'left' | 'right',
): LineEnd[] {
  return targets.map(({ id, x, y, width, height }) => {
    return { x: side === 'left' ? x : x + width, y: y + height / 2, deleted: deleted.has(id) };
  });
}
