import * as l10n from '@vscode/l10n';

/** How JavaScript, C++ (with its several libraries) and the operating system say that memory ran out. */
const wordings = [
  /Array buffer allocation failed/i,
  /Invalid typed array length/i,
  /JavaScript heap out of memory/i,
  /Fatal process O(OM|ut of memory)/i,
  /std::bad_alloc/,
  /bad allocation/i,
  /Failed to allocate memory/i,
  /Cannot allocate memory/i,
  /\bENOMEM\b/,
];

/** Whether an error's message, or what a process printed before it died, says that memory ran out. */
export function memoryRanOut(text: string): boolean {
  return wordings.some((wording) => wording.test(text));
}

export const memorySentence = l10n.t(
  'Memory ran out during the analysis and nothing was written: start it again with fewer workers, or free some memory.',
);
