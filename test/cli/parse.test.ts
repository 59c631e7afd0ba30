import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/jobs/protocol.js';
import { analyse, cwd, parse, refusal } from './parsing.js';

describe('the arguments', () => {
  it('give an analysis with the defaults and absolute paths', () => {
    expect(parse('analyse', 'nets/m.onnx', '--data', 'test.dataset.json')).toEqual({
      name: 'analyse',
      json: false,
      request: {
        inputs: {
          modelPath: resolve(cwd, 'nets/m.onnx'),
          dataPath: resolve(cwd, 'test.dataset.json'),
          dataRoots: [],
          samples: null,
          engine: 'auto',
        },
        resultPath: resolve(cwd, 'nets/m.test.importance.json'),
        settings: {
          measures: ['selectivity', 'importance'],
          replacements: ['zero'],
          layers: null,
          units: null,
          seed: 0,
          loss: true,
          curves: {
            scopes: ['network'],
            mode: 'remove',
            orders: [{ by: 'random', count: 10 }],
            givenOrders: [],
            removed: null,
          },
          noise: { scales: [0.1, 0.25, 0.5, 1, 2], seeds: 5 },
          groups: [],
          precision: null,
          top: null,
        },
        workers: 4,
        memory: { share: 0.25 },
        cacheFolder: resolve('/home/ann/.cache/unit-importance'),
      },
    });
  });

  it('give an analysis with every option, in any order', () => {
    const command = parse(
      '--json',
      '--no-loss',
      'analyse',
      '--data-root',
      'a',
      '--data=d.npz',
      'm.onnx',
      '--data-root',
      '../b',
      '--measures',
      'importance',
      '--replacement',
      'mean,zero',
      '--layers',
      'fc1, layer{1,2}.*',
      '--layers',
      'head',
      '--units',
      '3, 0-63',
      '--units',
      'every:14',
      '--samples',
      '500',
      '--seed',
      '7',
      '--workers',
      '2',
      '--memory',
      '1.5GB',
      '--cache',
      'kept',
      '--out',
      'out/r.json',
      '--engine',
      'wasm',
    );
    expect(command).toEqual({
      name: 'analyse',
      json: true,
      request: {
        inputs: {
          modelPath: resolve(cwd, 'm.onnx'),
          dataPath: resolve(cwd, 'd.npz'),
          dataRoots: [resolve(cwd, 'a'), resolve(cwd, '../b')],
          samples: 500,
          engine: 'wasm',
        },
        resultPath: resolve(cwd, 'out/r.json'),
        settings: {
          measures: ['importance'],
          replacements: ['zero', 'mean'],
          layers: ['fc1', 'layer{1,2}.*', 'head'],
          units: [
            { first: 3, last: 3, every: 1 },
            { first: 0, last: 63, every: 1 },
            { first: 0, last: null, every: 14 },
          ],
          seed: 7,
          loss: false,
          precision: null,
          top: null,
          curves: defaultSettings.curves,
          noise: defaultSettings.noise,
          groups: [],
        },
        workers: 2,
        memory: { bytes: 1.5e9 },
        cacheFolder: resolve(cwd, 'kept'),
      },
    });
  });

  it('ask that no work be kept', () => {
    const command = parse('analyse', 'm.onnx', '--data', 'd.npz', '--no-cache');
    expect(command).toMatchObject({ request: { cacheFolder: null } });
  });

  it('ask for help, of the program or of a command, and for the version', () => {
    expect(parse('--help')).toEqual({ name: 'help', topic: null });
    expect(parse('help')).toEqual({ name: 'help', topic: null });
    expect(parse('analyse', '-h')).toEqual({ name: 'help', topic: 'analyse' });
    expect(parse('help', 'inspect')).toEqual({ name: 'help', topic: 'inspect' });
    expect(parse('--version')).toEqual({ name: 'version' });
  });

  it('ask for a comparison of two results or more', () => {
    expect(parse('compare', 'a.importance.json', 'out/b.importance.json', '--json')).toEqual({
      name: 'compare',
      resultPaths: [resolve(cwd, 'a.importance.json'), resolve(cwd, 'out/b.importance.json')],
      json: true,
    });
  });

  it('ask for an inspection', () => {
    expect(parse('inspect', 'm.onnx', '--json')).toEqual({
      name: 'inspect',
      modelPath: resolve(cwd, 'm.onnx'),
      engine: 'auto',
      plans: false,
      json: true,
    });
    expect(parse('inspect', 'm.onnx', '--plan')).toMatchObject({ plans: true });
    expect(parse('inspect', 'm.onnx', '--engine', 'cuda')).toMatchObject({ engine: 'cuda' });
  });
});

