import { InputError } from '../../../inputError.js';

/** @param reason what is wrong, as the middle of the sentence. */
export function damagedWeights(file: string, reason: string): InputError {
  return new InputError(`${file} is cut short or damaged: ${reason}; copy or save it again.`);
}
