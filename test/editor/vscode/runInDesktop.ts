import { runTests, downloadAndUnzipVSCode } from '@vscode/test-electron';
import { join } from 'node:path';
import { cacheFolder } from './cacheFolder.js';
import type { HostSuite } from './hostSuite.js';
import { VsCodeUnavailable } from './unavailable.js';

/**
 * Runs the suites in desktop VS Code, which is downloaded on first use.
 *
 * @throws VsCodeUnavailable where it can't be downloaded
 */
export async function runInDesktop(suite: HostSuite): Promise<void> {
  const vscodeExecutablePath = await download();
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: suite.extension,
    extensionTestsPath: suite.tests,
    extensionTestsEnv: { ...suite.environment },
    launchArgs: [suite.workspace, '--disable-extensions', '--disable-workspace-trust'],
  });
}

async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ cachePath: join(cacheFolder(), 'desktop') });
  } catch (error) {
    throw new VsCodeUnavailable(`desktop VS Code could not be downloaded (${(error as Error).message}).`);
  }
}
