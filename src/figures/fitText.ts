import type { Room, Text } from './figure.js';

/** A text as far as it fits a width in pixels, ending in an ellipsis where it was cut. */
export function fitText(
  text: string,
  width: number,
  measure: Room['measure'],
  look?: Pick<Text, 'size' | 'weight' | 'font'>,
): string {
  if (measure(text, look) <= width) return text;
  let end = text.length - 1;
  while (end > 1 && measure(`${text.slice(0, end)}\u2026`, look) > width) end--;
  return `${text.slice(0, end).trimEnd()}\u2026`;
}
