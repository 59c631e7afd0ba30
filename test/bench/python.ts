import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canInstallPackages, installPackages } from '../editor/vscode/debianPackages.js';
import { BenchmarkUnavailable } from './benchmark.js';

/** Its packages bring the peer. */
export const debianPython = '/usr/bin/python3';
const packages = ['python3-torch', 'libopenblas0-pthread'];

/**
 * Makes sure that the peer is there: PyTorch, with OpenBLAS below it. Debian's falls back on a BLAS that is many
 * times slower, which would be no fair peer. Installs both where it may.
 *
 * @param python the interpreter to use
 * @returns what the peer is, as `PyTorch 1.13.0a0, OpenBLAS`
 * @throws BenchmarkUnavailable
 */
export async function providePeer(python: string, say: (line: string) => void): Promise<string> {
  if (process.platform !== 'linux') {
    throw new BenchmarkUnavailable('The benchmarks measure processes as Linux tells them; run them there.');
  }
  const found = await about(python);
  if (isFair(found)) return describe(found);
  if (python === debianPython && (await canInstallPackages())) {
    say(`Installing the peer: ${packages.join(', ')}.`);
    await installPackages(...packages);
    const installed = await about(python);
    if (isFair(installed)) return describe(installed);
  }
  throw new BenchmarkUnavailable(
    found === null
      ? `${python} has no PyTorch to measure against: install it (Debian: apt-get install ${packages.join(' ')}), or name another interpreter with --python.`
      : `${describe(found)}, which is no fair peer: install OpenBLAS (Debian: apt-get install ${packages[1]}).`,
  );
}

interface About {
  readonly torch: string;
  readonly blas: string;
}

const isFair = (found: About | null): found is About => found !== null && /openblas|mkl/i.test(found.blas);
const describe = ({ torch, blas }: About): string => `PyTorch ${torch} with ${blas}`;

async function about(python: string): Promise<About | null> {
  try {
    return JSON.parse(await runPython(python, 'peer.py', ['--about'])) as About;
  } catch {
    return null;
  }
}

/**
 * Runs a program of this folder to its end, on one thread and with the fastest settings that its libraries have.
 * @param input what it reads on standard input
 * @returns what it wrote on standard output
 */
export async function runPython(
  python: string,
  program: string,
  args: readonly string[],
  input = '',
): Promise<string> {
  const child = spawn(python, ['-B', join(import.meta.dirname, program), ...args], {
    env: { ...process.env, ...(await fastestSettings()) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  // A program that dies before it has read tells why on standard error.
  child.stdin.on('error', () => {}).end(input);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (status !== 0) {
    throw new Error(`${program} ended with status ${status}: ${printed.stderr.trim().split('\n').at(-1)}`);
  }
  return printed.stdout;
}

/** One thread. OpenBLAS uses AVX-512 on Intel's processors unless it is told that this is one of those. */
async function fastestSettings(): Promise<Record<string, string>> {
  const cpu = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  return {
    OMP_NUM_THREADS: '1',
    OPENBLAS_NUM_THREADS: '1',
    OMP_WAIT_POLICY: 'PASSIVE',
    ...(/^flags.*\bavx512f\b/m.test(cpu) ? { OPENBLAS_CORETYPE: 'SkylakeX' } : {}),
  };
}
