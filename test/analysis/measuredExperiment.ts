import { analyse, type AnalysisProgress, type Measured } from '../../src/analysis/analyse.js';
import { Network } from '../../src/analysis/network.js';
import { defaultSettings, type AnalysisSettings } from '../../src/analysis/settings.js';
import { planWays } from '../../src/analysis/ways/planWays.js';
import { ShardExecutor } from '../../src/analysis/shardExecutor.js';
import type { Shard, ShardRunner } from '../../src/analysis/shards.js';
import type { Dataset } from '../../src/dataset/dataset.js';
import { onnxRuntime } from '../../src/engine/onnxRuntime.js';
import { readOnnx } from '../../src/model/formats/onnx.js';
import { incomingNorms } from '../../src/model/incomingWeights.js';
import type { Experiment } from '../twin/bruteForce.js';
import { writeOnnx } from '../twin/onnxWriter.js';

/** An experiment as the analysis sees it, open in this process. */
export interface OpenExperiment {
  readonly network: Network;
  readonly dataset: Dataset;
  /** L1 norms of the units' incoming weights, by layer. */
  readonly norms: readonly (Float64Array | null)[];
  run(shard: Shard, onWork?: (passes: number) => void): ReturnType<ShardExecutor['run']>;
  close(): Promise<void>;
}

/** @param memoryBytes what may be kept in memory to save work. */
export async function openExperiment(experiment: Experiment, memoryBytes?: number): Promise<OpenExperiment> {
  const graph = await readOnnx(writeOnnx(experiment.network).model, 'model.onnx', () => {
    throw new Error('no external data');
  });
  const dataset = datasetOf(experiment);
  const network = await Network.open(onnxRuntime, graph, 'model.onnx', dataset.sampleShape);
  const executor = new ShardExecutor(network, dataset, memoryBytes);
  return {
    network,
    dataset,
    norms: network.layers.map((layer) => incomingNorms(graph, layer, layer.unitCount)),
    run: (shard, onWork = () => {}) => executor.run(shard, onWork, new AbortController().signal),
    close: () => network.release(),
  };
}

/** Samples in memory. */
function datasetOf({ samples, labels }: Experiment): Dataset {
  const [count, ...sampleShape] = samples.dims;
  const size = samples.data.length / count;
  return {
    name: 'drawn',
    noun: 'sample',
    labelKind: 'true',
    classes: null,
    sampleShape,
    labels: Int32Array.from(labels),
    read: async (first, into) => into.set(samples.data.subarray(first * size, first * size + into.length)),
    sha256: () => Promise.resolve(''),
    close: () => Promise.resolve(),
  };
}

export type ExperimentSettings = Omit<Partial<AnalysisSettings>, 'curves' | 'noise'> & {
  readonly curves?: Partial<AnalysisSettings['curves']>;
  readonly noise?: Partial<AnalysisSettings['noise']>;
};

export interface MeasuredExperiment extends Measured {
  readonly progress: readonly AnalysisProgress[];
  /** Passes of one sample through the network that were done. */
  readonly worked: number;
  /** What was run, in the order in which it was begun. */
  readonly shards: readonly Shard[];
}

/** Analyses an experiment with so many networks at once, each with a shard of its own. */
export async function measureExperiment(
  experiment: Experiment,
  settings: ExperimentSettings = {},
  workers = 1,
): Promise<MeasuredExperiment> {
  const open = await Promise.all(Array.from({ length: workers }, () => openExperiment(experiment)));
  try {
    const [{ network, dataset, norms }] = open;
    const { layers, classCount, batchSize, sampleSize } = network;
    const { labels } = dataset;
    const free = open.map(({ dataset: own, network: its }) => new ShardExecutor(its, own));
    let worked = 0;
    const shards: Shard[] = [];
    const runner: ShardRunner = {
      concurrency: workers,
      async run(shard, onWork, signal) {
        shards.push(shard);
        const executor = free.pop();
        if (!executor) throw new Error('more shards are under way than there are workers');
        const count = (passes: number) => {
          worked += passes;
          onWork(passes);
        };
        return executor.run(shard, count, signal).finally(() => free.unshift(executor));
      },
    };
    const facts = { samples: labels.length, sampleSize, batchSize, classCount };
    const ways = planWays(network);
    const subject = { layers, incomingNorms: norms, classCount, labels, facts, ways };
    const { curves, noise, ...others } = settings;
    const whole = {
      ...defaultSettings,
      ...others,
      curves: { ...defaultSettings.curves, ...curves },
      noise: { ...defaultSettings.noise, ...noise },
    };
    const steps = analyse(subject, whole, runner, new AbortController().signal);
    const progress: AnalysisProgress[] = [];
    for (let step = await steps.next(); ; step = await steps.next()) {
      if (step.done) return { ...step.value, progress, worked, shards };
      progress.push(step.value);
    }
  } finally {
    await Promise.all(open.map((each) => each.close()));
  }
}
