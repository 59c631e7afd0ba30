import { InputError } from '../inputError.js';
import type { UnitRange } from '../jobs/protocol.js';
import { didYouMean } from './suggest.js';

/** The parts of a list separated by commas; a comma in braces belongs to a glob. */
export function splitList(list: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of list) {
    if (character === '{') depth++;
    if (character === '}') depth--;
    if (character === ',' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/**
 * A whole number.
 * @throws InputError where the text is none from `lowest` to `highest`.
 */
export function parseCount(option: string, text: string, lowest: number, highest: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= lowest && value <= highest) return value;
  const range =
    highest === Number.MAX_SAFE_INTEGER ? `of at least ${lowest}` : `from ${lowest} to ${highest}`;
  throw new InputError(`--${option} takes a whole number ${range}, and "${text}" is none.`);
}

/**
 * Names out of a set, each once and in the set's order, so that asking in another order is no other question.
 * @throws InputError where a name is unknown.
 */
export function parseNames<T extends string>(
  option: string,
  given: readonly string[] | null,
  known: readonly T[],
  fallback: readonly T[],
): T[] {
  if (given === null) return [...fallback];
  const can = known.join(', ');
  for (const name of given) {
    if (!(known as readonly string[]).includes(name)) {
      const hint = didYouMean(name, known);
      throw new InputError(`--${option} knows no "${name}"${hint === '' ? `; it knows ${can}.` : hint}`);
    }
  }
  const chosen = known.filter((name) => given.includes(name));
  if (chosen.length === 0) throw new InputError(`--${option} needs at least one of ${can}.`);
  return chosen;
}

/**
 * Flat unit indexes: `3`, `0-63`, and `every:14`, which is 0, 14, 28 and so on.
 * @throws InputError where a part is none of these.
 */
export function parseUnits(list: readonly string[]): UnitRange[] {
  const ranges = list.map((text): UnitRange | null => {
    const every = /^every:(\d{1,15})$/.exec(text);
    if (every) return { first: 0, last: null, every: Number(every[1]) };
    const [, first = '', last = first] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text) ?? [];
    return first === '' ? null : { first: Number(first), last: Number(last), every: 1 };
  });
  const wrong = ranges.findIndex(
    (range) => range === null || range.every === 0 || (range.last !== null && range.last < range.first),
  );
  if (wrong !== -1 || list.length === 0) {
    throw new InputError(
      `--units takes flat unit indexes as 3, 0-63 or every:14, and "${list[wrong] ?? ''}" is none of these.`,
    );
  }
  return ranges.filter((range) => range !== null);
}
