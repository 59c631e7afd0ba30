import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findBrowser } from '../../editor/vscode/browser.js';
import { VsCodeUnavailable } from '../../editor/vscode/unavailable.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The browser's program; null where none can be had, and the tests are skipped. */
    panelBrowser: string | null;
  }
}

/** Builds what the panel's page loads, and finds a browser for it; in CI there has to be one. */
export async function setup(project: TestProject): Promise<void> {
  const repository = join(import.meta.dirname, '../../..');
  execFileSync(process.execPath, ['esbuild.mjs'], { cwd: repository, stdio: 'inherit' });
  project.provide('panelBrowser', await browser());
}

async function browser(): Promise<string | null> {
  try {
    return await findBrowser();
  } catch (error) {
    const inCi = !['', 'false', '0', undefined].includes(process.env['CI']);
    if (inCi || !(error instanceof VsCodeUnavailable)) throw error;
    console.log(`Skipped the tests in test/webview/browser: ${error.message}`);
    return null;
  }
}
