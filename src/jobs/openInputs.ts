import * as l10n from '@vscode/l10n';
import { firstLiveSamples } from '../analysis/live/firstLiveSamples.js';
import { LiveNetwork } from '../analysis/live/liveNetwork.js';
import { liveStructure } from '../analysis/live/liveStructure.js';
import { ShardExecutor } from '../analysis/shardExecutor.js';
import { Network } from '../analysis/network.js';
import { planNetwork } from '../analysis/networkPlan.js';
import { checkSample } from '../analysis/sampleReader.js';
import type { Shard, ShardResult } from '../analysis/shards.js';
import { UnitProbe } from '../analysis/unitProbe.js';
import type { StoredDataset } from '../dataset/storedDataset.js';
import { openDataset, type DescriptorChanges } from '../dataset/openDataset.js';
import { withWeightsIn, type Engine } from '../engine/engine.js';
import type { BatchTrial } from '../engine/fasterProvider.js';
import { otherProviders } from '../engine/openEngine.js';
import type { Provider } from '../engine/providers.js';
import { InputError } from '../inputError.js';
import { refuseNaN } from '../model/formats/onnx.js';
import { inputLayout } from '../model/inputLayout.js';
import { answerWidth } from '../model/layers.js';
import type { LiveHost, ShardHost } from './jobServices.js';
import { layerSummary } from './inspectModel.js';
import { leastMemory, workingMemory, type MemoryNeeds } from './memoryLimit.js';
import { readModelFile, type ModelFile } from './modelFile.js';
import type { Fingerprints, ProcessInputs, StoredSample } from './protocol.js';

/** A model and its data, open in this process. */
export class OpenInputs implements ShardHost {
  readonly leastMemory: number;
  readonly inputs: ProcessInputs;
  readonly #executor: ShardExecutor;
  readonly #memoryBytes: number;
  #live: LiveNetwork | null = null;
  #fingerprints: Promise<Fingerprints> | null = null;

  constructor(
    inputs: ProcessInputs,
    readonly model: ModelFile,
    readonly network: Network,
    readonly dataset: StoredDataset,
    readonly engine: Engine,
  ) {
    const needs = memoryNeeds(model, network);
    this.leastMemory = leastMemory(needs);
    this.inputs = { ...inputs, engine: engine.provider };
    this.#memoryBytes = workingMemory(inputs.memoryBytes, needs, model.name);
    this.#executor = new ShardExecutor(network, dataset, this.#memoryBytes);
  }

  run(shard: Shard, onWork: (passes: number) => void, signal: AbortSignal): Promise<ShardResult> {
    return this.#executor.run(shard, onWork, signal);
  }

  async rivals(): Promise<readonly Provider[]> {
    return this.engine.provider === 'cpu' ? otherProviders() : [];
  }

  async tryBatch(): Promise<BatchTrial> {
    const { network, dataset, engine } = this;
    const samples = Math.min(network.batchSize, dataset.labels.length);
    const batch = new Float32Array(samples * network.sampleSize);
    await dataset.read(0, batch);
    // The first run pays for what a provider compiles and copies once.
    const { scores } = await network.run(batch, [], []);
    let seconds = Infinity;
    for (let run = 0; run < 3; run++) {
      const started = performance.now();
      await network.run(batch, [], []);
      seconds = Math.min(seconds, (performance.now() - started) / 1000);
    }
    const batches = Math.ceil(dataset.labels.length / samples) * network.unitCount;
    return { provider: engine.provider, seconds, scores, batches };
  }

