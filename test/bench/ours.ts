import { spawn } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ResultFile } from '../../src/results/schema.js';
import { readResult } from '../../src/results/store.js';
import type { Bench } from './benchmark.js';
import type { DataSet } from './dataSets.js';
import type { Usage } from './usage.js';

const program = join(import.meta.dirname, '../../dist/cli.js');

/** What is analysed. */
export interface Subject {
  /** The ONNX file. */
  readonly model: string;
  readonly data: DataSet;
  /** How many samples. */
  readonly samples: number;
}

/**
 * Runs the command line as a person would, with all its processes from start to end.
 * @param options further options of `analyse`; one process unless they say otherwise.
 */
export async function runOurs(
  bench: Bench,
  { model, data, samples }: Subject,
  options: readonly string[],
): Promise<{ readonly usage: Usage; readonly result: ResultFile }> {
  const folder = await mkdtemp(join(bench.scratch, 'ours-'));
  const out = join(folder, 'out.importance.json');
  const answer = join(folder, 'usage.json');
  const workers = options.includes('--workers') ? [] : ['--workers', '1'];
  const roots = data.files.flatMap((file) => ['--data-root', dirname(file)]);
  const where = ['--data', data.descriptor, ...roots, '--out', out];
  const args = ['analyse', model, ...where, '--samples', `${samples}`, ...workers, ...options];
  const child = spawn(
    bench.python,
    ['-B', join(import.meta.dirname, 'usage.py'), answer, process.execPath, program, ...args],
    // What an analysis that was stopped has left would be a head start.
    { env: { ...process.env, UNIT_IMPORTANCE_CACHE: folder }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  const taken = JSON.parse(await readFile(answer, 'utf8')) as Usage & { status: number };
  if (taken.status !== 0) {
    throw new Error(`unit-importance ${args.join(' ')} failed: ${said.trim().split('\n').at(-1) ?? ''}`);
  }
  return { usage: taken, result: await readResult(out) };
}
