import type { ElementType } from '../../../src/dataset/elements.js';
import type { StoredPart } from '../../../src/dataset/storedPart.js';

export const bytes: ElementType = { kind: 'u', size: 1, littleEndian: true };
export const floats: ElementType = { kind: 'f', size: 4, littleEndian: true };

/** Samples of this shape, as if read from a file. */
export function storedPart(
  sampleShape: readonly number[],
  values: readonly number[],
  labels: readonly number[],
  element = bytes,
): StoredPart {
  const array = { name: 'made up', shape: [labels.length, ...sampleShape], element, layout: null };
  return {
    // Nothing is read any more.
    array: array as unknown as StoredPart['array'],
    values: Float64Array.from(values),
    labels: Int32Array.from(labels),
    targets: null,
  };
}
