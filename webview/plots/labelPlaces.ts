import type { Mark } from './scatterLayout.js';

/** A unit's name beside its mark. */
export interface Label {
  readonly unit: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: 'left' | 'right';
}

const lineHeight = 14;
/** From the mark's middle to its name. */
export const labelGap = 9;

/** Names beside marks: to the right where they fit, else to the left; one that would cover another is left out. */
export function placeLabels(
  marks: readonly Mark[],
  measure: (text: string) => number,
  right: number,
): Label[] {
  const placed: Label[] = [];
  const taken: { readonly from: number; readonly to: number; readonly y: number }[] = [];
  for (const { point, x, y } of marks) {
    const text = point.row.name;
    const length = measure(text);
    const align = x + labelGap + length <= right ? 'left' : 'right';
    const from = align === 'left' ? x + labelGap : x - labelGap - length;
    const covers = taken.some(
      (other) => from < other.to && other.from < from + length && Math.abs(other.y - y) < lineHeight,
    );
    if (covers) continue;
    taken.push({ from, to: from + length, y });
    placed.push({
      unit: point.row.unit.flat,
      text,
      x: align === 'left' ? x + labelGap : x - labelGap,
      y,
      align,
    });
  }
  return placed;
}
