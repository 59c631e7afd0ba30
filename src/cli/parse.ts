import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '../inputError.js';
import { parseMemory } from '../jobs/memoryLimit.js';
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
import { parsePrecision } from '../jobs/precision.js';
import { checkInputShape, checkReference, onnxPathOf } from '../python/exportRequest.js';
import { defaultReportPath, defaultResultPath } from '../results/resultPath.js';
import { commands, options, type CommandName } from './options.js';
import { showRequest, type ShowRequest } from './showRequest.js';
import { didYouMean } from './suggest.js';
import { measureSettings } from './measureOptions.js';
import { parseCount, parseNames, parseUnits, splitList } from './optionValues.js';

export type Command =
  | { readonly name: 'help'; readonly topic: CommandName | null }
  | { readonly name: 'version' }
  | InspectCommand
  | { readonly name: 'check'; readonly request: CheckRequest; readonly json: boolean }
  | { readonly name: 'analyse'; readonly request: AnalyseRequest; readonly json: boolean }
  | ShowCommand
  | { readonly name: 'compare'; readonly resultPaths: readonly string[]; readonly json: boolean }
  | ReportCommand
  | ExportCommand;

export interface InspectCommand {
  readonly name: 'inspect';
  readonly modelPath: string;
  readonly engine: EngineChoice;
  /** Whether to plan how the units would be deleted. */
  readonly plans: boolean;
  readonly json: boolean;
}

export interface ShowCommand extends ShowRequest {
  readonly name: 'show';
  readonly resultPath: string;
  /** Whether model and data are compared with those that were measured. */
  readonly checks: boolean;
  readonly dataRoots: readonly string[];
  readonly json: boolean;
}

export interface ReportCommand {
  readonly name: 'report';
  readonly resultPaths: readonly string[];
  readonly outPath: string;
  /** Whether models and data are opened for cards of units. */
  readonly cards: boolean;
  readonly dataRoots: readonly string[];
  /** Where details of units are kept; absolute. */
  readonly cacheFolder: string;
}

export interface ExportCommand {
  readonly name: 'export';
  readonly weightsPath: string;
  /** `module:function`; null where none is given. */
  readonly reference: string | null;
  readonly inputShape: string;
  readonly outPath: string;
  /** An interpreter; null is the first on PATH. */
  readonly python: string | null;
  /** Whether a file that is there is replaced. */
  readonly replaces: boolean;
}

/** What arguments that are not given follow from. */
export interface Surroundings {
  /** Relative paths start here. */
  readonly cwd: string;
  /** The default number of workers. */
  readonly cores: number;
  /** Where work is kept unless another folder is named. */
  readonly cacheFolder: string;
}

/**
 * What the arguments ask for, with absolute paths.
 * @throws InputError where they make no sense, or ask for what this version can't do.
 */
export function parseCommand(argv: readonly string[], surroundings: Surroundings): Command {
  const { cwd } = surroundings;
  const { given, positionals } = readTokens(argv);
  if (given.has('version')) return { name: 'version' };
  const asksHelp = given.has('help') || positionals[0] === 'help';
  const words = positionals[0] === 'help' ? positionals.slice(1) : positionals;
  if (words.length === 0) {
    if (asksHelp) return { name: 'help', topic: null };
    throw new InputError(
      'Say what to do: inspect MODEL, or check MODEL --data DATA, or analyse MODEL --data DATA, or show RESULT, or compare RESULT RESULT, or report RESULT, or export WEIGHTS; --help tells more.',
    );
  }
  const command = commandOf(words[0]);
  if (asksHelp) return { name: 'help', topic: command };
  for (const option of given.keys()) {
    if (!options[option].commands.includes(command))
      throw new InputError(`--${option} is not an option of ${command}; ${command} --help lists those.`);
  }
  const json = given.has('json');
  if (command === 'compare') {
    return { name: 'compare', resultPaths: resultPaths('compare', words.slice(1), cwd), json };
  }
  if (command === 'show') return showCommand(words.slice(1), given, cwd);
  if (command === 'report') return reportCommand(words.slice(1), given, surroundings);
  if (words.length === 1)
    throw new InputError(
      `${command} needs a model: unit-importance ${command} MODEL; ${command} --help tells more.`,
    );
  if (words.length > 2)
    throw new InputError(`${command} takes one model, and "${words[2]}" is one argument too many.`);
  const modelPath = resolve(cwd, words[1]);
  if (command === 'inspect') {
    return { name: 'inspect', modelPath, engine: engineOf(given), plans: given.has('plan'), json };
  }
  if (command === 'check') return { name: 'check', request: checkRequest(modelPath, given, cwd), json };
  if (command === 'export') return exportCommand(modelPath, given, cwd);
  return { name: 'analyse', request: analyseRequest(modelPath, given, surroundings), json };
}

