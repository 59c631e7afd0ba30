import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type {
  FromDescriber,
  FromPanel,
  Question,
  QuestionName,
  Questions,
  ToDescriber,
  ToPanel,
} from '../../../src/editor/messages.js';
import { themes, type Theme, type ThemeName } from './themes.js';

declare global {
  interface Window {
    /** What the panel has said to the extension, which is not there. */
    posted: (FromPanel | FromDescriber)[];
    violations: string[];
    kept: unknown;
    applyTheme: (theme: Theme) => void;
    acquireVsCodeApi: () => object;
    /** Answers a question in the test's process; rejects where it has no answer. */
    answerQuestion?: (question: Question) => Promise<unknown>;
  }
}

/** What the panel is answered; a question without an answer here waits for ever. */
export type Answers = {
  readonly [Name in QuestionName]?: (
    ask: Questions[Name]['ask'],
  ) => Questions[Name]['reply'] | Promise<Questions[Name]['reply']>;
};

const dist = join(import.meta.dirname, '../../../dist');

export interface PanelServer {
  readonly url: string;
  close(): void;
}

/** Serves the panel's page from the bundles in dist, under the policy that the extension sets. */
export async function servePanel(): Promise<PanelServer> {
  const types = new Map([
    ['/webview.js', 'text/javascript'],
    ['/webview.css', 'text/css'],
  ]);
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const type = types.get(path);
    response.setHeader('content-type', type ?? 'text/html; charset=utf-8');
    response.end(type === undefined ? html(path) : readFileSync(join(dist, path)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}

function html(path: string): string {
  const language = path === '/de' ? 'de' : 'en';
  const view = path === '/describe' ? 'describe' : 'result';
  const bundle = join(import.meta.dirname, `../../../l10n/bundle.l10n.${language}.json`);
  const messages =
    language === 'en'
      ? ''
      : `<script type="application/json" id="messages">${readFileSync(bundle, 'utf8').replaceAll('<', '\\u003c')}</script>`;
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    'img-src data:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Unit Importance</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="webview.css">
</head>
<body data-view="${view}">
${messages}
<script type="module" nonce="${nonce}" src="webview.js"></script>
</body>
</html>`;
}

export interface PanelOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What the panel saved before it was closed; the Units tab was open unless told. */
  readonly saved?: unknown;
  /** A function that throws refuses, with the error's message. */
  readonly answers?: Answers;
  /** Which of the panels it is; that of results unless told. */
  readonly view?: 'result' | 'describe';
  /** Device pixels in a pixel. */
  readonly scale?: number;
  /** English unless told. */
  readonly language?: 'de';
}

export interface OpenPanel {
  readonly page: Page;
  /** Errors and warnings of the page, as they come. */
  readonly complaints: readonly string[];
  /** Says something to the panel, as the extension does, and waits until it is drawn. */
  readonly tell: (message: ToPanel | ToDescriber) => Promise<void>;
  /** Waits until what was done to the panel is drawn: a scroll, say, is heard of with the next frame. */
  readonly drawn: () => Promise<void>;
  /** What the panel has said so far. */
  readonly posted: () => Promise<(FromPanel | FromDescriber)[]>;
  /** What it has said last but for questions, which come when what they are asked for is in sight. */
  readonly lastSaid: () => Promise<FromPanel | FromDescriber | undefined>;
  /** Waits until the panel has said something of a type, and gives the last of that. */
  readonly heard: <Type extends FromPanel['type']>(
    type: Type,
  ) => Promise<Extract<FromPanel, { readonly type: Type }>>;
  readonly changeTheme: (theme: ThemeName) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens the panel in a page of its own. */
export async function openPanel(
  browser: Browser,
  url: string,
  {
    theme = 'dark',
    width = 800,
    height = 700,
    saved = { tab: 'units' },
    answers,
    view = 'result',
    scale = 1,
    language,
  }: PanelOptions = {},
): Promise<OpenPanel> {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  if (answers !== undefined) {
    await page.exposeFunction('answerQuestion', async ({ id, name, ask }: Question): Promise<ToPanel> => {
      try {
        const answer = answers[name] as ((asked: typeof ask) => unknown) | undefined;
        if (answer === undefined) return await new Promise<never>(() => {});
        return { type: 'answer', id, name, reply: await answer(ask) } as ToPanel;
      } catch (error) {
        return { type: 'refused', id, reason: error instanceof Error ? error.message : String(error) };
      }
    });
  }
  await page.addInitScript(standInForEditor, { theme: themes[theme], saved });
  const drawn = (): Promise<void> =>
    page.evaluate(async () => {
      for (let i = 0; i < 3; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
    });
  await page.goto(`${url}${view === 'describe' ? view : (language ?? '')}`);
  return {
    page,
    complaints,
    async tell(message) {
      await page.evaluate((said) => window.postMessage(said, '*'), message);
      await drawn();
    },
    drawn,
    posted: () => page.evaluate(() => window.posted),
    lastSaid: () => page.evaluate(() => window.posted.filter(({ type }) => type !== 'ask').at(-1)),
    async heard(type) {
      const last = await page.waitForFunction(
        (wanted) => window.posted.filter((message) => message.type === wanted).at(-1),
        type,
      );
      return last.jsonValue() as Promise<Extract<FromPanel, { readonly type: typeof type }>>;
    },
    changeTheme: (next) => page.evaluate((look) => window.applyTheme(look), themes[next]),
    close: () => context.close(),
  };
}

/** Runs in the page, before the panel: what VS Code gives to a webview. */
function standInForEditor({ theme, saved }: { readonly theme: Theme; readonly saved: unknown }): void {
  window.posted = [];
  window.violations = [];
  window.kept = saved;
  window.acquireVsCodeApi = () => ({
    postMessage: (message: FromPanel | FromDescriber) => {
      window.posted.push(structuredClone(message));
      if (message.type !== 'ask') return;
      void window.answerQuestion?.(message).then((answer) => window.postMessage(answer, '*'));
    },
    getState: () => window.kept,
    setState: (state: unknown) => {
      window.kept = structuredClone(state);
    },
  });
  window.applyTheme = ({ variables, classes, kind }) => {
    document.documentElement.removeAttribute('style');
    for (const [name, value] of Object.entries(variables)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
    document.body.className = classes;
    document.body.dataset['vscodeThemeKind'] = kind;
  };
  document.addEventListener('securitypolicyviolation', (event) => {
    window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
  // The theme is there before the panel's script runs, as in the editor.
  new MutationObserver((_, observer) => {
    if (document.querySelector('body') === null) return;
    observer.disconnect();
    window.applyTheme(theme);
  }).observe(document, { childList: true, subtree: true });
}
