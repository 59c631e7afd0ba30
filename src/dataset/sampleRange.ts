import { InputError } from '../inputError.js';
import type { Descriptor } from './descriptor.js';
import type { StoredArray } from './storedArray.js';

/** The rows that a dataset is made of. */
export interface SampleRange {
  readonly first: number;
  readonly count: number;
}

/**
 * The rows that a descriptor chooses, and of these the first `samples`.
 * @throws InputError where the data does not reach that far, or inputs and labels are not equally many.
 */
export function sampleRange(
  inputs: StoredArray,
  labels: StoredArray,
  { first, count }: Pick<Descriptor, 'first' | 'count'>,
  samples: number | null,
): SampleRange {
  const inputCount = inputs.shape[0];
  const labelCount = labels.shape[0];
  const end = count === undefined ? inputCount : first + count;
  if (first >= inputCount || end > inputCount) {
    const asked =
      count === undefined
        ? `\`first\` is ${first}`
        : `\`first\` ${first} and \`count\` ${count} reach sample ${end}`;
    throw new InputError(
      `${inputs.name} holds ${inputCount} samples, but ${asked}; lower them in the descriptor.`,
    );
  }
  if (labelCount < end || (labelCount > inputCount && count === undefined)) {
    throw new InputError(
      `${labels.name} holds ${labelCount} labels, but ${inputs.name} ${end} samples that need one; name the files that ` +
        `belong together, or choose a part with \`count\` in a descriptor.`,
    );
  }
  if (samples !== null && !(Number.isInteger(samples) && samples > 0)) {
    throw new InputError(`${samples} is no number of samples; give a whole number from 1 on.`);
  }
  return { first, count: Math.min(end - first, samples ?? Infinity) };
}
