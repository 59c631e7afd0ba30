import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession, type Session } from './session.js';

describe('a folder of 20,000 files', () => {
  let session: Session;
  let folder: string;

  beforeAll(async () => {
    session = await openSession();
    folder = join(dirname(session.folder), 'large');
    for (let part = 0; part < 200; part++) {
      const inner = join(folder, `part${part}`);
      await mkdir(inner, { recursive: true });
      for (let i = 0; i < 100; i++) await writeFile(join(inner, `file${i}.py`), 'x = 1\n');
      if (part % 20 === 0) await copyFile(join(session.folder, 'digits.onnx'), join(inner, `${part}.onnx`));
    }
  });
  afterAll(() => session.close());

  it('lists its models, and tells what that took the extension host', async () => {
    const { sideBar } = await session.open(folder);
    // The extension host has work of its own after a start.
    await delay(5000);
    const before = await hostsCpuMs();
    await sideBar.show('Unit Importance');
    await sideBar.row('0.onnx').waitFor();
    await expect.poll(async () => (await sideBar.rows()).length).toBe(10);
    await delay(2000);
    const after = await hostsCpuMs();
    if (before !== null && after !== null) console.log(`extension host: ${after - before} ms of CPU`);
  });
});

/** Time that the extension hosts of this machine have worked; null where it can't be read. */
async function hostsCpuMs(): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  let ticks = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (!command.includes('--type=extensionHost')) continue;
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // User and system time are the 14th and 15th fields, see proc(5); the second may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks * 10;
}
