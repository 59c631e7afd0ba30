import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { binaries, type Platform } from './platforms.js';

const repository = join(import.meta.dirname, '..');

/**
 * Writes the extension as VS Code installs it, for one platform: the bundles of `npm run build`, which must be
 * there, and what `.vscodeignore` lists, with that platform's binaries alone.
 *
 * @param folder where the file goes; it is made where it is missing
 * @returns the file's path, `unit-importance-linux-x64-0.1.0.vsix`
 */
export async function packageExtension(platform: Platform, folder = repository): Promise<string> {
  const manifest = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  const file = join(folder, `${manifest.name}-${platform}-${manifest.version}.vsix`);
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), 'unit-importance-package-'));
  try {
    const allowList = join(scratch, 'vscodeignore');
    await writeFile(allowList, await allowListOf(platform));
    await runVsce([
      'package',
      ...['--target', platform, '--out', file, '--ignoreFile', allowList],
      '--no-yarn',
      '--no-update-package-json',
      '--allow-missing-repository',
      // Links of the README lead to files of the project; there is no site yet to point them to.
      '--no-rewrite-relative-links',
    ]);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return file;
}

async function allowListOf(platform: Platform): Promise<string> {
  const shared = await readFile(join(repository, '.vscodeignore'), 'utf8');
  return [shared.trimEnd(), ...binaries(platform).map((path) => `!${path}`), ''].join('\n');
}

/** Runs vsce, which has no typed interface, and keeps what it prints for the case that it fails. */
async function runVsce(args: readonly string[]): Promise<void> {
  const vsce = join(dirname(createRequire(import.meta.url).resolve('@vscode/vsce/package.json')), 'vsce');
  try {
    await promisify(execFile)(process.execPath, [vsce, ...args], { cwd: repository });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`The extension could not be packaged.\n${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}
