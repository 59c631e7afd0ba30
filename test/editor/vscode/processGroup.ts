import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** How long a process may take to end when asked to, in milliseconds. */
const limit = 5_000;

/**
 * Ends a process that was started `detached`, and all that it started: asks, waits, and kills what is left.
 *
 * @param ended settles when the process has ended
 */
export async function endGroup(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (!hasEnded(child)) {
    killGroup(child, 'SIGTERM');
    await Promise.race([ended, delay(limit, undefined, { ref: false })]);
  }
  killGroup(child, 'SIGKILL');
  if (!hasEnded(child)) await ended;
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

export function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nothing of it is left.
  }
}
