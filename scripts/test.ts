// The tests of `npm test`, after build, types, lint and format: vitest, then those in a real VS Code.
// With --counts FILE, what failed and the sum over all of them are also left there.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from '../test/editor/vscode/browser.js';
import { installVsCode } from '../test/editor/vscode/installation.js';
import { runInCodeServer } from '../test/editor/vscode/runInCodeServer.js';
import { VsCodeUnavailable } from '../test/editor/vscode/unavailable.js';
import { countsText, noTests, oneFailure, sum, vitestCounts, type Counts } from './counts.js';
import { runSuites } from './suiteTests.js';

const { values } = parseArgs({ options: { counts: { type: 'string' } } });
const repository = join(import.meta.dirname, '..');
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

const all = sum([await runVitest([]), await runInEditor()]);
console.log(`\n${countsText(all)}`);
if (values.counts !== undefined) await writeFile(values.counts, countsText(all));
process.exitCode = all.failures.length > 0 ? 1 : 0;

async function runVitest(args: readonly string[]): Promise<Counts> {
  const scratch = await mkdtemp(join(tmpdir(), 'unit-importance-report-'));
  try {
    const report = join(scratch, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const run = spawn(process.execPath, [vitest, 'run', ...args, ...reporters], {
      cwd: repository,
      stdio: 'inherit',
    });
    const [status] = (await once(run, 'exit')) as [number | null];
    const counts = await vitestCounts(report);
    if (status === 0 || counts.failures.length > 0) return counts;
    return sum([counts, oneFailure(`vitest has ended with ${status ?? 'a signal'}, and names no test.`)]);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Where no VS Code can be had, its tests are left out and said to be; in CI, where nobody reads that, they fail. */
async function runInEditor(): Promise<Counts> {
  try {
    await findBrowser();
    await installVsCode(console.log);
  } catch (error) {
    if (!(error instanceof VsCodeUnavailable)) throw error;
    console.log(`Skipped the tests in test/editor/browser and test/editor/suite: ${error.message}`);
    const inCi = !['', 'false', '0', undefined].includes(process.env['CI']);
    if (inCi) console.log('In CI they have to run.');
    return inCi ? oneFailure(`No VS Code to test in: ${error.message}`) : noTests;
  }
  const driven = await runVitest(['--config', 'test/editor/browser/vitest.config.mjs']);
  console.log("\nIn VS Code's extension host:");
  const suites = await runSuites(runInCodeServer).catch((error: unknown) => {
    console.error(error);
    return oneFailure(`The suites of the extension host: ${String(error)}`);
  });
  return sum([driven, suites]);
}
