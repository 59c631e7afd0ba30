/** No real VS Code can be had on this machine. The message is one sentence that says why, and what would help. */
export class VsCodeUnavailable extends Error {
  override name = 'VsCodeUnavailable';
}
