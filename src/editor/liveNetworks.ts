import type { LiveSession } from '../jobs/liveSession.js';
import type { LiveAnswer, LiveQuestion, LiveRequest } from '../jobs/protocol.js';
import type { StoredResult } from './resultLibrary.js';

/** What tells the network of a result, and the data that it was measured on. */
export type MeasuredNetwork = Pick<StoredResult, 'modelPath' | 'dataPath' | 'result'>;

/** Told of a question's answer on all samples; the question is the object that was asked. */
export type RefinedListener = (answer: LiveAnswer, question: LiveQuestion) => void;

/** A network on loan; several may have it at once. */
export interface LentNetwork {
  readonly session: LiveSession;
  /** Told of the last question's answer on all samples, whoever asked it, until it is released. */
  onRefined(listener: RefinedListener): void;
  /** Hands it back; may be called more than once. */
  release(): void;
}

interface OpenNetwork {
  readonly of: MeasuredNetwork;
  readonly session: LiveSession;
  readonly listeners: Set<RefinedListener>;
  borrowers: number;
  /** Runs while nobody has it. */
  idle: NodeJS.Timeout | undefined;
}

export interface LiveNetworksOptions {
  /** @throws JobFailed where the system refuses a process. */
  readonly open: (request: LiveRequest, onRefined: RefinedListener) => LiveSession;
  readonly requestOf: (network: MeasuredNetwork) => LiveRequest;
  /** How long a network stays open that nobody has. */
  readonly idleMs?: number;
}

/**
 * The networks that are open to be asked about their units, each in a process of its own: opened when it is first
 * wanted, shared by whoever wants it, closed some time after the last has handed it back.
 */
export class LiveNetworks {
  readonly #open = new Map<string, OpenNetwork>();
  readonly #idleMs: number;

  constructor(private readonly options: LiveNetworksOptions) {
    this.#idleMs = options.idleMs ?? 120_000;
  }

  /** Whoever calls this releases what it gives. @throws JobFailed where the system refuses a process. */
  of(network: MeasuredNetwork): LentNetwork {
    const name = nameOf(network);
    const open = this.#open.get(name) ?? this.#begin(name, network);
    const own = new Set<RefinedListener>();
    let isReleased = false;
    clearTimeout(open.idle);
    open.borrowers++;
    return {
      session: open.session,
      onRefined: (listener) => {
        if (isReleased) return;
        own.add(listener);
        open.listeners.add(listener);
      },
      release: () => {
        if (isReleased) return;
        isReleased = true;
        for (const listener of own) open.listeners.delete(listener);
        open.borrowers--;
        if (open.borrowers === 0) open.idle = setTimeout(() => this.#close(name, open), this.#idleMs);
      },
    };
  }

  /** Closes those of a model's networks that nobody has. */
  closeUnused(modelPath: string): void {
    for (const [name, open] of this.#open) {
      if (open.of.modelPath === modelPath && open.borrowers === 0) this.#close(name, open);
    }
  }

  /** Closes the networks of which this is true, whoever has them: their calls are cancelled. */
  closeWhere(isOver: (network: MeasuredNetwork) => boolean): void {
    for (const [name, open] of this.#open) if (isOver(open.of)) this.#close(name, open);
  }

  dispose(): void {
    this.closeWhere(() => true);
  }

  #begin(name: string, network: MeasuredNetwork): OpenNetwork {
    const listeners = new Set<RefinedListener>();
    const session = this.options.open(this.options.requestOf(network), (answer, question) => {
      for (const listener of listeners) listener(answer, question);
    });
    const open: OpenNetwork = { of: network, session, listeners, borrowers: 0, idle: undefined };
    this.#open.set(name, open);
    // The next one to want a network whose process died, or could not open it, gets a new one.
    void session.ended.then(() => this.#forget(name, open));
    return open;
  }

  #close(name: string, open: OpenNetwork): void {
    this.#forget(name, open);
    void open.session.dispose();
  }

  #forget(name: string, open: OpenNetwork): void {
    clearTimeout(open.idle);
    if (this.#open.get(name) === open) this.#open.delete(name);
  }
}

/** Files that have changed in between are another network. */
function nameOf({ modelPath, dataPath, result: { model, dataset } }: MeasuredNetwork): string {
  return JSON.stringify([modelPath, dataPath, model.sha256, dataset.sha256, dataset.samples]);
}
