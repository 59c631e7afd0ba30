import Mocha from 'mocha';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SuiteReport, TestOutcome } from './report.js';

/**
 * VS Code calls this in its extension host: runs the bundled suites that lie beside this file, and leaves what
 * came of them in the file that `UNIT_IMPORTANCE_TEST_REPORT` names.
 *
 * @throws where a test failed, as VS Code wants it
 */
export async function run(): Promise<void> {
  // A reporter that prints nothing, as nobody sees this console; the report tells.
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: Mocha.reporters.Base });
  for (const file of readdirSync(__dirname)) {
    if (file.endsWith('.test.js')) mocha.addFile(join(__dirname, file));
  }
  const tests: TestOutcome[] = [];
  const note = (test: Mocha.Runnable, state: TestOutcome['state'], error?: Error): void => {
    tests.push({
      title: test.titlePath().join(' '),
      state,
      ...(error === undefined ? {} : { error: error.stack ?? error.message }),
    });
  };
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => note(test, 'passed'))
      .on('pending', (test) => note(test, 'skipped'))
      .on('fail', (test, error: Error) => note(test, 'failed', error));
  });
  const report: SuiteReport = { tests };
  const file = process.env['UNIT_IMPORTANCE_TEST_REPORT'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(report));
  if (failures > 0) throw new Error(`${failures} failed.`);
}
