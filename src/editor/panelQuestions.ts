import * as l10n from '@vscode/l10n';
import { InputError } from '../inputError.js';
import { JobCancelled } from '../jobs/jobErrors.js';
import type { LentNetwork, LiveNetworks } from './liveNetworks.js';
import type { LiveQuestion, Question, QuestionName, Questions, ToPanel } from './messages.js';
import type { ResultLibrary, StoredResult } from './resultLibrary.js';
import type { UnitDetails } from './unitDetails.js';

export interface QuestionServices {
  readonly results: ResultLibrary;
  readonly networks: LiveNetworks;
  readonly details: UnitDetails;
}

type Handlers = {
  readonly [Name in QuestionName]: (
    ask: Questions[Name]['ask'],
    id: number,
  ) => Promise<Questions[Name]['reply']>;
};

/** Answers what one panel asks for beside its state. Every question is answered or refused. */
export class PanelQuestions {
  /** The open network whose units the panel deletes. */
  #live: LentNetwork | null = null;
  /** What it was asked last by this panel: others may ask it too. */
  #asked: { readonly id: number; readonly question: LiveQuestion } | null = null;
  readonly #handlers: Handlers = {
    unitDetail: ({ unit, replacement }) => this.services.details.get(this.#shown(), unit, replacement),
    samples: ({ samples }) => this.services.details.samples(this.#shown(), samples),
    results: ({ ids }) => Promise.resolve(ids.map((id) => this.#stored(id).result)),
    liveOpen: () => this.#open().session.opened,
    live: (question, id) => {
      if (!this.#live) throw new JobCancelled();
      this.#asked = { id, question };
      return this.#live.session.ask(question);
    },
  };

  constructor(
    private readonly modelPath: string,
    private readonly services: QuestionServices,
    private readonly tell: (message: ToPanel) => void,
  ) {}

  async answer({ id, name, ask }: Question): Promise<void> {
    try {
      // The name says which handler and which type of question it is.
      const handler = this.#handlers[name] as (asked: typeof ask, as: number) => Promise<never>;
      this.tell({ type: 'answer', id, name, reply: await handler(ask, id) });
    } catch (error) {
      this.tell({ type: 'refused', id, reason: reasonOf(error) });
    }
  }

  /** The panel deletes no units for a while. */
  closeLive(): void {
    this.#live?.release();
    this.#live = null;
  }

  #open(): LentNetwork {
    this.closeLive();
    const lent = this.services.networks.of(this.#shown());
    lent.onRefined((answer, question) => {
      if (this.#asked?.question === question) this.tell({ type: 'refined', id: this.#asked.id, answer });
    });
    this.#live = lent;
    return lent;
  }

  #shown(): StoredResult {
    const shown = this.services.results.shown(this.modelPath);
    if (!shown) throw new InputError(l10n.t('There is no result of this network; analyse it first.'));
    return shown;
  }

  #stored(id: string): StoredResult {
    const stored = this.services.results.get(id);
    if (!stored) throw new InputError(l10n.t('The result {0} is no longer there; choose another one.', id));
    return stored;
  }
}

/** `null` where nobody waits for the answer any more. */
function reasonOf(error: unknown): string | null {
  if (error instanceof JobCancelled) return null;
  return error instanceof Error ? error.message : String(error);
}
