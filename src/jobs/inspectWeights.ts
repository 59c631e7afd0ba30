import { basename } from 'node:path';
import { InputError } from '../inputError.js';
import type { StoredTensor } from '../model/formats/pytorch/storedTensor.js';
import { weightLayers } from '../model/formats/pytorch/weightLayers.js';
import { weightStatistics } from '../model/formats/pytorch/weightStatistics.js';
import { explainWeights } from '../model/formats/pytorch/explainWeights.js';
import type { LayerStatistics, ModelSummary, WeightStatisticsRequest } from './protocol.js';
import { withWeights } from './weightsFile.js';

/**
 * What a file of weights holds; null where the file is of another kind.
 * @throws InputError where it is of weights, and damaged, or would run something.
 */
export function inspectWeights(path: string): Promise<ModelSummary | null> {
  return withWeights(path, (weights) => ({
    format: weights.format,
    inputs: [],
    outputs: [],
    layers: [],
    weights: {
      kind: weights.kind,
      path: weights.path,
      layers: weightLayers(weights.tensors),
      explanation: `${basename(path)} ${explainWeights(weights)}`,
    },
  }));
}

/**
 * Statistics of the tensors of one layer.
 * @throws InputError where the file holds no weights, or not this layer.
 */
export async function layerStatistics({ path, layer }: WeightStatisticsRequest): Promise<LayerStatistics> {
  const statistics = await withWeights(path, async ({ tensors }) => {
    const own = tensors.filter((tensor) => weightLayers([tensor])[0].id === layer);
    return Object.fromEntries(
      await Promise.all(
        own.map(async (tensor) => [lastPart(tensor), await weightStatistics(tensor)] as const),
      ),
    );
  });
  if (statistics !== null && Object.keys(statistics).length > 0) return statistics;
  throw new InputError(`${basename(path)} has no weights of a layer ${layer}; it may have changed.`);
}

function lastPart(tensor: StoredTensor): string {
  return weightLayers([tensor])[0].tensors[0].name;
}
