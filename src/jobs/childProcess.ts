import { fork, type ChildProcess } from 'node:child_process';
import {
  CancellationTokenSource,
  createMessageConnection,
  ErrorCodes,
  IPCMessageReader,
  IPCMessageWriter,
  ResponseError,
  type MessageConnection,
  type NotificationType,
  type RequestType,
} from 'vscode-jsonrpc/node';
import { exitSentence, type ChildExit, type ChildRole } from './childExit.js';
import { fromResponseError } from './errorTransfer.js';
import { JobCancelled, JobFailed } from './jobErrors.js';
import { languageEnvironment, type OwnersLanguage } from './ownersLanguage.js';
import type { ErrorData } from './protocol.js';

/** A process of ours, as the side that started it sees it. */
export interface Child {
  /**
   * Always settles. An abort is passed on; the answer then is the child's.
   * @throws InputError or JobFailed with a sentence for a person; JobCancelled.
   */
  request<P, R>(type: RequestType<P, R, ErrorData>, params: P, signal: AbortSignal): Promise<R>;
  onNotification<P>(type: NotificationType<P>, handler: (params: P) => void): void;
  /** Resolves once the process is gone, however it ended. */
  readonly exited: Promise<ChildExit>;
  /** Ends the process at once, also where it is too busy to listen. */
  kill(): void;
  /** Asks the process to end, and kills it where it does not. Resolves once it is gone. */
  close(): Promise<void>;
}

/** @param language of the child's sentences; where none is named, that which this process was told to speak. */
export type ForkChild = (workerPath: string, role: ChildRole, language?: OwnersLanguage) => Child;

/** How long a child may take to end by itself once its channel is closed. */
const closeGraceMs = 500;
/** How long the rest of a dead child's output is waited for. */
const outputGraceMs = 500;
const outputTailLength = 16_384;

/**
 * The engine's results are arrays outside V8's heap, megabytes each and soon garbage. V8 counts them as if they filled
 * its heap, which is small, and would look through all of that for every few of them, with threads that help: a fifth
 * of the work. None of the owner's flags are passed on: two processes can't share a debugger's port.
 */
const childFlags = ['--single-threaded-gc', '--initial-heap-size=128'];

/**
 * Starts `workerPath` as a child process.
 * @throws JobFailed where the system refuses.
 */
export const forkChild: ForkChild = (workerPath, role, language) => {
  try {
    const child = fork(workerPath, [], {
      serialization: 'advanced', // typed arrays cross as bytes
      execArgv: childFlags,
      ...(language && { env: { ...process.env, ...languageEnvironment(language) } }),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new ForkedChild(child, role);
  } catch (error) {
    const startError = error instanceof Error ? error.message : String(error);
    throw new JobFailed(exitSentence({ code: null, signal: null, startError, output: '' }, role));
  }
};

class ForkedChild implements Child {
  readonly exited: Promise<ChildExit>;
  readonly #process: ChildProcess;
  readonly #role: ChildRole;
  readonly #connection: MessageConnection;

  constructor(child: ChildProcess, role: ChildRole) {
    this.#process = child;
    this.#role = role;
    this.#connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    this.#connection.listen();
    this.exited = exitOf(child);
    // Nothing else settles the requests that a dead child has not answered.
    void this.exited.then(() => this.#connection.dispose());
    // A child without a channel can be of no more use, so its days are counted, whoever closed it.
    child.once('disconnect', () => {
      const timer = setTimeout(() => this.kill(), closeGraceMs);
      void this.exited.then(() => clearTimeout(timer));
    });
  }

  async request<P, R>(type: RequestType<P, R, ErrorData>, params: P, signal: AbortSignal): Promise<R> {
    if (signal.aborted) throw new JobCancelled();
    const cancellation = new CancellationTokenSource();
    const cancel = (): void => cancellation.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await this.#connection.sendRequest<R>(type.method, params, cancellation.token);
    } catch (error) {
      const answered = error instanceof ResponseError && error.code !== ErrorCodes.PendingResponseRejected;
      if (answered) throw fromResponseError(error as ResponseError<ErrorData>);
      // Disposed, with the request still waiting or before it was made: the child is gone.
      throw new JobFailed(exitSentence(await this.exited, this.#role));
    } finally {
      signal.removeEventListener('abort', cancel);
      cancellation.dispose();
    }
  }

  onNotification<P>(type: NotificationType<P>, handler: (params: P) => void): void {
    this.#connection.onNotification(type, handler);
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  async close(): Promise<void> {
    if (this.#process.connected) this.#process.disconnect();
    await this.exited;
  }
}

/** Waits for a child's end and keeps the last of its output. */
function exitOf(child: ChildProcess): Promise<ChildExit> {
  let output = '';
  const outputs = [child.stdout, child.stderr].filter((stream) => stream !== null);
  for (const stream of outputs) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-outputTailLength);
    });
  }
  // The child's own 'close' event never comes after `disconnect()`.
  const closed = Promise.all(
    outputs.map((stream) => new Promise((resolve) => stream.once('close', resolve))),
  );
  if (process.env['UNIT_IMPORTANCE_DEBUG']) child.stderr?.pipe(process.stderr, { end: false });
  return new Promise((resolve) => {
    child.on('error', (error) => {
      // Also told of messages that could not be sent; the child's end says all there is to say of those.
      if (child.pid === undefined) resolve({ code: null, signal: null, startError: error.message, output });
    });
    child.once('exit', (code, signal) => {
      const end = (): void => {
        clearTimeout(timer);
        resolve({ code, signal, startError: null, output });
      };
      const timer = setTimeout(end, outputGraceMs);
      void closed.then(end);
    });
  });
}
