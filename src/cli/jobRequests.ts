import { resolve } from 'node:path';
import { InputError } from '../inputError.js';
import { parseMemory } from '../jobs/memoryLimit.js';
import { parsePrecision } from '../jobs/precision.js';
import {
  defaultMemory,
  defaultSettings,
  engineChoices,
  measures,
  replacements,
  type AnalyseRequest,
  type AnalysisSettings,
  type CheckRequest,
  type EngineChoice,
  type Measure,
} from '../jobs/protocol.js';
import { defaultResultPath } from '../results/resultPath.js';
import { measureSettings } from './measureOptions.js';
import { options } from './options.js';
import { parseCount, parseNames, parseUnits, splitList } from './optionValues.js';
import type { Given } from './tokens.js';

/** What arguments that are not given follow from. */
export interface Surroundings {
  /** Relative paths start here. */
  readonly cwd: string;
  /** The default number of workers. */
  readonly cores: number;
  /** Where work is kept unless another folder is named. */
  readonly cacheFolder: string;
}

/** The folders of --data-root. */
export function dataRootsOf(given: Given, cwd: string): string[] {
  return (given.get('data-root') ?? []).map((folder) => resolve(cwd, folder));
}

/** What `check` asks of a job. */
export function checkRequest(modelPath: string, given: Given, cwd: string): CheckRequest {
  const inputs = jobInputs('check', modelPath, given, cwd);
  return { inputs, labels: null, memory: defaultMemory };
}

/** The files of a job that reads data, and what runs it. @throws InputError where no data are named. */
function jobInputs(
  command: 'check' | 'analyse',
  modelPath: string,
  given: Given,
  cwd: string,
): AnalyseRequest['inputs'] {
  const data = given.get('data')?.[0];
  if (data === undefined) {
    throw new InputError(`${command} needs data: name a descriptor or a data file with --data PATH.`);
  }
  const samples = given.get('samples')?.[0];
  return {
    modelPath,
    dataPath: resolve(cwd, data),
    dataRoots: dataRootsOf(given, cwd),
    samples: samples === undefined ? null : parseCount('samples', samples, 1, Number.MAX_SAFE_INTEGER),
    engine: engineOf(given),
  };
}

/**
 * What `analyse` asks of a job.
 * @throws InputError where options contradict each other, or the result would overwrite what it is of.
 */
export function analyseRequest(modelPath: string, given: Given, surroundings: Surroundings): AnalyseRequest {
  const { cwd, cores } = surroundings;
  const one = (name: string): string | null => given.get(name)?.[0] ?? null;
  const list = (name: string): string[] | null => given.get(name)?.flatMap(splitList) ?? null;
  const inputs = jobInputs('analyse', modelPath, given, cwd);
  const { dataPath } = inputs;
  const out = one('out');
  const resultPath = out === null ? defaultResultPath(modelPath, dataPath) : resolve(cwd, out);
  if (resultPath === modelPath || resultPath === dataPath) {
    throw new InputError(
      `--out ${out} would overwrite the ${resultPath === modelPath ? 'model' : 'data'}: name another file.`,
    );
  }
  const seed = one('seed');
  const workers = one('workers');
  const memory = one('memory');
  const cache = one('cache');
  if (cache !== null && given.has('no-cache')) {
    throw new InputError('--cache and --no-cache contradict each other: leave one out.');
  }
  const layers = list('layers');
  const units = list('units');
  const wanted = parseNames('measures', list('measures'), measures, defaultSettings.measures);
  refuseIdle(given, wanted);
  return {
    inputs,
    resultPath,
    settings: {
      measures: wanted,
      replacements: parseNames(
        'replacement',
        list('replacement'),
        replacements,
        defaultSettings.replacements,
      ),
      layers,
      units: units === null ? null : parseUnits(units),
      seed: seed === null ? 0 : parseCount('seed', seed, 0, 2 ** 32 - 1),
      loss: !given.has('no-loss'),
      ...estimateSettings(one),
      ...measureSettings(given, list, defaultSettings, (name) => {
        const file = one(name);
        return file === null ? null : resolve(cwd, file);
      }),
    },
    workers: workers === null ? cores : parseCount('workers', workers, 1, 256),
    memory: memory === null ? defaultMemory : parseMemory('--memory', memory),
    cacheFolder: given.has('no-cache') ? null : resolve(cwd, cache ?? surroundings.cacheFolder),
  };
}

/** @throws InputError where a value makes no sense, or --top comes without --precision. */
function estimateSettings(one: (name: string) => string | null): Pick<AnalysisSettings, 'precision' | 'top'> {
  const precision = one('precision');
  const top = one('top');
  if (precision === null && top !== null) {
    throw new InputError(
      '--top ends an estimate sooner: say with --precision how exact it is to be otherwise.',
    );
  }
  return {
    precision: precision === null ? null : parsePrecision('--precision', precision),
    top: top === null ? null : parseCount('top', top, 1, Number.MAX_SAFE_INTEGER),
  };
}

/** @throws InputError where there is no such engine. */
export function engineOf(given: Given): EngineChoice {
  const name = given.get('engine')?.[0] ?? 'auto';
  const found = engineChoices.find((choice) => choice === name);
  // No guess at what was meant: whoever writes "gpu" does not mean cpu.
  if (found === undefined)
    throw new InputError(`--engine knows no "${name}"; it knows ${engineChoices.join(', ')}.`);
  return found;
}

/** @throws InputError where an option is for a measure that was not asked for, and would do nothing. */
function refuseIdle(given: Given, wanted: readonly Measure[]): void {
  for (const name of given.keys()) {
    const serves: readonly Measure[] = [
      ...(options[name].about === 'curves' ? (['curves'] as const) : []),
      ...(options[name].about === 'noise' || name === 'scope' ? (['noise'] as const) : []),
    ];
    if (serves.length === 0 || serves.some((measure) => wanted.includes(measure))) continue;
    const measure = serves.join(' and ');
    throw new InputError(`--${name} is for ${measure}: add ${serves.join(' or ')} to --measures.`);
  }
}
