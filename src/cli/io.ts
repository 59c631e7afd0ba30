import { styleText } from 'node:util';
import type { Job } from '../jobs/job.js';
import type { JobQueue } from '../jobs/jobQueue.js';
import type {
  AnalyseOutcome,
  AnalyseRequest,
  CheckRequest,
  DataCheck,
  EngineChoice,
  ExtractWeightsRequest,
  FingerprintRequest,
  Fingerprints,
  JobProgress,
  ModelSummary,
} from '../jobs/protocol.js';

export interface Output {
  readonly isTTY?: boolean;
  /** Width of the terminal, where it is one. */
  readonly columns?: number;
  write(text: string): unknown;
}

export type RunningJob<T> = Pick<Job<T>, 'result' | 'cancel'>;

/** What the command line has done for it elsewhere. */
export interface Jobs extends Pick<JobQueue, 'openLive'> {
  fingerprint(files: FingerprintRequest): RunningJob<Fingerprints>;
  inspect(modelPath: string, engine: EngineChoice, plans: boolean): RunningJob<ModelSummary>;
  check(request: CheckRequest, onStated: (check: DataCheck) => void): RunningJob<DataCheck>;
  extractWeights(request: ExtractWeightsRequest): RunningJob<null>;
  analyse(request: AnalyseRequest, onProgress: (progress: JobProgress) => void): RunningJob<AnalyseOutcome>;
}

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Everything of the outside that the command line touches, so that a test can stand in for it. */
export interface CliIo {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths start here. */
  readonly cwd: string;
  readonly signals: {
    on(signal: StopSignal, listener: () => void): unknown;
    off(signal: StopSignal, listener: () => void): unknown;
  };
  /** Ends the process at once. */
  exit(code: number): void;
  readonly jobs: Jobs;
  /** The program that Python runs to export a network. */
  readonly exportScript: string;
}

type Format = Parameters<typeof styleText>[0];

/** Gives text a style, or leaves it as it is. */
export type Style = (format: Format, text: string) => string;

/** FORCE_COLOR decides, then NO_COLOR, then whether the stream is a terminal that can show colours. */
export function styleFor(stream: Output, env: CliIo['env']): Style {
  return hasColour(stream, env)
    ? (format, text) => styleText(format, text, { validateStream: false })
    : (_, text) => text;
}

function hasColour(stream: Output, env: CliIo['env']): boolean {
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** Columns that a line may take; without end where no terminal would break it. */
export function widthOf(stream: Output): number {
  return stream.isTTY === true ? (stream.columns ?? 80) : Infinity;
}
