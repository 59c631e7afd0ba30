import type { Spread } from '../spread.js';

/** Six digits: more than any sample of data can tell, and few to read. `null` stays. */
export function inShort(value: number): number;
export function inShort(value: number | null): number | null;
export function inShort(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6));
}

/** Mean and spread of a measure over units, in the unit that the key names. */
export interface SpreadAnswer {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly lowest: number;
  readonly highest: number;
}

export function spreadAnswer(spread: Spread | null): SpreadAnswer | null {
  if (spread === null) return null;
  return {
    mean: inShort(spread.mean),
    standardDeviation: inShort(spread.deviation),
    lowest: inShort(spread.lowest),
    highest: inShort(spread.highest),
  };
}

/** Some units of a layer: how many, and which, by their indexes within it. */
export interface UnitsAnswer {
  readonly count: number;
  /** `0-3, 7`; empty of none. */
  readonly indexes: string;
}

/** @param indexes in ascending order. */
export function unitsAnswer(indexes: readonly number[]): UnitsAnswer {
  const runs: { first: number; last: number }[] = [];
  for (const index of indexes) {
    const run = runs.at(-1);
    if (run?.last === index - 1) run.last = index;
    else runs.push({ first: index, last: index });
  }
  const words = runs.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`));
  return { count: indexes.length, indexes: words.join(', ') };
}
