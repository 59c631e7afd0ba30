import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
import { curveOf, measuredSample } from '../results/measuredSample.js';
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
    expect(io.stderr.text).toBe('Cancelled; starting it again goes on from there.\n');
    expect(io.jobs.cancelled).toBe(1);
    expect(io.exits).toEqual([]);
    expect(io.signals.eventNames()).toEqual([]);
  });

  it('is cancelled without a promise where no work is kept', async () => {
    io.jobs.work = () => {
      setImmediate(() => io.signals.emit('SIGINT'));
      return new Promise(() => undefined);
    };
    expect(await run('--no-cache')).toBe(130);
    expect(io.stderr.text).toBe('Cancelled; nothing was written.\n');
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

describe('compare', () => {
  const [first, second] = ['pets.test.importance.json', 'memorised.test.importance.json'];

  beforeEach(async () => {
    const memorised = measuredSample();
    memorised.curves = [curveOf([180, 84, 76]), curveOf([180, 88, 76], { seed: 1 })];
    memorised.dataset.labelKind = 'shuffled 100 %';
    delete memorised.noise;
    await writeResult(join(folder, first), measuredSample());
    await writeResult(join(folder, second), memorised);
  });

  it('lays results side by side, and says whether their bands overlap', async () => {
    expect(await runCli(['compare', first, second], io)).toBe(0);
    expect(io.stdout.text).toMatchInlineSnapshot(`
      "Networks
                              pets.test   memorised.test
      data              pets, test part  pets, test part
      labels                       true   shuffled 100 %
      samples                200 images       200 images
      intact accuracy            90.0 %           90.0 %
      loss                       0.3000           0.3000
      largest class              40.0 %           40.0 %
      dead units                1 of 14          1 of 14
      always on                 3 of 14          3 of 14
      beyond chance             1 of 14          1 of 14
      mean selectivity             0.48             0.48
        fc1                        0.43             0.43
        fc2                        0.55             0.55

      More and more units removed, replaced by zero; order: random; scope: network
                                    pets.test  memorised.test
      AUC                               0.625           0.535
        lowest to highest      0.575 to 0.675  0.530 to 0.540
        standard deviation              0.041           0.005
        orders                              3               2
      accuracy, 0 % removed            90.0 %          90.0 %
      accuracy, 25 % removed           75.0 %          66.5 %
      accuracy, 50 % removed           60.0 %          43.0 %
      accuracy, 75 % removed           50.0 %          40.5 %
      accuracy, 100 % removed          40.0 %          38.0 %

      More and more units removed, replaced by zero; order: selectivity, highest first; scope: network
                               pets.test  memorised.test
      AUC                          0.550               -
      accuracy, 0 % removed       90.0 %               -
      accuracy, 25 % removed      67.5 %               -
      accuracy, 50 % removed      45.0 %               -
      accuracy, 75 % removed      42.5 %               -
      accuracy, 100 % removed     40.0 %               -

      Noise of s standard deviations on every unit; scope: network
                         pets.test  memorised.test
      accuracy, s = 0.1     88.0 %               -
      accuracy, s = 1       62.5 %               -

      AUC from the largest down: pets.test 0.625, memorised.test 0.535.
      Bands over orders that do not overlap: every order of pets.test lies above every order of
      memorised.test.
      Networks that memorise lean on fewer directions: on its training data, such a network has a smaller
      AUC than one that generalises (Morcos et al. 2018). That compares networks; no AUC by itself is a
      verdict.
      "
    `);
    expect(io.stderr.text).toBe('');
  });

  it('prints JSON if asked: the networks, the fractions of their curves, and the sentences', async () => {
    expect(await runCli(['compare', first, second, '--json'], io)).toBe(0);
    const printed = JSON.parse(io.stdout.text) as Record<string, unknown[]>;
    expect(printed['fractions']).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(printed['networks']).toMatchObject([
      { name: 'pets.test', correct: 180, dead: 1 },
      { name: 'memorised.test', labelKind: 'shuffled 100 %', noise: [] },
    ]);
    expect(printed['notes']).toEqual([]);
    expect(printed['sentences'][0]).toBe('AUC from the largest down: pets.test 0.625, memorised.test 0.535.');
  });

  it('names results by their paths where their names are the same', async () => {
    await mkdir(join(folder, 'other'));
    await writeResult(join(folder, 'other', first), measuredSample());
    await runCli(['compare', first, `other/${first}`, '--json'], io);
    const { networks } = JSON.parse(io.stdout.text) as { networks: { name: string }[] };
    expect(networks.map(({ name }) => name)).toEqual(['pets.test', join('other', 'pets.test')]);
  });

  it('shows networks with other layers by the place of these', async () => {
    const other = measuredSample();
    other.layers.push({ ...other.layers[1], id: 'conv3' });
    await writeResult(join(folder, 'deep.importance.json'), other);
    await runCli(['compare', first, 'deep.importance.json'], io);
    expect(io.stdout.text).toMatch(/ {2}layer 2 +fc2 0\.55 +fc2 0\.55\n {2}layer 3 +- +conv3 0\.55\n/);
  });

  it('ends with 2 and one line where a file is no result', async () => {
    await writeFile(join(folder, 'notes.json'), '{}');
    expect(await runCli(['compare', first, 'notes.json'], io)).toBe(2);
    expect(io.stderr.text).toBe(
      'notes.json is not a result of Unit Importance: its "format" is not "unit-importance"; choose a file that ends in .importance.json.\n',
    );
    expect(await runCli(['compare', first, 'nowhere.json'], io)).toBe(2);
    expect(io.stdout.text).toBe('');
  });

  it('is no wider than the terminal', async () => {
    const narrow = fakeIo(folder, 72);
    await runCli(['compare', first, second], narrow);
    for (const line of narrow.stdout.text.split('\n')) expect(line.length).toBeLessThanOrEqual(72);
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
