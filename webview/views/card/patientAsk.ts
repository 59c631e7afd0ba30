import type { QuestionName, Questions } from '../../../src/editor/messages.js';
import { AskError } from '../../host.js';
import type { ViewActions } from '../view.js';

/** In milliseconds: who walks through units quickly asks for the last one alone. */
const beforeAsking = 120;

export type Asked<Reply> =
  { readonly kind: 'there'; readonly reply: Reply } | { readonly kind: 'failed'; readonly reason: string };

/**
 * Asks, unless the answer isn't wanted any more after a moment; asks again where a newer question took its place.
 * @param isWanted whether the answer would still be shown.
 * @returns `null` where it isn't wanted any more.
 */
export async function patientAsk<Name extends QuestionName>(
  actions: Pick<ViewActions, 'ask'>,
  name: Name,
  ask: Questions[Name]['ask'],
  isWanted: () => boolean,
): Promise<Asked<Questions[Name]['reply']> | null> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, beforeAsking));
    if (!isWanted()) return null;
    try {
      const reply = await actions.ask(name, ask);
      return isWanted() ? { kind: 'there', reply } : null;
    } catch (error) {
      if (!isWanted()) return null;
      if (!(error instanceof AskError)) throw error;
      if (!error.isSuperseded) return { kind: 'failed', reason: error.message };
    }
  }
}
