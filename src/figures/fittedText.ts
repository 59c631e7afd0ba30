import type { Room, Text } from './figure.js';

/** The text, or as much of its beginning as fits with an ellipsis. */
export function fittedText(
  text: string,
  width: number,
  measure: Room['measure'],
  look?: Pick<Text, 'size' | 'weight' | 'font'>,
): string {
  if (measure(text, look) <= width) return text;
  let length = text.length - 1;
  while (length > 1 && measure(`${text.slice(0, length)}\u2026`, look) > width) length--;
  return `${text.slice(0, length).trimEnd()}\u2026`;
}