  async openLive(samples: number): Promise<LiveHost> {
    const { model, network, dataset } = this;
    refuseNaN(model.graph, model.name);
    const { seconds, batches } = await this.tryBatch();
    const pass = (seconds * batches) / network.unitCount / dataset.labels.length;
    const first = firstLiveSamples(samples, pass);
    const live = await LiveNetwork.open(network, dataset, first, this.#memoryBytes);
    this.#live = live;
    const probe = new UnitProbe(network, dataset, this.#memoryBytes / 8);
    const baseline = await live.answer({ deleted: [], replacement: 'zero' });
    return {
      facts: {
        ...liveStructure(network, dataset, baseline.samples),
        layers: network.layers.map((layer) => layerSummary(layer, layer.shape, layer.unitCount)),
        samples: dataset.labels.length,
        baseline,
      },
      answer: (state) => live.answer(state),
      answerAll: (state, signal, pause) => live.answerAll(state, signal, pause),
      look: (sample, state) => live.look(sample, state),
      detail: async ({ unit, replaceBy, of }, pause) => {
        await this.#checkFingerprints(of);
        return probe.look(unit, replaceBy, pause);
      },
      samples: async ({ samples, of }) => {
        await this.#checkFingerprints(of);
        return this.#show(samples);
      },
    };
  }

  async #show(samples: readonly number[]): Promise<StoredSample[]> {
    const { dataset } = this;
    const shown = new Map<number, StoredSample>();
    for (const sample of samples) checkSample(sample, dataset.labels.length);
    // Forwards, since compressed files can't be read otherwise.
    for (const sample of [...new Set(samples)].sort((a, b) => a - b)) {
      shown.set(sample, await dataset.show(sample));
    }
    return samples.flatMap((sample) => shown.get(sample) ?? []);
  }

  /**
   * A result says nothing of other files than those that it was measured on.
   * @throws InputError where these are others.
   */
  async #checkFingerprints({ model, data }: Fingerprints): Promise<void> {
    this.#fingerprints ??= this.#takeFingerprints();
    const found = await this.#fingerprints;
    if (found.model !== model) {
      throw new InputError(
        l10n.t('{0} has changed since its units were measured; analyse it again.', this.model.name),
      );
    }
    if (found.data !== data) {
      throw new InputError(
        l10n.t(
          'The data {0} have changed since units were measured on them; analyse {1} again.',
          this.dataset.name,
          this.model.name,
        ),
      );
    }
  }

  async #takeFingerprints(): Promise<Fingerprints> {
    return { model: await this.model.sha256(), data: await this.dataset.sha256() };
  }

  async close(): Promise<void> {
    await this.#live?.release();
    await this.dataset.close();
    await this.#executor.release();
    await this.network.release();
  }
}

function memoryNeeds({ bytes }: ModelFile, { batchSize, sampleSize, layers }: Network): MemoryNeeds {
  const floats = layers.reduce(
    (sum, { unitCount, outer, inner }) => sum + unitCount * outer * inner,
    sampleSize,
  );
  return { modelBytes: bytes, batchBytes: Float32Array.BYTES_PER_ELEMENT * batchSize * floats };
}

/**
 * Opens a model and its data for running shards.
 * @param changes takes the place of what the data's descriptor says.
 * @throws InputError where either can't be read, they do not fit each other, or they don't fit into the memory.
 */
export async function openInputs(
  opened: Engine,
  inputs: ProcessInputs,
  changes: DescriptorChanges = {},
): Promise<OpenInputs> {
  const model = await readModelFile(inputs.modelPath);
  const engine = model.weightsFolder === null ? opened : withWeightsIn(opened, model.weightsFolder);
  const { graph, name } = model;
  const plan = planNetwork(graph, name);
  const layout = inputLayout(graph, plan.input.name);
  const shape = plan.input.shape?.slice(1);
  if (!shape) {
    throw new InputError(
      l10n.t("The network in {0} doesn't say what shape its input has; export it again with one.", name),
    );
  }
  const openData = (outputs: number): Promise<StoredDataset> =>
    openDataset(inputs.dataPath, {
      modelInput: { shape, layout, classCount: Math.max(2, outputs), outputs },
      dataRoots: inputs.dataRoots,
      samples: inputs.samples,
      changes,
    });
  const isKnown = (dims: readonly (number | null)[]): dims is readonly number[] => !dims.includes(null);
  /** The data tell what the network is for. */
  const forData = async (network: Network | null, { task, padding, sampleShape }: StoredDataset) => {
    const fits =
      (task ?? network?.task) === network?.task && (padding ?? network?.padding) === network?.padding;
    if (network && fits) return network;
    await network?.release();
    return Network.open(engine, graph, name, sampleShape, { task: task ?? network?.task, padding });
  };
  if (isKnown(shape)) {
    const network = await Network.open(engine, graph, name, shape);
    const dataset = await openData(network.task === 'binary' ? 1 : network.classCount);
    return new OpenInputs(inputs, model, await forData(network, dataset), dataset, engine);
  }
  // Where the model leaves dimensions open, the data settle them.
  const width = answerWidth(plan.graph, plan.scores.tensor) ?? graph.outputs[0]?.shape?.at(-1);
  if (width == null) {
    throw new InputError(
      l10n.t(
        "The network in {0} doesn't say how many classes it tells apart; export it with a fixed input size.",
        name,
      ),
    );
  }
  const dataset = await openData(width);
  const network = await forData(null, dataset);
  const outputs = network.task === 'binary' ? 1 : network.scoreWidth;
  if (outputs !== width) {
    throw new InputError(
      l10n.t(
        'The network in {0} gives {1} values a sample on this data where {2} were expected; export it with a fixed input size.',
        name,
        outputs,
        width,
      ),
    );
  }
  return new OpenInputs(inputs, model, network, dataset, engine);
}
