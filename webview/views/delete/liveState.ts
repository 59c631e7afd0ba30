import type { LiveAnswer, LiveQuestion } from '../../../src/editor/messages.js';
import type { LiveConnection } from './liveConnection.js';

/** How long nothing is clicked before steps are measured, in milliseconds: less than a refinement waits. */
const idleMs = 150;
/** How long nothing is clicked before outputs that come behind are asked for. */
const outputsMs = 80;

/** A state of the network that an answer is wanted of. */
export interface WantedState extends Pick<LiveQuestion, 'replacement' | 'sample'> {
  readonly deleted: ReadonlySet<number>;
  /** Whether units' outputs at all positions are wanted; many of them come behind the answer, so that it needn't wait. */
  readonly outputs: 'none' | 'at once' | 'behind';
}

/** What the network does in a state. */
export interface AnsweredState extends WantedState {
  /** On the first samples. */
  readonly first: LiveAnswer;
  /** On all samples, some time after. */
  readonly all: LiveAnswer | null;
  readonly look: AnsweredLook | null;
}

/** What it does with one sample. */
export interface AnsweredLook {
  readonly scores: ArrayLike<number>;
  readonly intactScores: ArrayLike<number>;
  readonly activity: ArrayLike<number>;
  readonly outputs: readonly ArrayLike<number>[];
}

/** Asks the live network for states, the newest alone; between them, when nothing else is wanted, for others' sake. */
export class LiveState {
  shown: AnsweredState | null = null;
  /** Of the intact network on all samples, by replacement alike; null until it is known. */
  intactOnAll: LiveAnswer | null = null;
  /** Each state's last answer. */
  readonly answers = new WeakMap<ReadonlySet<number>, LiveAnswer>();
  readonly #intactScores = new Map<number, ArrayLike<number>>();
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param idle asked for one more set of units to delete, for its answer, once nothing else is wanted. */
  constructor(
    private readonly live: LiveConnection,
    private readonly changed: () => void,
    private readonly idle: () => {
      readonly units: readonly number[];
      answered(answer: LiveAnswer): void;
    } | null,
  ) {}

  /** Forgets the network that was asked before. */
  clear(): void {
    this.#turn++;
    clearTimeout(this.#timer);
    this.shown = null;
    this.intactOnAll = null;
    this.#intactScores.clear();
  }

  async want(state: WantedState): Promise<void> {
    const turn = ++this.#turn;
    clearTimeout(this.#timer);
    const { sample, replacement } = state;
    const isIntact = state.deleted.size === 0;
    if (sample !== null && !isIntact && !this.#intactScores.has(sample)) {
      const intact = await this.live.ask({ deleted: [], replacement, sample, outputs: false });
      if (intact?.sample) this.#intactScores.set(sample, intact.sample.scores);
      if (intact === null || turn !== this.#turn) return;
    }
    const question = { deleted: [...state.deleted], replacement, sample };
    const refined = (answer: LiveAnswer): void => this.#refine(turn, answer);
    const reply = await this.live.ask({ ...question, outputs: state.outputs === 'at once' }, refined);
    if (reply === null || turn !== this.#turn) return;
    const look = reply.sample;
    const earlier = this.shown?.sample === sample ? (this.shown.look?.outputs ?? []) : [];
    if (look && sample !== null && isIntact) this.#intactScores.set(sample, look.scores);
    const intactScores = sample === null ? undefined : this.#intactScores.get(sample);
    this.shown = {
      ...state,
      first: reply.answer,
      all: null,
      look:
        look && intactScores
          ? { ...look, outputs: state.outputs === 'behind' ? earlier : look.outputs, intactScores }
          : null,
    };
    this.answers.set(state.deleted, reply.answer);
    this.changed();
    if (state.outputs === 'behind' && !(await this.#showOutputs(turn, question, refined))) return;
    this.#timer = setTimeout(() => void this.#useIdleTime(turn, state), idleMs);
  }

  /** @returns whether they came before something else was wanted. */
  async #showOutputs(
    turn: number,
    question: Omit<LiveQuestion, 'outputs'>,
    refined: (answer: LiveAnswer) => void,
  ): Promise<boolean> {
    // Whoever goes on clicking waits for no maps.
    await new Promise((resolve) => setTimeout(resolve, outputsMs));
    if (turn !== this.#turn) return false;
    const reply = await this.live.ask({ ...question, outputs: true }, refined);
    if (reply === null || turn !== this.#turn) return false;
    const look = this.shown?.look;
    if (this.shown && look && reply.sample) {
      this.shown = { ...this.shown, look: { ...look, outputs: reply.sample.outputs } };
      this.changed();
    }
    return true;
  }

  /** The answer on all samples to what was asked for the state that is shown. */
  #refine(turn: number, answer: LiveAnswer): void {
    if (turn !== this.#turn || this.shown === null) return;
    this.shown = { ...this.shown, all: answer };
    this.answers.set(this.shown.deleted, answer);
    if (this.shown.deleted.size === 0) this.intactOnAll = answer;
    this.changed();
  }

  /** One set of units after the other, until something else is wanted; then the state again, to have it refined. */
  async #useIdleTime(turn: number, state: WantedState): Promise<void> {
    let asked = false;
    for (let next = this.idle(); next !== null; next = this.idle()) {
      asked = true;
      const { replacement } = state;
      const reply = await this.live.ask({ deleted: next.units, replacement, sample: null, outputs: false });
      if (reply === null || turn !== this.#turn) return;
      next.answered(reply.answer);
    }
    if (asked) await this.want(state);
  }
}
