import type { Mark, Room } from './figure.js';

/** A value on an axis, in pixels along it, and how it is written. */
export interface PlacedTick {
  readonly at: number;
  readonly text: string;
}

/** Lines across a plot at the values of its upright axis, written to their left; the lowest is the axis itself. */
export function acrossMarks(ticks: readonly PlacedTick[], left: number, right: number): Mark[] {
  const foot = Math.max(...ticks.map(({ at }) => at));
  return ticks.flatMap(({ at, text }): Mark[] => [
    { kind: 'path', d: `M${left},${at}H${right}`, stroke: at === foot ? 'zero' : 'grid' },
    { kind: 'text', x: left - 6, y: at + 4, text, align: 'end', fill: 'quietText' },
  ]);
}

/** From the axis down to the line that its values stand on. */
export const footDrop = 16;
/** Between two values on one line. */
const gap = 10;

/** From where to where each value under a plot is written: the first begins at its left end, the last ends at its right. */
export function footSpans(
  ticks: readonly PlacedTick[],
  measure: Room['measure'],
): { readonly from: number; readonly to: number }[] {
  const last = ticks.length - 1;
  return ticks.map(({ at, text }, i) => {
    const width = measure(text);
    const from = i === 0 ? at : i === last ? at - width : at - width / 2;
    return { from, to: from + width };
  });
}

/** The values under a plot; what would run into another is left out, the last and the first stay. */
export function footMarks(ticks: readonly PlacedTick[], foot: number, measure: Room['measure']): Mark[] {
  const last = ticks.length - 1;
  const spans = footSpans(ticks, measure);
  const kept: number[] = ticks.length === 0 ? [] : [0];
  for (let i = 1; i <= last; i++) {
    const isClearOfLast = i === last || spans[i].to + gap <= spans[last].from;
    if (spans[kept[kept.length - 1]].to + gap <= spans[i].from && isClearOfLast) kept.push(i);
  }
  return kept.map((i): Mark => {
    return { kind: 'text', x: spans[i].from, y: foot + footDrop, text: ticks[i].text, fill: 'quietText' };
  });
}
