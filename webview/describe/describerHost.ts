import type { FromDescriber, ToDescriber } from '../../src/editor/messages.js';
import '../vsCodeApi.js';

/** What the panel remembers, also after it was hidden or the window reloaded: the extension opens the same files again. */
export interface SavedDescriber {
  readonly modelPath: string | null;
  readonly dataPath: string | null;
  readonly labels: string | null;
  /** The place of the conversion that was taken. */
  readonly taken: number;
}

/** The extension's side, as the panel sees it. */
export interface DescriberHost {
  post(message: FromDescriber): void;
  listen(listener: (message: ToDescriber) => void): void;
  saved(): SavedDescriber;
  save(state: SavedDescriber): void;
}

const nothing: SavedDescriber = { modelPath: null, dataPath: null, labels: null, taken: 0 };

/** Connects to the extension; may be called once. */
export function connectToDescriberHost(): DescriberHost {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen(listener) {
      // Only the extension's side can post to this frame, and it speaks `ToDescriber` alone.
      window.addEventListener('message', ({ data }: MessageEvent<ToDescriber>) => listener(data));
    },
    // Written by `save` alone.
    saved: () => ({ ...nothing, ...(api.getState() as Partial<SavedDescriber> | undefined) }),
    save: (state) => api.setState(state),
  };
}
