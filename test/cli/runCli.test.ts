import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { runCli } from '../../src/cli/runCli.js';
import { InputError } from '../../src/inputError.js';
import { JobFailed } from '../../src/jobs/jobErrors.js';
import type { ModelSummary } from '../../src/jobs/protocol.js';
import { writeResult } from '../../src/results/store.js';
import { sampleResult } from '../results/sampleResult.js';
import { fakeIo, type FakeIo } from './fakeIo.js';

const model: ModelSummary = {
  format: 'onnx',
  inputs: [{ name: 'image', shape: [null, 3, 32, 32] }],
  outputs: [{ name: 'logits', shape: [null, 10] }],
  layers: [
    { id: 'conv1', kind: 'conv', operator: 'Conv', activation: 'Relu', shape: [16, 32, 32], unitCount: 16 },
    {
      id: 'layer1.0',
      kind: 'residual',
      operator: 'Add',
      activation: null,
      shape: [16, null, null],
      unitCount: 16,
    },
    { id: 'fc1', kind: 'dense', operator: 'Gemm', activation: 'Relu', shape: [1024], unitCount: 1024 },
  ],
};

let folder: string;
let io: FakeIo;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  io = fakeIo(folder);
});

afterEach(() => rm(folder, { recursive: true }));

describe('inspect', () => {
  it('prints a table, and ends with 0', async () => {
    io.jobs.model = model;
    expect(await runCli(['inspect', 'nets/m.onnx'], io)).toBe(0);
    expect(io.jobs.inspected).toEqual([join(folder, 'nets', 'm.onnx')]);
    expect(io.stdout.text).toMatchInlineSnapshot(`
      "m.onnx (onnx)
        in   image: ? x 3 x 32 x 32
        out  logits: ? x 10

      layer     kind      operator  activation  shape         units
      conv1     conv      Conv      Relu        16 x 32 x 32     16
      layer1.0  residual  Add       -           16 x ? x ?       16
      fc1       dense     Gemm      Relu        1024          1,024

      3 hidden layers, 1,056 units
      "
    `);
    expect(io.stderr.text).toBe('');
  });

  it('prints JSON if asked', async () => {
    io.jobs.model = model;
    expect(await runCli(['inspect', 'm.onnx', '--json'], io)).toBe(0);
    expect(JSON.parse(io.stdout.text)).toEqual(model);
  });

  it('shows a network without hidden layers for what it is', async () => {
    io.jobs.model = { ...model, layers: [] };
    await runCli(['inspect', 'm.onnx'], io);
    expect(io.stdout.text).toContain('\n0 hidden layers, 0 units\n');
  });

  it('ends with 2 and one line where the model cannot be read', async () => {
    io.jobs.model = new InputError('m.onnx ends early:\n export it again.');
    expect(await runCli(['inspect', 'm.onnx'], io)).toBe(2);
    expect(io.stderr.text).toBe('m.onnx ends early: export it again.\n');
    expect(io.stdout.text).toBe('');
  });
});

describe('analyse', () => {
  const run = (...options: string[]): Promise<number> =>
    runCli(['analyse', 'pets.onnx', '--data', 'test.dataset.json', ...options], io);
  const resultName = 'pets.test.importance.json';

  beforeEach(async () => {
    await writeFile(join(folder, 'pets.onnx'), '');
    io.jobs.work = (request) => writeResult(request.resultPath, sampleResult());
  });

  it('ends with 0, a summary on standard output, and nothing on standard error when it was quick', async () => {
    expect(await run()).toBe(0);
    expect(io.stdout.text).toContain('pets.onnx on pets, test part (200 images)\n');
    expect(io.stdout.text).toMatch(/Written to pets\.test\.importance\.json in 8\.1 s\.\n$/);
    expect(io.stderr.text).toBe('');
    expect(io.signals.eventNames()).toEqual([]);
  });

  it('prints the content of the file with --json, wherever that was written', async () => {
    expect(await run('--json', '--out', 'r.json')).toBe(0);
    expect(io.stdout.text).toBe(await readFile(join(folder, 'r.json'), 'utf8'));
  });

  it('asks before the work whether the result can be written', async () => {
    expect(await run('--out', 'missing/r.json')).toBe(2);
    expect(io.stderr.text).toContain("The result can't be written to");
    expect(io.jobs.requests).toEqual([]);
    expect(await run()).toBe(0);
    expect(await readdir(folder)).toEqual(['pets.onnx', resultName]);
  });

  it('leaves it to the job to say that the model is missing', async () => {
    await rm(join(folder, 'pets.onnx'));
    io.jobs.work = () => Promise.reject(new InputError('There is no file pets.onnx.'));
    expect(await run('--out', 'missing/r.json')).toBe(2);
    expect(io.stderr.text).toBe('There is no file pets.onnx.\n');
  });

  it('ends with 1 and one line where the analysis fails', async () => {
    io.jobs.work = () => Promise.reject(new JobFailed('The analysis ran out of memory.'));
    expect(await run()).toBe(1);
    expect(io.stderr.text).toBe('The analysis ran out of memory.\n');
    expect(io.stdout.text).toBe('');
  });

  it('ends with 2 where data and model do not fit', async () => {
    io.jobs.work = () => Promise.reject(new InputError('test.dataset.json has 11 classes and pets.onnx 10.'));
    expect(await run()).toBe(2);
  });

  it.each(['SIGINT', 'SIGTERM'])('is cancelled by %s and ends with 130 and one line', async (signal) => {
    io.jobs.work = () => {
      setImmediate(() => io.signals.emit(signal));
      return new Promise(() => undefined);
    };
    expect(await run()).toBe(130);
    expect(io.stderr.text).toBe('Cancelled; nothing was written.\n');
    expect(io.jobs.cancelled).toBe(1);
    expect(io.exits).toEqual([]);
    expect(io.signals.eventNames()).toEqual([]);
  });

  it('ends at once on a second signal', async () => {
    io.jobs.work = () => {
      setImmediate(() => {
        io.signals.emit('SIGINT');
        io.signals.emit('SIGINT');
      });
      return new Promise(() => undefined);
    };
    await run();
    expect(io.exits).toEqual([130]);
  });

  it('ends with 2 and one line on bad arguments', async () => {
    expect(await run('--samples', 'many')).toBe(2);
    expect(io.stderr.text).toBe('--samples takes a whole number of at least 1, and "many" is none.\n');
  });
});

describe('help, version and colour', () => {
  it('print to standard output', async () => {
    expect(await runCli(['--version'], io)).toBe(0);
    expect(io.stdout.text).toBe(`${version}\n`);
    expect(await runCli(['analyse', '--help'], io)).toBe(0);
    expect(io.stdout.text).toContain('Usage: unit-importance analyse MODEL --data DATA [options]');
  });

  it.each([
    [{}, 80, true],
    [{}, 0, false],
    [{ NO_COLOR: '1' }, 80, false],
    [{ NO_COLOR: '' }, 80, true],
    [{ TERM: 'dumb' }, 80, false],
    [{ FORCE_COLOR: '1' }, 0, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, 80, true],
    [{ FORCE_COLOR: '0' }, 80, false],
  ])('colour follows %o on %i columns: %s', async (env, columns, coloured) => {
    const terminal = { ...fakeIo(folder, columns), env };
    terminal.jobs.model = model;
    await runCli(['inspect', 'm.onnx'], terminal);
    const { text } = terminal.stdout;
    expect(text !== stripVTControlCharacters(text)).toBe(coloured);
  });
});
