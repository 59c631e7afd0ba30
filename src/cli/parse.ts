import { resolve } from 'node:path';
import { InputError } from '../inputError.js';
import type { AnalyseRequest, CheckRequest, EngineChoice } from '../jobs/protocol.js';
import { checkInputShape, checkReference, onnxPathOf } from '../python/exportRequest.js';
import { defaultReportPath } from '../results/resultPath.js';
import { analyseRequest, checkRequest, dataRootsOf, engineOf, type Surroundings } from './jobRequests.js';
import { commands, options, type CommandName } from './options.js';
import { showRequest, type ShowRequest } from './showRequest.js';
import { didYouMean } from './suggest.js';
import { readTokens, type Given } from './tokens.js';

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

function commandOf(word: string): CommandName {
  const found = commands.find((command) => command === word);
  if (found !== undefined) return found;
  const hint = didYouMean(word, commands);
  throw new InputError(
    `There is no command "${word}"${hint === '' ? '; there are inspect, check, analyse, show, compare, report and export.' : hint}`,
  );
}