describe('what makes no sense is refused in a sentence', () => {
  it('no command, an unknown one, and one that is almost right', () => {
    expect(refusal()).toBe(
      'Say what to do: inspect MODEL, or check MODEL --data DATA, or analyse MODEL --data DATA, or show RESULT, or compare RESULT RESULT, or report RESULT, or export WEIGHTS; --help tells more.',
    );
    expect(refusal('analyze', 'm.onnx')).toBe('There is no command "analyze": did you mean analyse?');
    expect(refusal('frobnicate')).toBe(
      'There is no command "frobnicate"; there are inspect, check, analyse, show, compare, report and export.',
    );
    expect(refusal('constructor')).toContain('There is no command "constructor"');
  });

  it('a missing model, and one too many', () => {
    expect(refusal('inspect')).toBe(
      'inspect needs a model: unit-importance inspect MODEL; inspect --help tells more.',
    );
    expect(refusal('inspect', 'a.onnx', 'b.onnx')).toBe(
      'inspect takes one model, and "b.onnx" is one argument too many.',
    );
    expect(refusal('analyse', 'a.onnx')).toBe(
      'analyse needs data: name a descriptor or a data file with --data PATH.',
    );
  });

  it('a comparison of fewer than two results, or of one with itself', () => {
    expect(refusal('compare', 'a.importance.json')).toBe(
      'compare needs two results or more: unit-importance compare RESULT RESULT; analyse makes them.',
    );
    expect(refusal('compare', 'a.json', 'b.json', './a.json')).toBe(
      'compare is given ./a.json twice: name each result once.',
    );
    expect(refusal('compare', 'a.json', 'b.json', '--samples', '5')).toContain('not an option of compare');
  });

  it('options that there are not, or not here', () => {
    expect(analyse('--sample', '5')).toBe('There is no option --sample: did you mean --samples?');
    expect(analyse('--frobnicate')).toBe(
      'There is no option --frobnicate; --help lists those that there are.',
    );
    expect(analyse('-x')).toBe('There is no option -x; --help lists those that there are.');
    expect(analyse('--toString')).toContain('There is no option --toString');
    expect(refusal('inspect', 'm.onnx', '--data', 'd.npz')).toBe(
      '--data is not an option of inspect; inspect --help lists those.',
    );
  });

  it('values that are missing, superfluous or given twice', () => {
    expect(analyse('--out')).toBe('--out needs a value: --out FILE.');
    expect(refusal('analyse', 'm.onnx', '--data', '--json')).toBe('--data needs a value: --data PATH.');
    expect(analyse('--json=yes')).toBe('--json takes no value: leave "=yes" out.');
    expect(analyse('--seed', '1', '--seed', '2')).toBe('--seed is given twice: give it once.');
  });

  it('numbers that are none, or out of range', () => {
    expect(analyse('--samples', '0')).toBe('--samples takes a whole number of at least 1, and "0" is none.');
    expect(analyse('--samples', '1e3')).toContain('"1e3" is none');
    expect(analyse('--seed', '-1')).toBe(
      '--seed takes a whole number from 0 to 4294967295, and "-1" is none.',
    );
    expect(analyse('--workers', '2.5')).toBe(
      '--workers takes a whole number from 1 to 256, and "2.5" is none.',
    );
    expect(analyse('--workers', '1000')).toContain('from 1 to 256');
  });

  it.each(['x', '-3', '3-', '5-3', 'every:0', 'every', '1.5', '0-9-12'])(
    'units that are none: %s',
    (text) => {
      expect(analyse(`--units=1,${text}`)).toBe(
        `--units takes flat unit indexes as 3, 0-63 or every:14, and "${text}" is none of these.`,
      );
    },
  );

  it('a memory limit that is none', () => {
    expect(analyse('--memory', 'plenty')).toBe(
      '--memory takes a size as 500MB or 2GB, or a share as 25%, and "plenty" is none.',
    );
  });

  it('a cache that is wanted and not wanted', () => {
    expect(analyse('--no-cache', '--cache', 'kept')).toBe(
      '--cache and --no-cache contradict each other: leave one out.',
    );
  });

  it('measures and replacement values that there are not', () => {
    expect(analyse('--measures', 'selectvity')).toBe(
      '--measures knows no "selectvity": did you mean selectivity?',
    );
    expect(analyse('--replacement', 'random')).toBe(
      '--replacement knows no "random"; it knows zero, mean, resample, optimal.',
    );
    expect(analyse('--measures', ',')).toBe(
      '--measures needs at least one of selectivity, importance, curves, noise.',
    );
  });

  it('an engine that there is not', () => {
    expect(analyse('--engine', 'gpu')).toBe(
      '--engine knows no "gpu"; it knows auto, cpu, cuda, dml, coreml, webgpu, wasm.',
    );
    expect(refusal('inspect', 'm.onnx', '--engine', 'wsam')).toContain('--engine knows no "wsam"; it knows');
  });

  it('a result that would overwrite the model or the data', () => {
    expect(analyse('--out', './m.onnx')).toBe('--out ./m.onnx would overwrite the model: name another file.');
    expect(analyse('--out', 'd.npz')).toBe('--out d.npz would overwrite the data: name another file.');
  });
});

