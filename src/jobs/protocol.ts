import { NotificationType, RequestType } from 'vscode-jsonrpc';
import type { LiveAnswer } from '../analysis/live/liveAnswer.js';
import type { LiveSample, LiveState } from '../analysis/live/liveNetwork.js';
import type { LiveStructure } from '../analysis/live/liveStructure.js';
import type { AnalysisSettings } from '../analysis/settings.js';
import type { Shard, ShardResult } from '../analysis/shards.js';
import type { WayEstimate } from '../analysis/ways/planWays.js';
import type { StoredSample } from '../dataset/storedSample.js';
import type { BatchTrial } from '../engine/fasterProvider.js';
import type { EngineChoice } from '../engine/providers.js';
import type { WeightsKind } from '../model/formats/pytorch/storedTensor.js';
import type { WeightLayer } from '../model/formats/pytorch/weightLayers.js';
import type { WeightStatistics } from '../model/formats/pytorch/weightStatistics.js';
import type { DataCheck } from '../results/dataCheck.js';
import type { ResultFile } from '../results/schema.js';
import type { UnitDetail, UnitReplacement } from '../results/unitDetail.js';

// What an analysis may be asked for is a part of the protocol.
export {
  defaultSettings,
  measures,
  rankings,
  replacements,
  type AnalysisSettings,
  type CurveSettings,
  type Measure,
  type OrderRequest,
  type Replacement,
  type UnitRange,
} from '../analysis/settings.js';
export type { LiveAnswer } from '../analysis/live/liveAnswer.js';
export type { LiveSample, LiveState } from '../analysis/live/liveNetwork.js';
export type { SamplePicture, SampleValues, StoredSample } from '../dataset/storedSample.js';
export type { DataCheck } from '../results/dataCheck.js';
export type { UnitDetail, UnitReplacement } from '../results/unitDetail.js';
export type { Connections, LiveStructure } from '../analysis/live/liveStructure.js';
export { engineChoices, type EngineChoice } from '../engine/providers.js';
export type { WeightsKind } from '../model/formats/pytorch/storedTensor.js';
export type { WeightLayer, WeightTensor } from '../model/formats/pytorch/weightLayers.js';
export type { WeightStatistics } from '../model/formats/pytorch/weightStatistics.js';

/** The files of a job, and what runs the network. Paths are absolute. */
export interface JobInputs {
  readonly modelPath: string;
  readonly dataPath: string;
  /** Folders outside the descriptor's that its paths may lead into. */
  readonly dataRoots: readonly string[];
  /** Only the first so many samples of the descriptor's range; `null` is all. */
  readonly samples: number | null;
  readonly engine: EngineChoice;
}

/** What a process of a job is to open, and the memory that it may take in all. */
export interface ProcessInputs extends JobInputs {
  readonly memoryBytes: number;
}

/** How much memory the processes of an analysis may take together: so many bytes, or a share of the machine's. */
export type MemoryLimit = { readonly bytes: number } | { readonly share: number };

export const defaultMemory: MemoryLimit = { share: 0.25 };

export interface AnalyseRequest {
  readonly inputs: JobInputs;
  /** Absolute. `defaultResultPath` gives the place that is taken where none is asked for. */
  readonly resultPath: string;
  readonly settings: AnalysisSettings;
  /** Processes that share the work. */
  readonly workers: number;
  /** Fewer processes share the work where they would take more. */
  readonly memory: MemoryLimit;
  /**
   * Absolute; where results of shards are kept until the analysis is done, so that one that was stopped goes on
   * where it was. Null: nowhere.
   */
  readonly cacheFolder: string | null;
  /** Whether to tell what was counted so far, now and then; not where it is left out. */
  readonly partialResults?: boolean;
  /** Whether the exact result that is there stays, and what is measured is put into it; not where it is left out. */
  readonly joins?: boolean;
}

export interface AnalyseOutcome {
  /** Where the result file was written. */
  readonly resultPath: string;
}

