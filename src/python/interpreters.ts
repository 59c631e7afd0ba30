import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * The Python interpreters on PATH, the one that a shell would take first.
 * @param env the environment, of which PATH is read.
 */
export async function pythonsOnPath(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Promise<string[]> {
  const isWindows = platform === 'win32';
  const names = isWindows ? ['python.exe', 'python3.exe', 'py.exe'] : ['python3', 'python'];
  const path = isWindows ? Object.entries(env).find(([key]) => /^path$/i.test(key))?.[1] : env['PATH'];
  const folders = (path ?? '').split(delimiter).filter((folder) => folder !== '');
  // Folders may be links to others: /bin to /usr/bin.
  const unique = new Map<string, string>();
  for (const folder of folders) {
    const real = await realpath(folder).catch(() => null);
    if (real !== null && !unique.has(real)) unique.set(real, folder);
  }
  const found: string[] = [];
  for (const name of names) {
    for (const folder of unique.values()) {
      const candidate = join(folder, name);
      const mode = isWindows ? constants.F_OK : constants.X_OK;
      const isThere = await access(candidate, mode).then(
        () => true,
        () => false,
      );
      if (isThere) found.push(candidate);
    }
  }
  return found;
}
