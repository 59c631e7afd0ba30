import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { launchBrowser } from '../../editor/vscode/launchBrowser.js';
import {
  openPanel,
  servePanel,
  type OpenPanel,
  type PanelOptions,
  type PanelServer,
} from '../page/panelPage.js';

/**
 * Tests of the panel in a real browser, under the editor's policy; skipped where there is no browser, which is
 * said once (prepare.ts).
 * @param tests is given the way to open a panel, each in a page of its own.
 */
export function describePanel(
  name: string,
  tests: (open: (options?: PanelOptions) => Promise<OpenPanel>) => void,
): void {
  const program = inject('panelBrowser');
  describe.skipIf(program === null)(name, () => {
    let browser: Browser;
    let server: PanelServer;
    beforeAll(async () => {
      server = await servePanel();
      browser = await launchBrowser(program ?? '');
    });
    afterAll(async () => {
      await browser?.close();
      server?.close();
    });
    tests((options) => openPanel(browser, server.url, options));
  });
}
