import { readFile } from 'node:fs/promises';
import { findOnPath, runCommand } from './commands.js';

/** Whether packages can be installed here without asking anybody: Debian, as root. */
export async function canInstallPackages(): Promise<boolean> {
  if (process.getuid?.() !== 0 || findOnPath('apt-get') === undefined) return false;
  return /^ID=debian$/m.test(await readFile('/etc/os-release', 'utf8').catch(() => ''));
}

/** Installs Debian packages, and refreshes the list of what there is where that is needed. */
export async function installPackages(...names: readonly string[]): Promise<void> {
  const apt = (...args: readonly string[]): Promise<void> =>
    runCommand('apt-get', ['-o', 'DPkg::Lock::Timeout=400', '-qq', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  const install = (): Promise<void> => apt('install', '--yes', '--no-install-recommends', ...names);
  try {
    await install();
  } catch {
    await apt('update');
    await install();
  }
}
