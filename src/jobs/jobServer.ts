import type { CancellationToken, MessageConnection, NotificationType } from 'vscode-jsonrpc';
import type { ShardRunner } from '../analysis/shards.js';
import type { ResultFile } from '../results/schema.js';
import type { Child } from './childProcess.js';
import { toResponseError } from './errorTransfer.js';
import { openFastest } from './fasterEngine.js';
import { JobCancelled } from './jobErrors.js';
import type { JobServices, ShardHost } from './jobServices.js';
import { LiveDesk } from './liveDesk.js';
import { LocalRunner } from './localRunner.js';
import { divideMemory, memoryBytesOf } from './memoryLimit.js';
import {
  analyseRequest,
  checkRequest,
  extractWeightsRequest,
  fingerprintRequest,
  inspectRequest,
  liveAskRequest,
  liveDetailRequest,
  liveOpenRequest,
  liveRefinedNotification,
  liveSamplesRequest,
  openRequest,
  partialResultNotification,
  progressNotification,
  shardRequest,
  statedNotification,
  tryRequest,
  weightStatisticsRequest,
  workNotification,
  type AnalyseOutcome,
  type AnalyseRequest,
  type JobProgress,
} from './protocol.js';
import { Throttle } from './throttle.js';
import { WorkerPool } from './workerPool.js';

/** At most so often is it told what was counted so far, in milliseconds: a person can't read faster. */
const partialResultsMs = 500;

/**
 * The child's side of the protocol: answers the calls of a job's owner, or as a worker those of a job.
 * @param forkWorker starts one more process of this kind.
 */
export function serveJobs<Opened extends ShardHost>(
  connection: MessageConnection,
  services: JobServices<Opened>,
  forkWorker: () => Child,
): void {
  let opened: Opened | undefined;
  let desk: LiveDesk | undefined;

  connection.onRequest(inspectRequest, (request, token) => answer(token, () => services.inspect(request)));

  connection.onRequest(fingerprintRequest, (request, token) =>
    answer(token, () => services.fingerprint(request)),
  );

  connection.onRequest(checkRequest, (request, token) =>
    answer(token, (signal) =>
      services.check(request, signal, (check) => notify(connection, statedNotification, check)),
    ),
  );

  connection.onRequest(weightStatisticsRequest, (request, token) =>
    answer(token, () => services.weightStatistics(request)),
  );

  connection.onRequest(extractWeightsRequest, (request, token) =>
    answer(token, async (signal) => {
      await services.extractWeights(request, signal);
      return null;
    }),
  );

  connection.onRequest(analyseRequest, (request, token) =>
    answer(token, (signal) => {
      let latest: JobProgress;
      let build: () => ResultFile;
      const partials = new Throttle(
        () => notify(connection, partialResultNotification, build()),
        partialResultsMs,
      );
      const onPartial = (next: () => ResultFile): void => {
        build = next;
        if (request.partialResults === true) partials.request();
      };
      const work = (news: () => void): Promise<AnalyseOutcome> => {
        const onProgress = (progress: JobProgress): void => {
          latest = progress;
          news();
        };
        return analyse(request, services, forkWorker, signal, onProgress, onPartial);
      };
      const running = throttled(() => notify(connection, progressNotification, latest), work);
      return running.finally(() => partials.stop());
    }),
  );

  connection.onRequest(openRequest, (inputs, token) =>
    answer(token, async () => {
      opened = await services.open(inputs);
      return null;
    }),
  );

  connection.onRequest(liveOpenRequest, ({ inputs, samples, memory }, token) =>
    answer(token, async () => {
      opened = await services.open({ ...inputs, memoryBytes: memoryBytesOf(memory) });
      const live = await opened.openLive(samples);
      desk = new LiveDesk(live, (refined) => notify(connection, liveRefinedNotification, refined));
      return live.facts;
    }),
  );

  connection.onRequest(liveAskRequest, ({ id, question }, token) =>
    answer(token, (signal) => isOpen(desk).ask(id, question, signal)),
  );

  connection.onRequest(liveDetailRequest, (question, token) =>
    answer(token, (signal) => isOpen(desk).detail(question, signal)),
  );

  connection.onRequest(liveSamplesRequest, (question, token) =>
    answer(token, () => isOpen(desk).samples(question)),
  );

  connection.onRequest(tryRequest, (_, token) => answer(token, () => isOpen(opened).tryBatch()));

  connection.onRequest(shardRequest, ({ id, shard }, token) =>
    answer(token, (signal) => {
      const runner = new LocalRunner(isOpen(opened));
      let untold = 0;
      const tell = (): void => {
        notify(connection, workNotification, { id, passes: untold });
        untold = 0;
      };
      return throttled(tell, (news) => {
        const onWork = (passes: number): void => {
          untold += passes;
          news();
        };
        return runner.run(shard, onWork, signal);
      });
    }),
  );
}

