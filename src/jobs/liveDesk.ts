import { setTimeout as delay } from 'node:timers/promises';
import type { LiveHost } from './jobServices.js';
import type { LiveAnswer, LiveQuestion, LiveReply } from './protocol.js';

/** Whoever clicks on one unit after the other is not kept waiting by work on all samples. */
const idleMs = 200;

/**
 * Puts an owner's questions to a live network, one at a time. When no further question comes for a while, the
 * last one is answered on all samples too; the next question ends that.
 */
export class LiveDesk {
  #turn: Promise<void> = Promise.resolve();
  #refinement = new AbortController();

  /** @param onRefined told of an answer on all samples. */
  constructor(
    private readonly live: LiveHost,
    private readonly onRefined: (refined: { readonly id: number; readonly answer: LiveAnswer }) => void,
  ) {}

  /** @throws InputError where the question names a unit or a sample that is not there. */
  ask(id: number, question: LiveQuestion, signal: AbortSignal): Promise<LiveReply> {
    this.#refinement.abort();
    this.#refinement = new AbortController();
    const refinement = this.#refinement.signal;
    const reply = this.#turn.then(() => {
      signal.throwIfAborted();
      return this.#reply(question);
    });
    this.#turn = reply
      .then(({ answer }) => this.#refine(id, question, answer, refinement))
      // A question that failed has told so; work on all samples may fail in silence, as nobody waits for it.
      .catch(() => {});
    return reply;
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
    const answer = await this.live.answerAll(question, signal);
    this.onRefined({ id, answer });
  }
}
