import { prepareHostSuite, type HostSuite } from '../test/editor/vscode/hostSuite.js';
import { oneFailure, suiteCounts, type Counts } from './counts.js';

/** Runs the suites of the extension host in some VS Code, and prints what came of each test. */
export async function runSuites(runIn: (suite: HostSuite) => Promise<void>): Promise<Counts> {
  const suite = await prepareHostSuite();
  try {
    // A failed test makes the run fail; the report says which, and where there is none the error does.
    let failure: unknown = new Error('VS Code has run no suite.');
    await runIn(suite).catch((error: unknown) => (failure = error));
    const report = await suite.report();
    if (report === null) throw failure;
    for (const { title, state, error: stack } of report.tests) {
      console.log(` ${state === 'passed' ? '✓' : state === 'failed' ? '×' : '↓'} ${title}`);
      if (stack !== undefined) console.log(`   ${stack.replaceAll('\n', '\n   ')}`);
    }
    return report.tests.length > 0
      ? suiteCounts(report)
      : oneFailure('The suites of the extension host hold no test.');
  } finally {
    await suite.remove();
  }
}
