import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPackage } from '../vscode/buildPackage.js';
import { findBrowser } from '../vscode/browser.js';
import { installExtension } from '../vscode/installExtension.js';
import { installVsCode, type VsCodeInstallation } from '../vscode/installation.js';

/** What every test of the editor shares, made once before them: nothing that a test could change. */
export interface PreparedEditor {
  readonly installation: VsCodeInstallation;
  /** The browser's program. */
  readonly browser: string;
  /** Holds the packaged extension, installed from its .vsix file. */
  readonly extensionsFolder: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    preparedEditor: PreparedEditor;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await findBrowser();
  const installation = await installVsCode(console.log);
  const scratch = await mkdtemp(join(tmpdir(), 'unit-importance-extensions-'));
  const extensionsFolder = join(scratch, 'extensions');
  const remove = (): Promise<void> => rm(scratch, { recursive: true, force: true });
  try {
    await installExtension(installation, await buildPackage(scratch), extensionsFolder);
  } catch (error) {
    await remove();
    throw error;
  }
  project.provide('preparedEditor', { installation, browser, extensionsFolder });
  return remove;
}
