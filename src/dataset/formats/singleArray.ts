import { InputError } from '../../inputError.js';
import { checkExtent, type StoredArray } from '../storedArray.js';
import type { DataContent } from './dataFormat.js';

/** The content of a file that holds one nameless array, be it of inputs or of labels. */
export function singleArray(array: StoredArray): DataContent {
  checkExtent(array);
  const only = async (key: string | null): Promise<StoredArray> => {
    if (key === null) return array;
    throw new InputError(`${array.name} holds a single array without a name; leave out \`#${key}\`.`);
  };
  return { inputs: only, labels: only, labelsOf: async () => null, close: async () => undefined };
}
