/** A text cut to a width with an ellipsis at its end; at least one letter is left. */
export function shortened(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  let end = text.length - 1;
  while (end > 1 && measure(`${text.slice(0, end)}\u2026`) > width) end--;
  return `${text.slice(0, end)}\u2026`;
}
