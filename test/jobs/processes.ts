import { build } from 'esbuild';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bundles the fake worker and the fake owner as the real ones are, into a temporary folder. */
export async function buildFakes(): Promise<{ folder: string; workerPath: string; ownerPath: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'unit-importance-fakes-'));
  await build({
    entryPoints: ['fakeWorker.ts', 'fakeOwner.ts'].map((name) => join(import.meta.dirname, name)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
  return { folder, workerPath: join(folder, 'fakeWorker.mjs'), ownerPath: join(folder, 'fakeOwner.mjs') };
}

/** Whether a process is there and not just waiting for its parent to take note of its end. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

/** Waits for a condition; the deadline is far beyond what it takes. */
export async function until(condition: () => boolean, deadlineMs = 60_000): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited ${deadlineMs} ms for: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
