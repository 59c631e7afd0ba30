import type { FromPanel, ToPanel } from '../src/editor/messages.js';

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
  /** What `save` was last given, also after the panel was hidden or the window reloaded. */
  saved(): unknown;
  save(state: unknown): void;
}

/** Connects to the extension; may be called once. */
export function connectToHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen(listener) {
      // Only the extension's side can post to this frame, and it speaks `ToPanel` alone.
      window.addEventListener('message', (event: MessageEvent<ToPanel>) => listener(event.data));
    },
    saved: () => api.getState(),
    save: (state) => api.setState(state),
  };
}