/** The files to take sha256 of; paths are absolute. */
export type FingerprintRequest = Pick<JobInputs, 'modelPath' | 'dataPath' | 'dataRoots'>;

/** `inspect`'s answer; the JSON of the command line. */
export interface ModelSummary {
  readonly format: string;
  readonly inputs: readonly { readonly name: string; readonly shape: readonly (number | null)[] }[];
  readonly outputs: readonly { readonly name: string; readonly shape: readonly (number | null)[] }[];
  readonly layers: readonly LayerSummary[];
  /** Operators that hold layers in graphs of their own, which are passed over; missing where there are none. */
  readonly passedOver?: readonly string[];
  /** How the units would be deleted, where that was asked for. */
  readonly plan?: PlanSummary;
  /** What a file holds that is no network but weights; it has no `layers` then. */
  readonly weights?: WeightsSummary;
}

/** A file of weights: layers as the names of tensors tell them, which has no graph to be run. */
export interface WeightsSummary {
  readonly kind: WeightsKind;
  /** The keys of a checkpoint that lead to its weights, from the outside in. */
  readonly path: readonly string[];
  readonly layers: readonly WeightLayer[];
  /** What it is, and what to do, in a sentence. */
  readonly explanation: string;
}

/** Estimates from the graph alone; an analysis times ways that are close. */
export interface PlanSummary {
  /** Of the whole network on one sample, in multiply-adds. */
  readonly work: number;
  /** In forward order. */
  readonly layers: readonly {
    readonly id: string;
    /** The way with the least estimated work first, which is the one that is taken. */
    readonly ways: readonly WayEstimate[];
  }[];
}

export interface LayerSummary {
  readonly id: string;
  readonly kind: 'dense' | 'conv' | 'residual' | 'recurrent' | 'head';
  readonly operator: string;
  readonly activation: string | null;
  /** Of one sample, the batch left out. */
  readonly shape: readonly (number | null)[];
  readonly unitCount: number;
  /** What the training code may call the operators that make the units; only where a model is inspected. */
  readonly modules?: readonly string[];
}

/** Work is counted in passes of one sample through the network. */
export interface JobProgress {
  readonly phase: 'reading' | 'statistics' | 'ablation' | 'curves' | 'noise' | 'groups' | 'writing';
  readonly done: number;
  readonly total: number;
  /** Units deleted so far and in all, each replacement value counted; only while units are deleted. */
  readonly deletions?: { readonly done: number; readonly total: number };
  /** In an estimate: how many samples the units have been counted on that are still deleted. */
  readonly drawn?: number;
  /** Of the work done, what was kept from an earlier start that was stopped; left out where there is none. */
  readonly kept?: number;
}

/** How a failed call's error tells a person's mistake (`input`) from ours (`failure`), in `ResponseError.data`. */
export interface ErrorData {
  readonly kind: 'input' | 'failure' | 'cancelled';
}

/** The language between a job's owner and its child process, and between that child and its workers. */
/** A model to inspect; its path is absolute. */
export interface InspectRequest {
  readonly modelPath: string;
  readonly engine: EngineChoice;
  /** Whether to plan how the units would be deleted. */
  readonly plans: boolean;
}

export const inspectRequest = new RequestType<InspectRequest, ModelSummary, ErrorData>('inspect');
export const analyseRequest = new RequestType<AnalyseRequest, AnalyseOutcome, ErrorData>('analyse');
/** Asks what the values of a layer's tensors are like. The path is absolute. */
export interface WeightStatisticsRequest {
  readonly path: string;
  readonly layer: string;
}

/** By the tensor's name within its layer; null where it has no values that could be told of. */
export type LayerStatistics = Readonly<Record<string, WeightStatistics | null>>;

export const weightStatisticsRequest = new RequestType<WeightStatisticsRequest, LayerStatistics, ErrorData>(
  'weightStatistics',
);

/** Asks to write a file's weights as a safetensors file, which Python reads without running anything. Paths are absolute. */
export interface ExtractWeightsRequest {
  readonly path: string;
  readonly to: string;
}

