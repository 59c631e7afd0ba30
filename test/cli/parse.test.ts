import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/cli/parse.js';
import { InputError } from '../../src/inputError.js';

const cwd = resolve('/home/ann');
const parse = (...argv: string[]): ReturnType<typeof parseCommand> => parseCommand(argv, cwd, 4);

function refusal(...argv: string[]): string {
  try {
    parse(...argv);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  return 'taken';
}

const analyse = (...options: string[]): string => refusal('analyse', 'm.onnx', '--data', 'd.npz', ...options);

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
        },
        resultPath: resolve(cwd, 'nets/m.test.importance.json'),
        settings: {
          measures: ['selectivity', 'importance'],
          replacements: ['zero'],
          layers: null,
          seed: 0,
          loss: true,
        },
        workers: 4,
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
      '--samples',
      '500',
      '--seed',
      '7',
      '--workers',
      '2',
      '--out',
      'out/r.json',
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
        },
        resultPath: resolve(cwd, 'out/r.json'),
        settings: {
          measures: ['importance'],
          replacements: ['zero', 'mean'],
          layers: ['fc1', 'layer{1,2}.*', 'head'],
          seed: 7,
          loss: false,
        },
        workers: 2,
      },
    });
  });

  it('ask for help, of the program or of a command, and for the version', () => {
    expect(parse('--help')).toEqual({ name: 'help', topic: null });
    expect(parse('help')).toEqual({ name: 'help', topic: null });
    expect(parse('analyse', '-h')).toEqual({ name: 'help', topic: 'analyse' });
    expect(parse('help', 'inspect')).toEqual({ name: 'help', topic: 'inspect' });
    expect(parse('--version')).toEqual({ name: 'version' });
  });

  it('ask for an inspection', () => {
    expect(parse('inspect', 'm.onnx', '--json')).toEqual({
      name: 'inspect',
      modelPath: resolve(cwd, 'm.onnx'),
      json: true,
    });
  });
});

describe('what makes no sense is refused in a sentence', () => {
  it('no command, an unknown one, and one that is almost right', () => {
    expect(refusal()).toBe('Say what to do: inspect MODEL, or analyse MODEL --data DATA; --help tells more.');
    expect(refusal('analyze', 'm.onnx')).toBe('There is no command "analyze": did you mean analyse?');
    expect(refusal('frobnicate')).toBe('There is no command "frobnicate"; there are inspect and analyse.');
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

  it('measures and replacement values that there are not', () => {
    expect(analyse('--measures', 'selectvity')).toBe(
      '--measures knows no "selectvity": did you mean selectivity?',
    );
    expect(analyse('--replacement', 'random')).toBe(
      '--replacement knows no "random"; it knows zero and mean.',
    );
    expect(analyse('--measures', ',')).toBe('--measures needs at least one of selectivity and importance.');
  });

  it('a result that would overwrite the model or the data', () => {
    expect(analyse('--out', './m.onnx')).toBe('--out ./m.onnx would overwrite the model: name another file.');
    expect(analyse('--out', 'd.npz')).toBe('--out d.npz would overwrite the data: name another file.');
  });
});

describe('what belongs to a later version is refused in a sentence', () => {
  it.each([
    ['scope', 'layer', 'curves'],
    ['mode', 'keep', 'curves'],
    ['orders', 'random:3', 'curves'],
    ['order-file', 'o.json', 'curves'],
    ['removed', '0,8', 'curves'],
    ['groups', 'g.json', 'groups of units'],
    ['scales', '0.1', 'noise'],
    ['noise-seeds', '3', 'noise'],
    ['precision', '0.5%', 'estimates'],
  ])('--%s', (option, value, what) => {
    expect(analyse(`--${option}`, value)).toBe(
      `--${option} is for ${what}, which this version can't measure yet; it measures selectivity and importance, exactly.`,
    );
  });

  it('measures, replacement values and commands', () => {
    expect(analyse('--measures', 'selectivity,curves')).toBe(
      '--measures curves is not in this version yet; it can do selectivity and importance.',
    );
    expect(analyse('--measures', 'noise')).toContain('--measures noise is not in this version yet');
    expect(analyse('--replacement', 'optimal')).toBe(
      '--replacement optimal is not in this version yet; it can do zero and mean.',
    );
    expect(analyse('--replacement', 'resample')).toContain('it can do zero and mean.');
    expect(refusal('compare', 'a.json', 'b.json')).toBe(
      "This version can't compare results yet; it can inspect a model and analyse it.",
    );
    expect(refusal('report', 'a.json', '--out', 'r.html')).toContain("This version can't write reports yet");
  });
});