function resultPaths(command: 'compare' | 'report', words: readonly string[], cwd: string): string[] {
  if (command === 'compare' && words.length < 2) {
    throw new InputError(
      'compare needs two results or more: unit-importance compare RESULT RESULT; analyse makes them.',
    );
  }
  if (words.length === 0) {
    throw new InputError('report needs a result: unit-importance report RESULT; analyse makes them.');
  }
  const paths = words.map((word) => resolve(cwd, word));
  const again = words.find((_, i) => paths.indexOf(paths[i]) !== i);
  if (again !== undefined) throw new InputError(`${command} is given ${again} twice: name each result once.`);
  return paths;
}

/** @throws InputError where no result, or more than one, is named, or an option makes no sense. */
function showCommand(words: readonly string[], given: Given, cwd: string): ShowCommand {
  if (words.length === 0) {
    throw new InputError('show needs a result: unit-importance show RESULT; analyse makes them.');
  }
  if (words.length > 1) {
    throw new InputError(
      `show takes one result, and "${words[1]}" is one argument too many; compare lays several side by side.`,
    );
  }
  return {
    name: 'show',
    resultPath: resolve(cwd, words[0]),
    ...showRequest((name) => given.get(name) ?? []),
    checks: !given.has('no-check'),
    dataRoots: dataRootsOf(given, cwd),
    json: given.has('json'),
  };
}

function reportCommand(
  words: readonly string[],
  given: Given,
  { cwd, cacheFolder }: Surroundings,
): ReportCommand {
  const paths = resultPaths('report', words, cwd);
  const out = given.get('out')?.[0];
  const outPath = out === undefined ? defaultReportPath(paths[0]) : resolve(cwd, out);
  if (paths.includes(outPath)) {
    throw new InputError(`--out ${out ?? outPath} would overwrite a result: name another file.`);
  }
  return {
    name: 'report',
    resultPaths: paths,
    outPath,
    cards: !given.has('no-cards'),
    dataRoots: dataRootsOf(given, cwd),
    cacheFolder,
  };
}

/** @throws InputError where the input's shape is missing, or a value makes no sense. */
function exportCommand(weightsPath: string, given: Given, cwd: string): ExportCommand {
  const one = (name: string): string | null => given.get(name)?.[0] ?? null;
  const inputShape = one('input-shape');
  if (inputShape === null) {
    throw new InputError(
      'export needs the shape of the input: --input-shape 1,1,28,28, the sizes of one example with the batch first.',
    );
  }
  checkInputShape('--input-shape', inputShape);
  const reference = one('model');
  if (reference !== null) checkReference('--model', reference);
  const outPath = resolve(cwd, one('out') ?? onnxPathOf(weightsPath));
  if (outPath === weightsPath) throw new InputError('--out would overwrite the weights: name another file.');
  return {
    name: 'export',
    weightsPath,
    reference,
    inputShape,
    outPath,
    python: one('python'),
    replaces: given.has('replace'),
  };
}

type Given = ReadonlyMap<string, readonly string[]>;

function dataRootsOf(given: Given, cwd: string): string[] {
  return (given.get('data-root') ?? []).map((folder) => resolve(cwd, folder));
}

function checkRequest(modelPath: string, given: Given, cwd: string): CheckRequest {
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

function analyseRequest(modelPath: string, given: Given, surroundings: Surroundings): AnalyseRequest {
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
function engineOf(given: Given): EngineChoice {
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

function commandOf(word: string): CommandName {
  const found = commands.find((command) => command === word);
  if (found !== undefined) return found;
  const hint = didYouMean(word, commands);
  throw new InputError(
    `There is no command "${word}"${hint === '' ? '; there are inspect, check, analyse, show, compare, report and export.' : hint}`,
  );
}

/** The options given, each with its values, and the other words, in order. */
function readTokens(argv: readonly string[]): { given: Given; positionals: string[] } {
  const known = Object.entries(options).map(([name, { value }]) => [
    name,
    { type: value === null ? 'boolean' : 'string' } as const,
  ]);
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options: {
      ...(Object.fromEntries(known) as Record<string, { type: 'boolean' | 'string' }>),
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
    // Its own complaints take several lines.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName } = token;
    if (name !== 'help' && name !== 'version')
      checkOption(name, rawName, token.value, token.inlineValue === true, given.has(name));
    given.set(name, [...(given.get(name) ?? []), token.value ?? '']);
  }
  return { given, positionals };
}

function checkOption(
  name: string,
  rawName: string,
  value: string | undefined,
  inline: boolean,
  again: boolean,
): void {
  if (!Object.hasOwn(options, name)) {
    const hint = didYouMean(
      rawName,
      [...Object.keys(options), 'help', 'version'].map((option) => `--${option}`),
    );
    throw new InputError(
      `There is no option ${rawName}${hint === '' ? '; --help lists those that there are.' : hint}`,
    );
  }
  const option = options[name];
  if (option.value === null) {
    if (value !== undefined) throw new InputError(`${rawName} takes no value: leave "=${value}" out.`);
    return;
  }
  // Without a value of its own an option would swallow the next one.
  if (value === undefined || value === '' || (!inline && /^--?[a-z]/i.test(value))) {
    throw new InputError(`${rawName} needs a value: ${rawName} ${option.value}.`);
  }
  if (again && option.repeats !== true) throw new InputError(`${rawName} is given twice: give it once.`);
}
