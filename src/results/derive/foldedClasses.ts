import type { ClassResponse } from './classResponse.js';

/** More classes than these don't fit a card. */
export const mostClassRows = 12;
/** The rest is a row of its own. */
const shownWhenFolded = mostClassRows - 1;

export interface FoldedClasses {
  /** In the order of the classes, since a class keeps its place. */
  readonly shown: readonly ClassResponse[];
  readonly folded: readonly ClassResponse[];
}

/**
 * The classes that tell most of a unit: its favourite and the one that it hurts most, then in turn those of the next
 * highest mean and of the next largest change.
 */
export function foldClasses(responses: readonly ClassResponse[]): FoldedClasses {
  if (responses.length <= mostClassRows) return { shown: responses, folded: [] };
  const by = (value: (one: ClassResponse) => number): ClassResponse[] =>
    [...responses].sort((a, b) => value(b) - value(a) || a.classIndex - b.classIndex);
  const byMean = by(({ mean }) => mean ?? -Infinity);
  const worst = by(({ lost }) => lost ?? -Infinity)[0];
  const byChange = by(({ lost }) => Math.abs(lost ?? 0));
  const taken = new Set<ClassResponse>([byMean[0], worst]);
  for (let i = 0; taken.size < shownWhenFolded; i++) {
    for (const one of [byMean[i], byChange[i]]) if (taken.size < shownWhenFolded) taken.add(one);
  }
  return {
    shown: responses.filter((one) => taken.has(one)),
    folded: responses.filter((one) => !taken.has(one)),
  };
}
