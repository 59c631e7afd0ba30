/** A text cut to a width in its middle, since names often differ at their ends; a letter is left on either side. */
export function shortened(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  const cut = (left: number): string =>
    `${text.slice(0, Math.ceil(left / 2))}\u2026${text.slice(text.length - Math.floor(left / 2))}`;
  let left = text.length - 1;
  while (left > 2 && measure(cut(left)) > width) left--;
  return cut(left);
}
