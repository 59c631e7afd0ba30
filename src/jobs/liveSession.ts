import type { RequestType } from 'vscode-jsonrpc';
import type { Child } from './childProcess.js';
import { JobCancelled } from './jobErrors.js';
import {
  liveAskRequest,
  liveDetailRequest,
  liveOpenRequest,
  liveRefinedNotification,
  liveSamplesRequest,
  type ErrorData,
  type LiveAnswer,
  type LiveFacts,
  type LiveQuestion,
  type LiveReply,
  type LiveRequest,
  type SamplesQuestion,
  type StoredSample,
  type UnitDetail,
  type UnitQuestion,
} from './protocol.js';

const uncancelled = new AbortController().signal;

interface Waiting {
  readonly question: LiveQuestion;
  readonly resolve: (reply: LiveReply) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * A network that stays open in a process of its own, to be asked what deleting any units does. One question is
 * under way at a time and one may wait: a newer one takes its place, since only the last state matters to
 * whoever looks on. Every call settles: answered, superseded (JobCancelled), or the process is gone.
 */
export class LiveSession {
  /** What was opened. Rejects with InputError, JobFailed (each with a sentence for a person) or JobCancelled. */
  readonly opened: Promise<LiveFacts>;
  /** Resolves once the process is gone, however it ended. */
  readonly ended: Promise<void>;
  readonly #child: Child;
  readonly #cancellation = new AbortController();
  #isBusy = false;
  #waiting: Waiting | null = null;
  #lastId = 0;
  #last: LiveQuestion | null = null;

  /**
   * @param onRefined told of the last question's answer on all samples, some time after the first answer, and of the
   *   question: the object that `ask` was given.
   */
  constructor(
    child: Child,
    request: LiveRequest,
    onRefined: (answer: LiveAnswer, question: LiveQuestion) => void,
  ) {
    this.#child = child;
    this.ended = child.exited.then(() => {});
    child.onNotification(liveRefinedNotification, ({ id, answer }) => {
      const isLast = id === this.#lastId && this.#waiting === null;
      if (isLast && this.#last && !this.#cancellation.signal.aborted) onRefined(answer, this.#last);
    });
    this.opened = this.#settled(child.request(liveOpenRequest, request, this.#cancellation.signal));
    // Whoever drops a session need not wait for it as well; and what can't be opened is of no more use.
    this.opened.catch(() => child.close());
  }

  /** Answers on the first samples. */
  ask(question: LiveQuestion): Promise<LiveReply> {
    this.#waiting?.reject(new JobCancelled());
    return new Promise((resolve, reject) => {
      this.#waiting = { question, resolve, reject };
      this.#next();
    });
  }

  /**
   * Looks at one unit, sample by sample; `ask` goes first. Several may be asked for, and are answered one after another.
   * @param signal calls it off; it then rejects with JobCancelled.
   * @throws InputError where the unit is not there, or the files are not those that the question is about.
   */
  detail(question: UnitQuestion, signal: AbortSignal = uncancelled): Promise<UnitDetail> {
    return this.#request(liveDetailRequest, question, signal);
  }

  /**
   * Shows samples as they are stored, in the order in which they are asked for.
   * @param signal calls it off; it then rejects with JobCancelled.
   * @throws InputError where a sample is not there, or the files are not those that the question is about.
   */
  samples(question: SamplesQuestion, signal: AbortSignal = uncancelled): Promise<StoredSample[]> {
    return this.#request(liveSamplesRequest, question, signal);
  }

  /** Ends the process; whatever is under way is cancelled. Resolves once it is gone. */
  async dispose(): Promise<void> {
    this.#cancellation.abort(new JobCancelled());
    this.#waiting?.reject(new JobCancelled());
    this.#waiting = null;
    this.#child.kill();
    await this.#child.exited;
  }

  #next(): void {
    const waiting = this.#waiting;
    if (this.#isBusy || waiting === null) return;
    this.#waiting = null;
    this.#isBusy = true;
    void this.#send(waiting.question)
      .then(waiting.resolve, waiting.reject)
      .then(() => {
        this.#isBusy = false;
        this.#next();
      });
  }

  async #send(question: LiveQuestion): Promise<LiveReply> {
    await this.opened;
    const id = ++this.#lastId;
    this.#last = question;
    return this.#settled(this.#child.request(liveAskRequest, { id, question }, this.#cancellation.signal));
  }

  async #request<P, R>(type: RequestType<P, R, ErrorData>, params: P, signal: AbortSignal): Promise<R> {
    await this.opened;
    const either = new AbortController();
    const abort = (): void => either.abort(new JobCancelled());
    const signals = [signal, this.#cancellation.signal];
    for (const each of signals) each.addEventListener('abort', abort);
    if (signals.some(({ aborted }) => aborted)) abort();
    try {
      return await this.#settled(this.#child.request(type, params, either.signal));
    } finally {
      for (const each of signals) each.removeEventListener('abort', abort);
    }
  }

  /** A call that dies of the session's end was cancelled. */
  async #settled<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      throw this.#cancellation.signal.aborted ? new JobCancelled() : error;
    }
  }
}
