import { join } from 'node:path';
import { packageExtension } from '../../../scripts/packageExtension.js';
import { isPlatform, ownPlatform } from '../../../scripts/platforms.js';
import { runCommand } from './commands.js';
import { VsCodeUnavailable } from './unavailable.js';

const repository = join(import.meta.dirname, '../../..');

/**
 * Builds the extension and packages it for this machine.
 *
 * @param folder where the .vsix file goes
 * @returns the file's path
 * @throws VsCodeUnavailable where there is no package for this machine
 */
export async function buildPackage(folder: string): Promise<string> {
  const platform = ownPlatform();
  if (!isPlatform(platform)) {
    throw new VsCodeUnavailable(`there is no package for ${platform}, as ONNX Runtime has no binary for it.`);
  }
  await runCommand(process.execPath, ['esbuild.mjs'], { cwd: repository });
  return packageExtension(platform, folder);
}
