import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds what the tests of the command line run: the bundles, as they are shipped. */
export function setup(): void {
  const repository = join(import.meta.dirname, '../..');
  execFileSync(process.execPath, ['esbuild.mjs'], { cwd: repository, stdio: 'inherit' });
}
