import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { cacheFolder } from './cacheFolder.js';
import { findOnPath, runCommand } from './commands.js';
import { canInstallPackages, installPackages } from './debianPackages.js';
import { withLock } from './lock.js';
import { VsCodeUnavailable } from './unavailable.js';

// code-server is VS Code's own server and workbench (4.139.1 holds 1.139.1), from the package registry alone.
const codeServer = 'code-server@4.139.1';
const nodeMajor = 24;
/** Part of the folder's name: raised when what is installed changes, so that an older one is not taken for it. */
const revision = 1;

/** A VS Code that runs as a server, and the Node.js that it runs on. */
export interface VsCodeInstallation {
  readonly node: string;
  readonly entry: string;
}

/**
 * The VS Code for the tests and for `npm run code`, installed on first use: about 80 seconds and 820 MB, into the
 * folder of caches. A folder bears its name only when it is complete, so an interrupted installation is redone.
 *
 * @param say told once, before an installation begins
 * @throws VsCodeUnavailable where it can't be installed
 */
export async function installVsCode(say: (line: string) => void = () => {}): Promise<VsCodeInstallation> {
  if (process.platform === 'win32') {
    throw new VsCodeUnavailable('code-server does not run on Windows; install VS Code itself.');
  }
  const folder = join(cacheFolder(), `vscode-${codeServer.split('@')[1] ?? ''}-${revision}`);
  if (!existsSync(folder)) {
    await withLock(join(cacheFolder(), 'install.lock'), async () => {
      if (existsSync(folder)) return;
      say(`Installing VS Code for the tests into ${folder}; this is done once and takes a minute or two.`);
      try {
        await install(folder);
      } catch (error) {
        throw new VsCodeUnavailable(
          `VS Code (${codeServer}) could not be installed: ${(error as Error).message}`,
        );
      }
    });
  }
  return { node: nodeIn(folder), entry: join(serverIn(folder), 'out/node/entry.js') };
}

const nodePackage = `node-${process.platform}-${process.arch}`;
const nodeFolderIn = (folder: string): string => join(folder, 'node/node_modules', nodePackage);
const nodeIn = (folder: string): string => join(nodeFolderIn(folder), 'bin/node');
const serverIn = (folder: string): string => join(folder, 'server/node_modules/code-server');

const partialEnding = '.partial-';

async function install(folder: string): Promise<void> {
  await provideCompiler();
  await removePartial(folder);
  const partial = await mkdtemp(`${folder}${partialEnding}`);
  await npm(await project(join(partial, 'node')), process.env, ['install', `${nodePackage}@${nodeMajor}`]);
  const environment = {
    ...process.env,
    // npm runs, and compiles, on the Node.js that it finds first.
    PATH: [dirname(nodeIn(partial)), process.env['PATH'] ?? ''].join(delimiter),
    // Headers to compile against come with the Node.js package; without this they would be fetched.
    npm_config_nodedir: nodeFolderIn(partial),
    npm_config_dangerously_allow_all_scripts: 'true',
  };
  // Its own install step compiles modules that need more than a compiler (Kerberos) and are not needed here.
  await npm(await project(join(partial, 'server')), environment, ['install', '--ignore-scripts', codeServer]);
  const workbench = join(serverIn(partial), 'lib/vscode');
  for (const part of [workbench, join(workbench, 'extensions')]) {
    await npm(part, environment, ['install', '--omit=dev', '--ignore-scripts']);
  }
  const native = ['@vscode/spdlog', '@vscode/native-watchdog'];
  await npm(workbench, environment, ['rebuild', '--ignore-scripts=false', ...native]);
  await rename(partial, folder);
}

/** What interrupted installations left. Where one lives on for a moment, as an orphan, its folder is not ours. */
async function removePartial(folder: string): Promise<void> {
  const names = (await readdir(dirname(folder))).filter((name) =>
    name.startsWith(basename(folder) + partialEnding),
  );
  for (const name of names)
    await rm(join(dirname(folder), name), { recursive: true, force: true }).catch(() => {});
}

/** Node's compiler of native modules wants make, a C++ compiler and Python. */
async function provideCompiler(): Promise<void> {
  const missing = ['make', 'g++', 'python3'].filter((name) => findOnPath(name) === undefined);
  if (missing.length === 0) return;
  if (!(await canInstallPackages())) throw new Error(`it needs ${missing.join(', ')}; install them.`);
  await installPackages(...missing);
}

async function project(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  return folder;
}

function npm(cwd: string, env: NodeJS.ProcessEnv, args: readonly string[]): Promise<void> {
  return runCommand('npm', [...args, '--no-audit', '--no-fund'], { cwd, env });
}
