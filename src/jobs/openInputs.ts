import { ShardExecutor } from '../analysis/shardExecutor.js';
import { Network, planNetwork } from '../analysis/network.js';
import type { Shard, ShardResult } from '../analysis/shards.js';
import type { Dataset } from '../dataset/dataset.js';
import { openDataset } from '../dataset/openDataset.js';
import type { Engine } from '../engine/engine.js';
import { InputError } from '../inputError.js';
import { inputLayout } from '../model/inputLayout.js';
import { answerWidth } from '../model/layers.js';
import type { ShardHost } from './jobServices.js';
import { readModelFile, type ModelFile } from './modelFile.js';
import type { JobInputs } from './protocol.js';

/** A model and its data, open in this process. */
export class OpenInputs implements ShardHost {
  readonly #executor: ShardExecutor;

  constructor(
    readonly model: ModelFile,
    readonly network: Network,
    readonly dataset: Dataset,
    readonly engine: Engine,
  ) {
    this.#executor = new ShardExecutor(network, dataset);
  }

  run(shard: Shard, onWork: (passes: number) => void, signal: AbortSignal): Promise<ShardResult> {
    return this.#executor.run(shard, onWork, signal);
  }

  async close(): Promise<void> {
    await this.dataset.close();
    await this.#executor.release();
    await this.network.release();
  }
}

/**
 * Opens a model and its data for running shards.
 * @throws InputError where either can't be read, or they do not fit each other.
 */
export async function openInputs(engine: Engine, inputs: JobInputs): Promise<OpenInputs> {
  const model = await readModelFile(inputs.modelPath);
  const { graph, name } = model;
  const plan = planNetwork(graph, name);
  const layout = inputLayout(graph, plan.input.name);
  const shape = plan.input.shape?.slice(1);
  if (!shape) {
    throw new InputError(
      `The network in ${name} doesn't say what shape its input has; export it again with one.`,
    );
  }
  const openData = (classCount: number): Promise<Dataset> =>
    openDataset(inputs.dataPath, {
      modelInput: { shape, layout, classCount },
      dataRoots: inputs.dataRoots,
      samples: inputs.samples,
    });
  const isKnown = (dims: readonly (number | null)[]): dims is readonly number[] => !dims.includes(null);
  if (isKnown(shape)) {
    const network = await Network.open(engine, graph, name, shape);
    return new OpenInputs(model, network, await openData(network.classCount), engine);
  }
  // Where the model leaves dimensions open, the data settle them.
  const width = answerWidth(graph, plan.scores.tensor) ?? graph.outputs[0]?.shape?.at(-1);
  if (width == null) {
    throw new InputError(
      `The network in ${name} doesn't say how many classes it tells apart; export it with a fixed input size.`,
    );
  }
  const dataset = await openData(width);
  const network = await Network.open(engine, graph, name, dataset.sampleShape);
  if (network.classCount !== width) {
    throw new InputError(
      `The network in ${name} gives ${network.classCount} values a sample on this data where ${width} classes were expected; export it with a fixed input size.`,
    );
  }
  return new OpenInputs(model, network, dataset, engine);
}
