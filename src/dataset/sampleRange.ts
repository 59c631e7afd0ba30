import * as l10n from '@vscode/l10n';
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
    throw new InputError(
      count === undefined
        ? l10n.t(
            '{0} holds {1} samples, but `first` is {2}; lower them in the descriptor.',
            inputs.name,
            inputCount,
            first,
          )
        : l10n.t(
            '{0} holds {1} samples, but `first` {2} and `count` {3} reach sample {4}; lower them in the descriptor.',
            inputs.name,
            inputCount,
            first,
            count,
            end,
          ),
    );
  }
  if (labelCount < end || (labelCount > inputCount && count === undefined)) {
    throw new InputError(
      l10n.t(
        '{0} holds {1} labels, but {2} {3} samples that need one; name the files that belong together, or choose a part with `count` in a descriptor.',
        labels.name,
        labelCount,
        inputs.name,
        end,
      ),
    );
  }
  if (samples !== null && !(Number.isInteger(samples) && samples > 0)) {
    throw new InputError(l10n.t('{0} is no number of samples; give a whole number from 1 on.', samples));
  }
  return { first, count: Math.min(end - first, samples ?? Infinity) };
}
