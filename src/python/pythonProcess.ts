import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { JobCancelled } from '../jobs/jobErrors.js';

/** How a program of Python's ended. */
export interface PythonEnd {
  readonly code: number | null;
  readonly signal: string | null;
  /** Why it could not be started; null where it was. */
  readonly startError: string | null;
  /** The last that it printed on standard error. */
  readonly output: string;
}

/** How long a program may take to end once it is asked to, in milliseconds. */
const killAfterMs = 2000;
const outputTailLength = 65_536;

/**
 * Runs a program of Python's.
 * @param onLine given each line of its standard output.
 * @throws JobCancelled once the signal is aborted and the program is gone.
 */
export async function runPython(
  python: string,
  args: readonly string[],
  folder: string,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<PythonEnd> {
  if (signal.aborted) throw new JobCancelled();
  const child = spawn(python, args, {
    cwd: folder,
    // No folders of compiled modules are left beside the code.
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-outputTailLength);
  });
  createInterface({ input: child.stdout }).on('line', onLine);
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.kill();
    timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const end = await new Promise<PythonEnd>((resolve) => {
      child.on('error', ({ message }) => {
        if (child.pid === undefined) resolve({ code: null, signal: null, startError: message, output });
      });
      child.on('close', (code, ended) => resolve({ code, signal: ended, startError: null, output }));
    });
    if (signal.aborted) throw new JobCancelled();
    return end;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
