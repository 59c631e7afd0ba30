import { symlinkSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pythonsOnPath } from '../../src/python/interpreters.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';

describe.skipIf(process.platform === 'win32')('the interpreters on PATH', () => {
  const folder = temporaryFolder();

  it('are all that can be run, by their usual names, a folder behind a link once', async () => {
    const programs = ['a/python', 'b/python3', 'c/python3'].map((name) => folder.write(name, ''));
    for (const program of programs) await chmod(program, 0o755);
    folder.write('a/python3', 'not to be run');
    symlinkSync(join(folder.path, 'b'), join(folder.path, 'd'));
    const path = ['missing', 'a', 'b', 'd', 'c'].map((name) => join(folder.path, name)).join(delimiter);
    const [a, b, c] = programs;
    expect(await pythonsOnPath({ PATH: path }, 'linux')).toEqual([b, c, a]);
    expect(await pythonsOnPath({}, 'linux')).toEqual([]);
  });

  it('have names of their own on Windows, where PATH may be written in any case', async () => {
    const program = folder.write('w/python.exe', '');
    expect(await pythonsOnPath({ Path: join(folder.path, 'w') }, 'win32')).toEqual([program]);
  });
});
