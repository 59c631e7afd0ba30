import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findBrowser } from './browser.js';
import { startCodeServer } from './codeServer.js';
import type { HostSuite } from './hostSuite.js';
import { installVsCode } from './installation.js';

const limit = 300_000;

/**
 * Runs the suites in the extension host of a VS Code server. Its workbench calls two functions of the page while
 * tests run, one with what the host prints and one when they are over.
 *
 * @throws where the run does not end within five minutes
 */
export async function runInCodeServer(suite: HostSuite): Promise<void> {
  const program = await findBrowser();
  const installation = await installVsCode(console.log);
  const extensionsFolder = await mkdtemp(join(tmpdir(), 'unit-importance-no-extensions-'));
  const server = await startCodeServer(installation, {
    extensionsFolder,
    testDriver: true,
    environment: suite.environment,
  });
  try {
    const browser = await chromium.launch({
      executablePath: program,
      args: ['--no-sandbox', '--disable-gpu'],
    });
    try {
      const page = await browser.newPage();
      const over = exitOf(page);
      const uri = (path: string): string => `vscode-remote://${server.host}${path}`;
      await page.goto(
        server.address(suite.workspace, [
          ['extensionDevelopmentPath', uri(suite.extension)],
          ['extensionTestsPath', uri(suite.tests)],
        ]),
      );
      await over;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
    await rm(extensionsFolder, { recursive: true, force: true });
  }
}

async function exitOf(page: Page): Promise<void> {
  await page.exposeFunction('codeAutomationLog', () => {});
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The suites did not end within five minutes.')), limit);
    page
      .exposeFunction('codeAutomationExit', () => {
        clearTimeout(timer);
        resolve();
      })
      .catch(reject);
  });
}
