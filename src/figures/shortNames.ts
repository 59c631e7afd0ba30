/**
 * Names without the words that all of them begin with: `…_c000`, `…_c100`. A single name stays whole, and so do names
 * of which one is the beginning of another.
 */
export function shortNames(names: readonly string[]): string[] {
  if (names.length < 2) return [...names];
  const [first, ...others] = names;
  let shared = 0;
  while (shared < first.length && others.every((name) => name[shared] === first[shared])) shared++;
  // Words are not cut in two.
  const from = Math.max(...['_', '-', ' ', '.', '/'].map((mark) => first.lastIndexOf(mark, shared - 1)));
  if (from < 1 || names.some((name) => name.length <= from + 1)) return [...names];
  return names.map((name) => `\u2026${name.slice(from + 1)}`);
}
