import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Settings that keep VS Code quiet, and those given. Written once: what the user changes in the editor afterwards stays. */
export async function writeSettings(
  userDataFolder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const quiet = {
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'chat.disableAIFeatures': true,
    'telemetry.telemetryLevel': 'off',
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'update.mode': 'none',
  };
  await mkdir(join(userDataFolder, 'User'), { recursive: true });
  const text = JSON.stringify({ ...quiet, ...settings }, null, 2);
  await writeFile(join(userDataFolder, 'User/settings.json'), text, { flag: 'wx' }).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    },
  );
}

/** Without a configuration of its own it would write one into the home folder. */
export async function emptyConfig(folder: string): Promise<string> {
  const file = join(folder, 'config.yaml');
  await writeFile(file, '{}\n');
  return file;
}

/** Ours, without what would make it part of a VS Code whose terminal we may run in, and without its marketplace. */
export function environmentOf(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|CODE_SERVER_|npm_)|^(PORT|PASSWORD|HASHED_PASSWORD|NODE_OPTIONS)$/.test(name),
  );
  return { ...Object.fromEntries(ours), EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...more };
}