export const extractWeightsRequest = new RequestType<ExtractWeightsRequest, null, ErrorData>(
  'extractWeights',
);

/** sha256 of a model's and a dataset's files, as results name them; to see whether they have changed. */
export interface Fingerprints {
  readonly model: string;
  readonly data: string;
}

/** Data to look at with a model. */
export interface CheckRequest {
  /** Of the data, `samples` are looked at, at most. */
  readonly inputs: JobInputs;
  /** The file of labels, where another than the data tell of; absolute. */
  readonly labels: string | null;
  readonly memory: MemoryLimit;
}

export const checkRequest = new RequestType<CheckRequest, DataCheck, ErrorData>('check');
/** The check when only the stated conversion was tried. */
export const statedNotification = new NotificationType<DataCheck>('check/stated');

export const fingerprintRequest = new RequestType<FingerprintRequest, Fingerprints, ErrorData>('fingerprint');
export const progressNotification = new NotificationType<JobProgress>('progress');
/**
 * What an analysis has counted so far, in the form of a result file: `exact` is false, `partial` is true.
 * Matrices of more than a million entries are left out, and so are counts per class of units.
 */
export const partialResultNotification = new NotificationType<ResultFile>('partialResult');

/** To a worker: open these, answer with nothing; then run shards of them, or a batch to see how long it takes. */
export const openRequest = new RequestType<ProcessInputs, null, ErrorData>('open');
export const tryRequest = new RequestType<null, BatchTrial, ErrorData>('try');
export const shardRequest = new RequestType<
  { readonly id: number; readonly shard: Shard },
  ShardResult,
  ErrorData
>('shard');
export const workNotification = new NotificationType<{ readonly id: number; readonly passes: number }>(
  'work',
);

/** A network that is to stay open. */
export interface LiveRequest {
  readonly inputs: JobInputs;
  /** How many samples are answered at first, at most. */
  readonly samples: number;
  readonly memory: MemoryLimit;
}

/** What was opened. */
export interface LiveFacts extends LiveStructure {
  readonly layers: readonly LayerSummary[];
  /** Samples of the data, all in all. */
  readonly samples: number;
  /** The intact network on the first samples. */
  readonly baseline: LiveAnswer;
}

/** Units that are deleted, and a sample to look at beside. */
export interface LiveQuestion extends LiveState {
  /** Index of the sample in the data; null for none. */
  readonly sample: number | null;
  /** Whether the outputs of all units at all positions are wanted for it. */
  readonly outputs: boolean;
}

export interface LiveReply {
  /** On the first samples. */
  readonly answer: LiveAnswer;
  /** Of the sample that was asked for; `outputs` is empty where they were not. */
  readonly sample: LiveSample | null;
}

/** To a process of its own: open a network, then ask it one question after the other. */
export const liveOpenRequest = new RequestType<LiveRequest, LiveFacts, ErrorData>('live/open');
export const liveAskRequest = new RequestType<
  { readonly id: number; readonly question: LiveQuestion },
  LiveReply,
  ErrorData
>('live/ask');
/** The answer to the last question on all samples, once nothing else was asked for a while. */
export const liveRefinedNotification = new NotificationType<{
  readonly id: number;
  readonly answer: LiveAnswer;
}>('live/refined');

/** What a question is about: the model and the data that a result was measured on, by their sha256. */
interface AboutResult {
  readonly of: Fingerprints;
}

/** A unit to look at, sample by sample, on all the data. */
export interface UnitQuestion extends AboutResult {
  /** Flat index. */
  readonly unit: number;
  readonly replaceBy: UnitReplacement;
}

/** Samples to show as they are stored. */
export interface SamplesQuestion extends AboutResult {
  /** Indexes in the data. */
  readonly samples: readonly number[];
}

export const liveDetailRequest = new RequestType<UnitQuestion, UnitDetail, ErrorData>('live/detail');
/** Answered in the order in which the samples were asked for. */
export const liveSamplesRequest = new RequestType<SamplesQuestion, StoredSample[], ErrorData>('live/samples');
