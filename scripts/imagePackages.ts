import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imagePackages, type Platform } from './platforms.js';

const modules = join(import.meta.dirname, '../node_modules');

/** sharp's binaries for a platform that are not installed here, as npm takes them: `@img/sharp-win32-x64@0.35.5`. */
export async function missingImagePackages(platform: Platform): Promise<string[]> {
  const { optionalDependencies } = JSON.parse(
    await readFile(join(modules, 'sharp/package.json'), 'utf8'),
  ) as {
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  return imagePackages(platform)
    .filter((name) => !existsSync(join(modules, name)))
    .map((name) => `${name}@${optionalDependencies[name]}`);
}
