// npm run test:desktop: the suites of the extension host, in desktop VS Code.
import { runInDesktop } from '../test/editor/vscode/runInDesktop.js';
import { VsCodeUnavailable } from '../test/editor/vscode/unavailable.js';
import { countsLine } from './counts.js';
import { runSuites } from './suiteTests.js';

try {
  const counts = await runSuites(runInDesktop);
  console.log(countsLine(counts));
  process.exitCode = counts.failures.length > 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof VsCodeUnavailable)) throw error;
  console.error(`No test was run: ${error.message}`);
  process.exitCode = 1;
}