describe('estimates', () => {
  const asked = (...options: string[]) => {
    const command = parse('analyse', 'm.onnx', '--data', 'd.npz', ...options);
    const { precision, top } = command.name === 'analyse' ? command.request.settings : defaultSettings;
    return { precision, top };
  };

  it('are asked for by how exact they are to be', () => {
    expect(asked('--precision', '0.5%')).toEqual({ precision: 0.005, top: null });
    expect(asked('--precision', '0.005')).toEqual({ precision: 0.005, top: null });
    expect(asked('--precision=1%', '--top', '10')).toEqual({ precision: 0.01, top: 10 });
  });

  it('are not asked for by what is no share, or without it', () => {
    for (const text of ['0%', '50%', '80 %', 'half', '-1%']) {
      expect(analyse(`--precision=${text}`)).toBe(
        `--precision is "${text}": write a share above 0 % and below 50 %, as 0.5%.`,
      );
    }
    expect(analyse('--top', '10')).toBe(
      '--top ends an estimate sooner: say with --precision how exact it is to be otherwise.',
    );
    expect(analyse('--precision', '1%', '--top', '0')).toBe(
      '--top takes a whole number of at least 1, and "0" is none.',
    );
  });
});

describe('report', () => {
  it('takes results, and writes beside the first unless told', () => {
    expect(parse('report', 'a.importance.json', 'b.json')).toMatchObject({
      name: 'report',
      resultPaths: [expect.stringMatching(/a\.importance\.json$/), expect.stringMatching(/b\.json$/)],
      outPath: expect.stringMatching(/a\.report\.html$/) as string,
    });
    expect(parse('report', 'a.json', '--out', 'r.html')).toMatchObject({
      outPath: expect.stringMatching(/r\.html$/) as string,
    });
  });

  it('opens models and data for cards of units, unless told not to', () => {
    expect(parse('report', 'a.json', '--data-root', 'data')).toMatchObject({
      cards: true,
      dataRoots: [expect.stringMatching(/data$/)],
    });
    expect(parse('report', 'a.json', '--no-cards')).toMatchObject({ cards: false, dataRoots: [] });
  });

  it('refuses none, one named twice, and to write over a result', () => {
    expect(refusal('report')).toBe(
      'report needs a result: unit-importance report RESULT; analyse makes them.',
    );
    expect(refusal('report', 'a.json', './a.json')).toBe(
      'report is given ./a.json twice: name each result once.',
    );
    expect(refusal('report', 'a.json', '--out', 'a.json')).toBe(
      '--out a.json would overwrite a result: name another file.',
    );
  });
});
