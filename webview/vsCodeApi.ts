/** What the editor gives to a panel's page. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  /** May be called once a page. */
  function acquireVsCodeApi(): VsCodeApi;
}
