import { openDataset, type OpenDatasetOptions } from '../../src/dataset/openDataset.js';
import type { Dataset, ModelInput } from '../../src/dataset/dataset.js';
import type { StoredDataset } from '../../src/dataset/storedDataset.js';
import { onTestFinished } from 'vitest';

/** A model's input; ten classes and no convolution unless said otherwise. */
export function modelTaking(shape: ModelInput['shape'], more: Partial<ModelInput> = {}): ModelInput {
  return { shape, layout: null, classCount: 10, ...more };
}

/** Opens a dataset for one test, and closes it after the test. */
export async function opened(
  path: string,
  modelInput: ModelInput,
  more: Partial<OpenDatasetOptions> = {},
): Promise<StoredDataset> {
  const dataset = await openDataset(path, { modelInput, dataRoots: [], samples: null, ...more });
  onTestFinished(() => dataset.close());
  return dataset;
}

/** So many samples from `first` on, as plain numbers. */
export async function valuesOf(
  dataset: Dataset,
  first = 0,
  count = dataset.labels.length,
): Promise<number[]> {
  const into = new Float32Array(count * dataset.sampleShape.reduce((product, size) => product * size, 1));
  await dataset.read(first, into);
  return [...into];
}
