import { InputError } from '../inputError.js';
import { unitsNamed } from '../results/derive/answers/layerAnswer.js';
import { parseCount, splitList } from './optionValues.js';

/** What of a result is to be told. */
export interface ShowRequest {
  /** `null` is the whole network. */
  readonly layer: string | null;
  /** A unit's name or index; `null` is none. */
  readonly unit: string | null;
  /** `null` is the first of the file. */
  readonly replacement: string | null;
  /** Units of a layer that are listed at either end. */
  readonly units: number;
}

const mostListed = 10_000;

/**
 * @param given the values of an option, none where it was not given.
 * @throws InputError where more than one replacement value is given, or --list says no number, or lists nothing.
 */
export function showRequest(given: (option: string) => readonly string[]): ShowRequest {
  const [layer = null] = given('layer');
  const [unit = null] = given('unit');
  const [list] = given('list');
  const replacements = given('replacement').flatMap(splitList);
  if (replacements.length > 1) {
    throw new InputError(
      `--replacement of show takes one value, and ${replacements.join(', ')} are ${replacements.length}: show them one by one.`,
    );
  }
  if (list !== undefined && (layer === null || unit !== null)) {
    throw new InputError('--list is for the units of a layer: name one with --layer, and no --unit.');
  }
  return {
    layer,
    unit,
    replacement: replacements[0] ?? null,
    units: list === undefined ? unitsNamed : parseCount('list', list, 1, mostListed),
  };
}
