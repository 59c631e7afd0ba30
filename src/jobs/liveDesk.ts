import { setTimeout as delay } from 'node:timers/promises';
import type { LiveHost } from './jobServices.js';
import type {
  LiveAnswer,
  LiveQuestion,
  LiveReply,
  SamplesQuestion,
  StoredSample,
  UnitDetail,
  UnitQuestion,
} from './protocol.js';
import { Turns, type Urgency } from './turns.js';

/** Whoever clicks on one unit after the other is not kept waiting by work on all samples. */
const idleMs = 200;

/**
 * Puts an owner's questions to a live network, one at a time. When no further question comes for a while, the
 * last one is answered on all samples too; the next question ends that. Looking at single units takes long as well: it
 * is done in pieces, between which questions go first.
 */
export class LiveDesk {
  readonly #turns = new Turns();
  #refinement = new AbortController();
  /** Settles when the last unit was looked at that is to be. */
  #looks: Promise<unknown> = Promise.resolve();

  /** @param onRefined told of an answer on all samples. */
  constructor(
    private readonly live: LiveHost,
    private readonly onRefined: (refined: { readonly id: number; readonly answer: LiveAnswer }) => void,
  ) {}

  /** @throws InputError where the question names a unit or a sample that is not there. */
  async ask(id: number, question: LiveQuestion, signal: AbortSignal): Promise<LiveReply> {
    this.#refinement.abort();
    this.#refinement = new AbortController();
    const refinement = this.#refinement.signal;
    const endTurn = await this.#turns.take('click');
    try {
      signal.throwIfAborted();
      const reply = await this.#reply(question);
      // Work on all samples may fail in silence, as nobody waits for it.
      this.#refine(id, question, reply.answer, refinement).catch(() => {});
      return reply;
    } finally {
      endTurn();
    }
  }

  /** @throws InputError where the unit is not there, or the files are not those that the question is about. */
  detail(question: UnitQuestion, signal: AbortSignal): Promise<UnitDetail> {
    const look = this.#looks.then(() =>
      this.#inPieces('wait', signal, (pause) => this.live.detail(question, pause)),
    );
    this.#looks = look.catch(() => {});
    return look;
  }

  /** @throws InputError where a sample is not there, or the files are not those that the question is about. */
  samples(question: SamplesQuestion): Promise<StoredSample[]> {
    // Reading the data leaves the network alone.
    return this.live.samples(question);
  }

  async #reply(question: LiveQuestion): Promise<LiveReply> {
    const answer = await this.live.answer(question);
    if (question.sample === null) return { answer, sample: null };
    const sample = await this.live.look(question.sample, question);
    return { answer, sample: question.outputs ? sample : { ...sample, outputs: [] } };
  }

  async #refine(id: number, question: LiveQuestion, first: LiveAnswer, signal: AbortSignal): Promise<void> {
    if (first.samples === this.live.facts.samples) return;
    await delay(idleMs, undefined, { signal });
    const answer = await this.#inPieces('idle', signal, (pause) =>
      this.live.answerAll(question, signal, pause),
    );
    this.onRefined({ id, answer });
  }

  /** Does work that takes long; whoever is more urgent has his turn in its pauses. */
  async #inPieces<T>(
    urgency: Urgency,
    signal: AbortSignal,
    work: (pause: () => Promise<void>) => Promise<T>,
  ): Promise<T> {
    let endTurn = await this.#turns.take(urgency);
    const pause = async (): Promise<void> => {
      endTurn();
      // A turn of the event loop, so that questions and news of an abort can arrive.
      await delay(0);
      endTurn = await this.#turns.take(urgency);
      signal.throwIfAborted();
    };
    try {
      signal.throwIfAborted();
      return await work(pause);
    } finally {
      endTurn();
    }
  }
}
