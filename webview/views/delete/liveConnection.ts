import * as l10n from '@vscode/l10n';
import type { LiveAnswer, LiveFacts, LiveQuestion, LiveReply } from '../../../src/editor/messages.js';
import { AskError } from '../../host.js';
import type { ViewActions } from '../view.js';

/** How many samples are answered at first. */
const firstSamples = 1000;

export type LiveStatus =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly facts: LiveFacts }
  /** It could not be opened, or its process is gone; a sentence says why. */
  | { readonly kind: 'lost'; readonly reason: string };

export interface LiveConnection {
  readonly status: LiveStatus;
  open(): void;
  close(): void;
  /**
   * @param onRefined told of the answer on all samples, unless the network is closed or asked for another meanwhile.
   * @returns `null` where a newer question took its place, or the network is gone.
   */
  ask(question: LiveQuestion, onRefined?: (answer: LiveAnswer) => void): Promise<LiveReply | null>;
}

/** The network that the extension keeps open for this panel. */
export function createLiveConnection(
  actions: Pick<ViewActions, 'ask'> & { readonly close: () => void },
  changed: () => void,
): LiveConnection {
  let status: LiveStatus = { kind: 'closed' };
  /** Answers to what was asked of a network that has been closed since are of no use. */
  let opening = 0;

  function set(next: LiveStatus): void {
    status = next;
    changed();
  }

  function lose(error: unknown): void {
    const reason =
      error instanceof Error && error.message !== '' ? error.message : l10n.t('The network did not answer.');
    set({ kind: 'lost', reason });
  }

  async function open(): Promise<void> {
    const mine = ++opening;
    set({ kind: 'opening' });
    try {
      const facts = await actions.ask('liveOpen', { samples: firstSamples });
      if (mine === opening) set({ kind: 'open', facts });
    } catch (error) {
      if (mine === opening) lose(error);
    }
  }

  return {
    get status() {
      return status;
    },
    open: () => void open(),
    close() {
      if (status.kind === 'closed') return;
      opening++;
      status = { kind: 'closed' };
      actions.close();
    },
    async ask(question, onRefined) {
      const mine = opening;
      const refined = onRefined && ((answer: LiveAnswer) => mine === opening && onRefined(answer));
      try {
        const reply = await actions.ask('live', question, refined);
        return mine === opening ? reply : null;
      } catch (error) {
        if (mine === opening && !(error instanceof AskError && error.isSuperseded)) lose(error);
        return null;
      }
    },
  };
}
