import type { FromPanel, Question, QuestionName, Questions, ToPanel } from '../src/editor/messages.js';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension's side, as the panel sees it. */
export interface Host {
  post(message: FromPanel): void;
  listen(listener: (message: ToPanel) => void): void;
  /** @throws AskError where there is no answer. */
  ask<Name extends QuestionName>(name: Name, ask: Questions[Name]['ask']): Promise<Questions[Name]['reply']>;
  /** What `save` was last given, also after the panel was hidden or the window reloaded. */
  saved(): unknown;
  save(state: unknown): void;
}

/** Why a question has no answer. */
export class AskError extends Error {
  override readonly name = 'AskError';

  /** @param isSuperseded whether a newer question took its place, which is no failure. */
  constructor(
    reason: string,
    readonly isSuperseded: boolean,
  ) {
    super(reason);
  }
}

interface Waiting {
  readonly resolve: (reply: never) => void;
  readonly reject: (error: AskError) => void;
}

/** Connects to the extension; may be called once. */
export function connectToHost(): Host {
  const api = acquireVsCodeApi();
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  function settle(message: ToPanel): boolean {
    if (message.type !== 'answer' && message.type !== 'refused') return false;
    const asker = waiting.get(message.id);
    waiting.delete(message.id);
    // The number says which question it was, and with it the type of the reply.
    if (message.type === 'answer') asker?.resolve(message.reply as never);
    else asker?.reject(new AskError(message.reason ?? '', message.reason === null));
    return true;
  }

  return {
    post: (message) => api.postMessage(message),
    listen(listener) {
      // Only the extension's side can post to this frame, and it speaks `ToPanel` alone.
      window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
        if (!settle(data)) listener(data);
      });
    },
    ask: (name, ask) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        const question = { type: 'ask', id, name, ask } as Question;
        api.postMessage(question);
      }),
    saved: () => api.getState(),
    save: (state) => api.setState(state),
  };
}
