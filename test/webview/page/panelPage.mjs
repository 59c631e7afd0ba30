import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { themes } from './themes.mjs';

/** @import { Browser, Page } from 'playwright-core' */
/** @import { FromPanel, ToPanel } from '../../../src/editor/messages.js' */

const dist = join(import.meta.dirname, '../../../dist');
const places = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where a Chromium is installed; `undefined` where none is found. */
export const chromiumPath = places.find((place) => place !== undefined && existsSync(place));

/** @returns {Promise<Browser>} */
export function launchBrowser() {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * Serves the panel's page under the policy of the editor's, from the bundles in dist.
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function servePanel() {
  const files = { '/webview.js': 'text/javascript', '/webview.css': 'text/css' };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const type = Object.entries(files).find(([name]) => name === path)?.[1];
    response.setHeader('content-type', type ?? 'text/html; charset=utf-8');
    response.end(type === undefined ? page() : readFileSync(join(dist, path)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

function page() {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `font-src 'self'`,
    `img-src data:`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Unit Importance</title>
<link rel="stylesheet" href="webview.css">
</head>
<body>
<script nonce="${nonce}" src="webview.js"></script>
</body>
</html>`;
}

/**
 * Opens the panel before a host that is not there: what it posts is kept, what it is told is given by the test.
 * @param {Browser} browser
 * @param {string} url
 * @param {{ theme: keyof typeof themes, width: number, height: number, saved?: unknown, scale?: number }} options
 */
export async function openPanel(browser, url, { theme, width, height, saved, scale }) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale ?? 1 });
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(
    ({ look, state }) => {
      const posted = [];
      const violations = [];
      let kept = state;
      Object.assign(window, {
        posted,
        violations,
        savedState: () => kept,
        acquireVsCodeApi: () => ({
          postMessage: (message) => posted.push(structuredClone(message)),
          getState: () => kept,
          setState: (next) => {
            kept = structuredClone(next);
          },
        }),
        applyTheme: (next) => {
          document.documentElement.removeAttribute('style');
          for (const [name, value] of Object.entries(next.variables)) {
            document.documentElement.style.setProperty(`--vscode-${name}`, value);
          }
          document.body.className = next.classes;
          document.body.dataset.vscodeThemeKind = next.kind;
        },
      });
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
      });
      const start = () => window['applyTheme'](look);
      // The body is there before its script runs.
      new MutationObserver((_, observer) => {
        if (document.body === null) return;
        observer.disconnect();
        start();
      }).observe(document, { childList: true, subtree: true });
    },
    { look: themes[theme], state: saved },
  );
  await page.goto(url);
  return { page, complaints };
}

/**
 * Says something to the panel, as the extension does.
 * @param {Page} page
 * @param {ToPanel} message
 */
export async function tell(page, message) {
  await page.evaluate((said) => window.postMessage(said, '*'), message);
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))),
  );
}

/**
 * What the panel has said so far.
 * @param {Page} page
 * @returns {Promise<FromPanel[]>}
 */
export function posted(page) {
  return page.evaluate(() => window['posted']);
}

/**
 * @param {Page} page
 * @param {keyof typeof themes} theme
 */
export async function changeTheme(page, theme) {
  await page.evaluate((look) => window['applyTheme'](look), themes[theme]);
}
