import type { BrowserContext, Request } from 'playwright-core';

/** What a page asked for, was told off for and failed in, recorded from its first moment on. */
export interface Traffic {
  /** Requests to other machines, as `GET https://...`. What the webviews' own service worker answers is none. */
  readonly leaving: readonly string[];
  /** What a content security policy has refused, in the browser's words. */
  readonly policyViolations: readonly string[];
  /** Errors of the panel's own script: thrown, or written to the console. VS Code's own are not among them. */
  readonly panelErrors: readonly string[];
}

/** By it the panel's script is known among all that run in the window. */
const panelScript = '/dist/webview.js';

/** Records a page's traffic. `host` is the server's: name and port. */
export function recordTraffic(context: BrowserContext, host: string): Traffic {
  const leaving: string[] = [];
  const policyViolations: string[] = [];
  const panelErrors: string[] = [];
  const noteRequest = async (request: Request): Promise<void> => {
    if (isOurs(request.url(), host)) return;
    const response = await request.response().catch(() => null);
    if (response?.fromServiceWorker() !== true) leaving.push(`${request.method()} ${request.url()}`);
  };
  context.on('requestfinished', (request) => void noteRequest(request));
  context.on('requestfailed', (request) => void noteRequest(request));
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (message.text().includes('Content Security Policy')) policyViolations.push(message.text());
    else if (message.location().url.includes(panelScript)) panelErrors.push(message.text());
  });
  context.on('weberror', (thrown) => {
    const words = String(thrown.error().stack ?? thrown.error());
    if (words.includes(panelScript)) panelErrors.push(words);
  });
  context.on('page', (page) => {
    page.on('websocket', (socket) => {
      if (!isOurs(socket.url(), host)) leaving.push(`WebSocket ${socket.url()}`);
    });
  });
  return { leaving, policyViolations, panelErrors };
}

function isOurs(address: string, host: string): boolean {
  const url = new URL(address);
  return !/^(https?|wss?):$/.test(url.protocol) || url.host === host;
}
