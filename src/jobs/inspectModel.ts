import { planNetwork, unitLayers } from '../analysis/network.js';
import { tryNetwork } from '../analysis/trial.js';
import type { Engine } from '../engine/engine.js';
import type { Port } from '../model/graph.js';
import type { Layer } from '../model/layers.js';
import { readModelFile } from './modelFile.js';
import type { LayerSummary, ModelSummary } from './protocol.js';

/**
 * Lists a model's hidden layers.
 * @throws InputError where it can't be read or run.
 */
export async function inspectModel(engine: Engine, path: string): Promise<ModelSummary> {
  const { graph, name } = await readModelFile(path);
  const { input, scores, layers } = planNetwork(graph, name);
  const shape = input.shape?.slice(1) ?? [null];
  const isKnown = (dims: readonly (number | null)[]): dims is readonly number[] => !dims.includes(null);
  const summaries = isKnown(shape)
    ? unitLayers(
        layers,
        await tryNetwork(engine, graph, input, [...layers.map(({ tensor }) => tensor), scores.tensor], shape),
      ).map((layer) => layerSummary(layer, layer.shape, layer.unitCount))
    : layers.map((layer) => layerSummary(layer, openShape(layer), layer.unitCount ?? 0));
  return {
    format: 'onnx',
    inputs: graph.inputs.map(port),
    outputs: graph.outputs.map(port),
    layers: summaries,
  };
}

/** What is told of a layer. */
export function layerSummary(
  layer: Layer,
  shape: readonly (number | null)[],
  unitCount: number,
): LayerSummary {
  const { id, kind, operator, activation } = layer;
  return { id, kind, operator, activation, shape, unitCount };
}

/** What is known of a layer's shape where the model leaves its input's open: the number of units. */
function openShape({ kind, unitCount, rank }: Layer): (number | null)[] {
  if (kind === 'dense' || rank === null) return [unitCount];
  return [unitCount, ...new Array<null>(Math.max(0, rank - 2)).fill(null)];
}

function port({ name, shape }: Port): ModelSummary['inputs'][number] {
  return { name, shape: shape ?? [] };
}