function isOpen<Opened>(opened: Opened | undefined): Opened {
  if (opened === undefined) throw new Error('work came before the files that it is on');
  return opened;
}

async function analyse<Opened extends ShardHost>(
  request: AnalyseRequest,
  services: JobServices<Opened>,
  forkWorker: () => Child,
  signal: AbortSignal,
  onProgress: (progress: JobProgress) => void,
  onPartial: (build: () => ResultFile) => void,
): Promise<AnalyseOutcome> {
  const memoryBytes = memoryBytesOf(request.memory);
  // Workers start while this process opens the files, which takes as long.
  const started: Child[] = [];
  try {
    if (request.workers > 1) while (started.length < request.workers) started.push(forkWorker());
    const inputs = { ...request.inputs, memoryBytes };
    const opened = await openFastest(services, inputs, forkWorker, signal);
    const share = divideMemory(memoryBytes, opened.leastMemory, request.workers);
    let pool: Promise<WorkerPool> | undefined;
    const openRunner = async (): Promise<ShardRunner> => {
      if (share.workers <= 1) return new LocalRunner(opened);
      const fork = (): Child => started.pop() ?? forkWorker();
      pool ??= WorkerPool.open({ ...opened.inputs, memoryBytes: share.bytes }, share.workers, fork, signal);
      return pool;
    };
    try {
      signal.throwIfAborted();
      return await services.analyse(request, opened, openRunner, signal, onProgress, onPartial);
    } finally {
      // A pool that could not be opened has told so already, and left nothing to close.
      await pool?.then(
        (workers) => workers.close(),
        () => {},
      );
      await opened.close();
    }
  } finally {
    await Promise.all(started.map((worker) => worker.close()));
  }
}

/** Runs a call's work; whatever it throws becomes an answer. */
async function answer<R>(token: CancellationToken, work: (signal: AbortSignal) => Promise<R>): Promise<R> {
  const cancellation = new AbortController();
  const cancel = (): void => cancellation.abort(new JobCancelled());
  if (token.isCancellationRequested) cancel();
  const listener = token.onCancellationRequested(cancel);
  try {
    return await work(cancellation.signal);
  } catch (error) {
    if (cancellation.signal.aborted) throw toResponseError(new JobCancelled());
    if (process.env['UNIT_IMPORTANCE_DEBUG']) console.error(error);
    throw toResponseError(error);
  } finally {
    listener.dispose();
  }
}

/** Runs work that has news to tell, and sees that the last of it is told before the work's result. */
async function throttled<R>(tell: () => void, work: (news: () => void) => Promise<R>): Promise<R> {
  const throttle = new Throttle(tell);
  try {
    return await work(() => throttle.request());
  } finally {
    throttle.flush();
  }
}

function notify<P>(connection: MessageConnection, type: NotificationType<P>, params: P): void {
  // Without a listener there is nobody left to tell; the process is about to end.
  void connection.sendNotification(type.method, params).catch(() => {});
}
