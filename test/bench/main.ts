// npm run bench -- [NAME...] [--quick] [--rounds N] [--data DIR] [--resnet FILE] [--python PATH]
// Runs the benchmarks of these names, or all, and prints what they measured as a table; dist/bench.md holds it too,
// dist/bench.json every round. Ends with status 1 where counts differ or a benchmark fails.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../editor/vscode/cacheFolder.js';
import { BenchmarkUnavailable, type Bench, type Benchmark, type Round } from './benchmark.js';
import { benchmarks } from './benchmarks.js';
import { debianPython, providePeer } from './python.js';
import { markdownTable, threeDigits, type Outcome } from './table.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    data: { type: 'string' },
    resnet: { type: 'string' },
    python: { type: 'string', default: debianPython },
  },
});
const names = [...new Set(benchmarks.map(({ name }) => name))];
const unknown = positionals.find((name) => !names.includes(name));
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));

try {
  if (unknown !== undefined) {
    throw new BenchmarkUnavailable(`There is no benchmark ${unknown}: name some of ${names.join(', ')}.`);
  }
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new BenchmarkUnavailable('--rounds takes a number from 1 on.');
  }
  await main();
} catch (error) {
  if (!(error instanceof BenchmarkUnavailable)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const chosen = benchmarks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const needsPeer = chosen.some((benchmark) => benchmark.needsPeer !== false);
  const peer = needsPeer ? await providePeer(values.python, console.error) : null;
  const cache = join(cacheFolder(), 'bench');
  await mkdir(cache, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), 'unit-importance-bench-'));
  const bench: Bench = {
    python: values.python,
    data: values.data === undefined ? undefined : resolve(values.data),
    resnet: values.resnet === undefined ? undefined : resolve(values.resnet),
    quick: values.quick,
    cache,
    scratch,
  };
  try {
    const outcomes: Outcome[] = [];
    for (const benchmark of chosen)
      outcomes.push({ benchmark, rounds: await runBenchmark(benchmark, bench) });
    await report(outcomes, peer);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Its rounds; a sentence where it can't be run here, or failed. */
async function runBenchmark(benchmark: Benchmark, bench: Bench): Promise<readonly Round[] | string> {
  try {
    const runRound = await benchmark.prepare(bench);
    const done: Round[] = [];
    for (let i = 0; i < rounds; i++) {
      const round = await runRound(i);
      done.push(round);
      const { ours, against, check } = round;
      const seconds = `CPU ${threeDigits(ours.cpuSeconds)} s against ${threeDigits(against.cpuSeconds)} s`;
      const words = [
        ...(Number.isNaN(ours.cpuSeconds) ? [] : [seconds]),
        ...(check === null ? [] : [check.words]),
      ];
      console.error(`${benchmark.name}, round ${i + 1} of ${rounds}: ${words.join('; ') || 'done'}`);
      for (const fault of check?.faults ?? []) console.error(`  ${fault}`);
      if ((check?.faults.length ?? 0) > 0) process.exitCode = 1;
    }
    return done;
  } catch (error) {
    const skipped = error instanceof BenchmarkUnavailable;
    console.error(`${benchmark.name} ${skipped ? 'is skipped' : 'failed'}: ${(error as Error).message}`);
    if (!skipped) process.exitCode = 1;
    return skipped ? 'skipped' : 'failed';
  }
}

async function report(outcomes: readonly Outcome[], peer: string | null): Promise<void> {
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores`;
  const size = values.quick ? 'A tenth of the work, which says little of speed. ' : '';
  const text = `${markdownTable(outcomes)}\n\n${size}${rounds} rounds, medians; ${machine}; Node.js ${process.version}${peer === null ? '' : `; ${peer}, one thread`}.\n`;
  const folder = join(import.meta.dirname, '../../dist');
  await writeFile(join(folder, 'bench.md'), text);
  const records = outcomes.map(({ benchmark: { name, against }, rounds }) => ({ name, against, rounds }));
  await writeFile(
    join(folder, 'bench.json'),
    `${JSON.stringify({ machine, node: process.version, peer, quick: values.quick, outcomes: records }, null, 2)}\n`,
  );
  console.log(`\n${text}`);
}
