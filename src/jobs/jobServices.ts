import type { LiveNetwork } from '../analysis/live/liveNetwork.js';
import type { Shard, ShardResult, ShardRunner } from '../analysis/shards.js';
import type { BatchTrial } from '../engine/fasterProvider.js';
import type { Provider } from '../engine/providers.js';
import type { ResultFile } from '../results/schema.js';
import type {
  AnalyseOutcome,
  AnalyseRequest,
  CheckRequest,
  DataCheck,
  ExtractWeightsRequest,
  FingerprintRequest,
  InspectRequest,
  Fingerprints,
  JobProgress,
  LayerStatistics,
  LiveFacts,
  ModelSummary,
  ProcessInputs,
  SamplesQuestion,
  StoredSample,
  UnitDetail,
  UnitQuestion,
  WeightStatisticsRequest,
} from './protocol.js';

/** A model and its data, opened in this process, ready to run shards. */
export interface ShardHost {
  /** About how many bytes of memory a process takes that runs shards at all. */
  readonly leastMemory: number;
  /** What was opened, with the engine that was taken: every other process of the job opens the same. */
  readonly inputs: ProcessInputs;
  /** The engines that this one may be measured against; empty where there is no other. */
  rivals(): Promise<readonly Provider[]>;
  /** Runs a batch of the data through the intact network, and takes the time. */
  tryBatch(): Promise<BatchTrial>;
  /**
   * @param onWork told of work done since it was last told, in passes of one sample through the network.
   * Rejects with the signal's reason once it is aborted; it lets the event loop turn often enough to see that.
   */
  run(shard: Shard, onWork: (passes: number) => void, signal: AbortSignal): Promise<ShardResult>;
  /**
   * The network, to be asked what deleting units does; closed with all else.
   * @param samples how many of the data are answered at first, at most.
   */
  openLive(samples: number): Promise<LiveHost>;
  close(): Promise<void>;
}

/** A network that stays open. */
export interface LiveHost extends Pick<LiveNetwork, 'answer' | 'answerAll' | 'look'> {
  readonly facts: LiveFacts;
  /**
   * Looks at one unit, sample by sample.
   * @param pause called between batches; while it waits, the network may be asked other questions.
   * @throws InputError where the unit is not there, or the files are not those that the question is about.
   */
  detail(question: UnitQuestion, pause: () => Promise<void>): Promise<UnitDetail>;
  /** @throws InputError where a sample is not there, or the files are not those that the question is about. */
  samples(question: SamplesQuestion): Promise<StoredSample[]>;
}

/**
 * What a child process can do, handed in by its entry. `Opened` is what `open` makes of the files: every
 * process opens them once, the one that coordinates as well as the ones that run shards.
 */
export interface JobServices<Opened extends ShardHost = ShardHost> {
  /** @throws InputError where the model cannot be read. */
  inspect(request: InspectRequest): Promise<ModelSummary>;

  /** @throws InputError where the file holds no weights, or not this layer. */
  weightStatistics(request: WeightStatisticsRequest): Promise<LayerStatistics>;

  /**
   * Rejects with the signal's reason once it is aborted.
   * @throws InputError where the file holds no weights, or they can't be written.
   */
  extractWeights(request: ExtractWeightsRequest, signal: AbortSignal): Promise<void>;

  /** @throws InputError where model or data cannot be read. */
  fingerprint(request: FingerprintRequest): Promise<Fingerprints>;

  /**
   * Looks at data with a model, and tries the usual conversions.
   * @param onStated told of the check when only the stated conversion was tried.
   * Rejects with the signal's reason once it is aborted.
   * @throws InputError where model or data cannot be read, or do not fit each other in any layout.
   */
  check(request: CheckRequest, signal: AbortSignal, onStated: (check: DataCheck) => void): Promise<DataCheck>;

  /** @throws InputError where model or data cannot be read, do not fit each other, or take more memory than they may. */
  open(inputs: ProcessInputs): Promise<Opened>;

  /**
   * Coordinates an analysis and writes its result to `request.resultPath`, whole or not at all.
   * @param openRunner gives the runner to hand shards to; with several workers this is when they open the files, so
   * it is called once the settings have been found to fit. The caller closes the runner and `opened`.
   * @param onPartial told that there is more to see, with the way to build it: whoever listens builds it now and then.
   * Rejects with the signal's reason once it is aborted.
   * @throws InputError where the settings do not fit the model.
   */
  analyse(
    request: AnalyseRequest,
    opened: Opened,
    openRunner: () => Promise<ShardRunner>,
    signal: AbortSignal,
    onProgress: (progress: JobProgress) => void,
    onPartial: (build: () => ResultFile) => void,
  ): Promise<AnalyseOutcome>;
}
