import type { Mark, Target } from '../../src/figures/figure.js';
import type { Box } from '../../src/figures/zoom.js';

/** What was drawn over the ground to pick what lies in it. */
export function brushMarks(box: Box): Mark[] {
  return [
    { kind: 'rect', ...box, fill: 'select', opacity: 0.14 },
    { kind: 'rect', ...box, stroke: 'select' },
  ];
}

/** A ring around what is pointed at or selected; it stands off the target by a gap of ground. */
export function ringMarks({ x, y, width, height }: Target, state: 'hovered' | 'selected'): Mark[] {
  const isDot = width === 0 && height === 0;
  const gap = isDot ? 5.5 : 2;
  const size = { width: width + 2 * gap, height: height + 2 * gap };
  const look =
    state === 'selected' ? ({ stroke: 'select', strokeWidth: 2 } as const) : ({ stroke: 'text' } as const);
  return [{ kind: 'rect', x: x - gap, y: y - gap, ...size, radius: isDot ? gap : 2, ...look }];
}
