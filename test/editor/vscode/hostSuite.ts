import { build } from 'esbuild';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SuiteReport } from '../suite/report.js';
import { buildPackage } from './buildPackage.js';
import { unpackVsix } from './unpackVsix.js';

const repository = join(import.meta.dirname, '../../..');
const suites = join(repository, 'test/editor/suite');

/** Everything that a VS Code needs to run the suites in its extension host. */
export interface HostSuite {
  /** The packaged extension, unpacked: what ships is what is tested. */
  readonly extension: string;
  /** The module whose `run` VS Code calls. */
  readonly tests: string;
  /** A copy of the sample workspace. */
  readonly workspace: string;
  /** What the extension host has to find in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** What came of the run; null where there was none. */
  report(): Promise<SuiteReport | null>;
  remove(): Promise<void>;
}

/** Builds and packages the extension, and bundles the suites. */
export async function prepareHostSuite(): Promise<HostSuite> {
  const scratch = await mkdtemp(join(tmpdir(), 'unit-importance-suite-'));
  const workspace = join(scratch, 'digits');
  await cp(join(repository, 'examples/digits'), workspace, {
    recursive: true,
    filter: (file) => !file.endsWith('.importance.json'),
  });
  const extension = await unpackVsix(await buildPackage(scratch), join(scratch, 'unpacked'));
  const reportFile = join(scratch, 'report.json');
  return {
    extension,
    tests: await bundleSuites(),
    workspace,
    environment: { UNIT_IMPORTANCE_TEST_REPORT: reportFile },
    async report() {
      const text = await readFile(reportFile, 'utf8').catch(() => null);
      return text === null ? null : (JSON.parse(text) as SuiteReport);
    },
    remove: () => rm(scratch, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** They lie in dist, inside the repository, since mocha is found from there. Returns the module to run. */
async function bundleSuites(): Promise<string> {
  const outdir = join(repository, 'dist/test');
  await rm(outdir, { recursive: true, force: true });
  const tests = (await readdir(suites)).filter((file) => file.endsWith('.test.ts'));
  await build({
    entryPoints: ['run.ts', ...tests].map((file) => join(suites, file)),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(outdir, 'run.js');
}
