import * as l10n from '@vscode/l10n';
/** `a, b and c` */
export function wordList(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  const [first, last] = [words.slice(0, -1).join(', '), words[words.length - 1]];
  return l10n.t({ message: '{0} and {1}', args: [first, last], comment: 'the end of a list' });
}
