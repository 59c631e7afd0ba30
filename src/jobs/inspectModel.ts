import { withHeadsApart } from '../analysis/heads.js';
import { Network } from '../analysis/network.js';
import { planNetwork } from '../analysis/networkPlan.js';
import { unitLayers, type UnitLayer } from '../analysis/unitLayers.js';
import { tryNetwork } from '../analysis/trial.js';
import { planWays } from '../analysis/ways/planWays.js';
import { withWeightsIn, type Engine } from '../engine/engine.js';
import { InputError } from '../inputError.js';
import type { Graph, Port } from '../model/graph.js';
import { layersWithin } from '../model/hiddenWork.js';
import { moduleNames } from '../model/layerNames.js';
import type { Layer } from '../model/layers.js';
import { readModelFile } from './modelFile.js';
import type { LayerSummary, ModelSummary, PlanSummary } from './protocol.js';

/**
 * Lists a model's hidden layers.
 * @param plans whether to plan how the units would be deleted as well.
 * @param mostInMemory bytes of weights; a model of more is not run, and its weights are not read.
 * @throws InputError where it can't be read or run, or planned.
 */
export async function inspectModel(
  opened: Engine,
  path: string,
  plans: boolean,
  mostInMemory?: number,
): Promise<ModelSummary> {
  const {
    graph: read,
    name,
    format,
    leavesWeights,
    weightsFolder,
  } = await readModelFile(path, mostInMemory, plans);
  const engine = weightsFolder === null ? opened : withWeightsIn(opened, weightsFolder);
  const { graph, input, scores, layers, tokens } = planNetwork(read, name);
  const tensors = [...layers.map(({ tensor }) => tensor), scores.tensor];
  const tried = async (sample: readonly number[]) => {
    const apart = withHeadsApart(layers, await tryNetwork(engine, graph, input, tensors, sample));
    return unitLayers(apart.layers, apart.trial);
  };
  const shape = input.shape?.slice(1) ?? [null];
  const modulesOf = (layer: Layer) => ({ modules: moduleNames(graph, layer) });
  const found = leavesWeights
    ? // Such a model would take minutes to run.
      null
    : isKnown(shape)
      ? await tried(shape)
      : tokens
        ? await atAnyLength(tried)
        : null;
  const summaries =
    found?.map((layer) => ({ ...layerSummary(layer, layer.shape, layer.unitCount), ...modulesOf(layer) })) ??
    layers.map((layer) => ({
      ...layerSummary(layer, shapeInFile(graph, layer) ?? openShape(layer), layer.unitCount ?? 0),
      ...modulesOf(layer),
    }));
  const passedOver = layersWithin(graph);
  return {
    format,
    inputs: read.inputs.map(port),
    outputs: graph.outputs.map(port),
    layers: summaries,
    ...(passedOver.length > 0 && { passedOver }),
    ...(plans && { plan: await planModel(engine, read, name, shape) }),
  };
}

/** Layers whose shapes are of sequences of any length: null stands for what changes with it. */
async function atAnyLength(
  tried: (sample: readonly number[]) => Promise<UnitLayer[]>,
): Promise<(Omit<UnitLayer, 'shape'> & { readonly shape: readonly (number | null)[] })[] | null> {
  try {
    const [short, long] = [await tried([8]), await tried([9])];
    return short.map((layer, i) => {
      const other = long[i]?.shape;
      return { ...layer, shape: layer.shape.map((dim, axis) => (other?.[axis] === dim ? dim : null)) };
    });
  } catch (error) {
    // Of other lengths than the network takes nothing can be told.
    if (error instanceof InputError) return null;
    throw error;
  }
}

async function planModel(
  engine: Engine,
  graph: Graph,
  name: string,
  shape: readonly (number | null)[],
): Promise<PlanSummary> {
  if (!isKnown(shape)) {
    throw new InputError(
      `The network in ${name} leaves the size of its input open, so its work can't be estimated; export it with a fixed input size, or analyse it.`,
    );
  }
  const network = await Network.open(engine, graph, name, shape);
  try {
    const { work, layers } = planWays(network);
    return { work, layers: layers.map(({ ways }, i) => ({ id: network.layers[i].id, ways })) };
  } finally {
    await network.release();
  }
}

function isKnown(dims: readonly (number | null)[]): dims is readonly number[] {
  return !dims.includes(null);
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

/** A layer's shape as the file itself tells it, where it does. */
function shapeInFile({ model }: Graph, { tensor }: Layer): (number | null)[] | null {
  const type = model.graph?.valueInfo.find(({ name }) => name === tensor)?.type?.value;
  const dims = type?.case === 'tensorType' ? type.value.shape?.dim.slice(1) : undefined;
  return dims?.map(({ value }) => (value.case === 'dimValue' ? Number(value.value) : null)) ?? null;
}

/** What is known of a layer's shape where the model leaves its input's open: the number of units. */
function openShape({ kind, unitCount, rank }: Layer): (number | null)[] {
  if (kind === 'dense' || rank === null) return [unitCount];
  return [unitCount, ...new Array<null>(Math.max(0, rank - 2)).fill(null)];
}

function port({ name, shape }: Port): ModelSummary['inputs'][number] {
  return { name, shape: shape ?? [] };
}
