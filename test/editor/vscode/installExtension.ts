import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './commands.js';
import type { VsCodeInstallation } from './installation.js';
import { emptyConfig, environmentOf } from './serverEnvironment.js';

/** Installs a packaged extension, as `code --install-extension` does. */
export async function installExtension(
  { node, entry }: VsCodeInstallation,
  vsix: string,
  extensionsFolder: string,
): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'unit-importance-install-'));
  try {
    const folders = ['--user-data-dir', scratch, '--extensions-dir', extensionsFolder];
    await runCommand(
      node,
      [entry, '--config', await emptyConfig(scratch), ...folders, '--install-extension', vsix, '--force'],
      {
        env: environmentOf({}),
      },
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
