import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const repository = join(import.meta.dirname, '../..');
const program = join(repository, 'dist/cli.js');

/** How the program ended, and what it printed. */
export interface Ended {
  /** Exit status; null where a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  /** Lines of standard error, those that only tell progress left out. */
  readonly said: readonly string[];
  readonly progress: readonly string[];
}

export interface RunningProgram {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Sends a signal as the terminal does on Ctrl+C: to the program and to all that it started. */
  signalGroup(signal: NodeJS.Signals): void;
}

export interface RunOptions {
  readonly cwd?: string;
  /** A command that starts the program, as `prlimit` and its options. */
  readonly under?: readonly string[];
  /** Where it keeps work; a folder of its own unless said. */
  readonly cache?: string;
}

/** Starts the program as a person would, as a process of its own. Nothing of it outlives the test. */
export function startProgram(args: readonly string[], options: RunOptions = {}): RunningProgram {
  const cache = options.cache ?? ownCache();
  const [command, ...rest] = [...(options.under ?? []), process.execPath, program, ...args];
  const child = spawn(command, rest, {
    cwd: options.cwd ?? repository,
    env: { ...process.env, FORCE_COLOR: '0', UNIT_IMPORTANCE_DEBUG: '', UNIT_IMPORTANCE_CACHE: cache },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that signals reach it and not the tests.
    detached: true,
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      const lines = printed.stderr.split('\n').filter((line) => line !== '');
      resolve({
        status,
        stdout: printed.stdout,
        said: lines.filter((line) => !isProgress(line)),
        progress: lines.filter(isProgress),
      });
    });
  });
  const { pid } = child;
  if (pid === undefined) return { pid: -1, ended, signalGroup: () => {} };
  const signalGroup = (signal: NodeJS.Signals): void => {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  };
  onTestFinished(() => {
    try {
      signalGroup('SIGKILL');
    } catch {
      // It has ended, and so has all that it started.
    }
  });
  return { pid, ended, signalGroup };
}

/** An empty folder, so that nothing that another test left is gone on from. */
function ownCache(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unit-importance-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function runProgram(args: readonly string[], options?: RunOptions): Promise<Ended> {
  return startProgram(args, options).ended;
}

/** Where standard error is no terminal, a line tells every ten seconds how far the program is. */
function isProgress(line: string): boolean {
  return /^(Reading model|Measuring|Deleting|Adding noise|Writing the result)[\w ]*(:|$)/.test(line);
}
