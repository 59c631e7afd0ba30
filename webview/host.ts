import type {
  FromPanel,
  LiveAnswer,
  Question,
  QuestionName,
  Questions,
  ToPanel,
} from '../src/editor/messages.js';
import './vsCodeApi.js';

/** The extension's side, as the panel sees it. */
export interface Host {
  post(message: FromPanel): void;
  listen(listener: (message: ToPanel) => void): void;
  /**
   * @param onRefined told of a live question's answer on all samples, unless another is asked meanwhile.
   * @throws AskError where there is no answer.
   */
  ask<Name extends QuestionName>(
    name: Name,
    ask: Questions[Name]['ask'],
    onRefined?: (answer: LiveAnswer) => void,
  ): Promise<Questions[Name]['reply']>;
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
  /** The question of those with somebody to tell that was asked last. */
  let refines: { readonly id: number; readonly tell: (answer: LiveAnswer) => void } | null = null;

  function settle(message: ToPanel): boolean {
    if (message.type === 'refined') {
      if (refines?.id === message.id) refines.tell(message.answer);
      return true;
    }
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
    ask: (name, ask, onRefined) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        if (onRefined) refines = { id, tell: onRefined };
        waiting.set(id, { resolve, reject });
        const question = { type: 'ask', id, name, ask } as Question;
        api.postMessage(question);
      }),
    saved: () => api.getState(),
    save: (state) => api.setState(state),
  };
}
