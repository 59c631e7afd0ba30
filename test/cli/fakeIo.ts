import { EventEmitter } from 'node:events';
import type { CliIo, Jobs, Output } from '../../src/cli/io.js';
import { JobCancelled, JobFailed } from '../../src/jobs/jobErrors.js';
import type {
  AnalyseRequest,
  CheckRequest,
  DataCheck,
  FingerprintRequest,
  Fingerprints,
  JobProgress,
  ModelSummary,
} from '../../src/jobs/protocol.js';

/** A stream that keeps what was written. */
export class FakeOutput implements Output {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number;

  /** @param columns 0 for no terminal */
  constructor(columns = 0) {
    this.isTTY = columns > 0;
    this.columns = columns;
  }

  write(text: string): void {
    this.text += text;
  }
}

/** Jobs that the test settles. */
export class FakeJobs implements Jobs {
  readonly inspected: string[] = [];
  readonly requests: AnalyseRequest[] = [];
  cancelled = 0;
  /** What a job does once it was started. */
  work: (request: AnalyseRequest, onProgress: (progress: JobProgress) => void) => Promise<void> = () =>
    Promise.resolve();
  model: ModelSummary | Error = new Error('no model was set');

  inspect(modelPath: string): ReturnType<Jobs['inspect']> {
    this.inspected.push(modelPath);
    const { model } = this;
    return {
      result: model instanceof Error ? Promise.reject(model) : Promise.resolve(model),
      cancel: () => undefined,
    };
  }

  extractWeights(): ReturnType<Jobs['extractWeights']> {
    return { result: Promise.resolve(null), cancel: () => undefined };
  }

  /** What the files are now; an error where they can't be read. */
  fingerprints: Fingerprints | Error = new Error('no fingerprints were set');
  readonly fingerprinted: FingerprintRequest[] = [];

  fingerprint(files: FingerprintRequest): ReturnType<Jobs['fingerprint']> {
    this.fingerprinted.push(files);
    const { fingerprints } = this;
    return {
      result: fingerprints instanceof Error ? Promise.reject(fingerprints) : Promise.resolve(fingerprints),
      cancel: () => undefined,
    };
  }

  /** What the files are found to be; an error where they can't be read. */
  checkFound: DataCheck | Error = new Error('no check was set');
  readonly checkRequests: CheckRequest[] = [];

  check(request: CheckRequest): ReturnType<Jobs['check']> {
    this.checkRequests.push(request);
    const { checkFound } = this;
    return {
      result: checkFound instanceof Error ? Promise.reject(checkFound) : Promise.resolve(checkFound),
      cancel: () => undefined,
    };
  }

  openLive(): ReturnType<Jobs['openLive']> {
    throw new JobFailed('No process was to be started.');
  }

  analyse(request: AnalyseRequest, onProgress: (progress: JobProgress) => void): ReturnType<Jobs['analyse']> {
    this.requests.push(request);
    let cancel = (): void => undefined;
    const cancelled = new Promise<never>((_, reject) => {
      cancel = () => {
        this.cancelled++;
        reject(new JobCancelled());
      };
    });
    const done = this.work(request, onProgress).then(() => ({ resultPath: request.resultPath }));
    return { result: Promise.race([done, cancelled]), cancel };
  }
}

export interface FakeIo extends CliIo {
  readonly stdout: FakeOutput;
  readonly stderr: FakeOutput;
  readonly signals: EventEmitter;
  readonly jobs: FakeJobs;
  readonly exits: number[];
}

export function fakeIo(cwd: string, columns = 0): FakeIo {
  const exits: number[] = [];
  return {
    stdout: new FakeOutput(columns),
    stderr: new FakeOutput(columns),
    env: { NO_COLOR: '1' },
    cwd,
    signals: new EventEmitter(),
    exit: (code) => exits.push(code),
    jobs: new FakeJobs(),
    exportScript: 'export_onnx.py',
    exits,
  };
}
