import type { Text } from '../figure.js';

/** What a name is to stand beside. */
export interface Named {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

const lineHeight = 14;
/** From a mark's middle to its name, and down to the line its letters stand on. */
const labelGap = 9;
const baseline = 4;

/** Names beside marks: to the right where they fit, else to the left; one that would cover another is left out. */
export function placeLabels(
  named: readonly Named[],
  measure: (text: string) => number,
  right: number,
): Text[] {
  const placed: Text[] = [];
  const taken: { readonly from: number; readonly to: number; readonly y: number }[] = [];
  for (const { text, x, y } of named) {
    const length = measure(text);
    const align = x + labelGap + length <= right ? 'start' : 'end';
    const from = align === 'start' ? x + labelGap : x - labelGap - length;
    const covers = taken.some(
      (other) => from < other.to && other.from < from + length && Math.abs(other.y - y) < lineHeight,
    );
    if (covers) continue;
    taken.push({ from, to: from + length, y });
    const at = align === 'start' ? x + labelGap : x - labelGap;
    placed.push({ kind: 'text', text, x: at, y: y + baseline, align, halo: true, font: 'code' });
  }
  return placed;
}
