import { basename, relative } from 'node:path';
import { compareNetworks, comparedFractions, type NamedResult } from '../results/derive/comparison.js';
import { comparisonNotes } from '../results/derive/comparisonNotes.js';
import { bandSentences, memorisationSentence } from '../results/derive/memorisationSentences.js';
import { InputError } from '../inputError.js';
import { countsAnswers } from '../results/derive/task.js';
import { readResult } from '../results/store.js';
import { comparisonText } from './comparisonText.js';
import type { Style } from './io.js';

/**
 * Results side by side, as text or as JSON: `{ fractions, networks, notes, sentences }`.
 * @param paths of result files, absolute.
 * @throws InputError where one is none, or can't be read.
 */
export async function compareResults(
  paths: readonly string[],
  json: boolean,
  cwd: string,
  width: number,
  style: Style,
): Promise<string> {
  const names = namesOf(paths, cwd);
  const results: NamedResult[] = [];
  for (const [i, path] of paths.entries()) results.push({ name: names[i], result: await readResult(path) });
  const regression = results.find(({ result }) => !countsAnswers(result));
  const other = results.find(({ result }) => countsAnswers(result));
  if (regression && other) {
    throw new InputError(
      `${regression.name} is of a regression, which has errors and no accuracy, ${other.name} is not; compare regressions with each other.`,
    );
  }
  const networks = compareNetworks(results);
  const notes = comparisonNotes(networks);
  const keys = new Set(networks.flatMap(({ curves }) => curves.map(({ key }) => key)));
  const bands = [...keys].flatMap((key) => bandSentences(networks, key));
  const sentences = bands.length === 0 ? [] : [...bands, memorisationSentence];
  if (json) {
    return `${JSON.stringify({ fractions: comparedFractions, networks, notes, sentences }, null, 2)}\n`;
  }
  return comparisonText(networks, [...notes, ...sentences], width, style);
}

/** Files by their names, without the ending; by their paths where two have the same name. */
function namesOf(paths: readonly string[], cwd: string): string[] {
  const short = (path: string): string => path.replace(/\.importance\.json$/, '').replace(/\.json$/, '');
  const names = paths.map((path) => short(basename(path)));
  return new Set(names).size === names.length ? names : paths.map((path) => short(relative(cwd, path)));
}
