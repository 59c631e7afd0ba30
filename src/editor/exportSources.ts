import { access, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { WeightsSummary } from '../jobs/protocol.js';
import {
  exportGuesses,
  inputShape,
  type ExportGuess,
  type SourceText,
  type WeightShape,
} from '../source/exportGuess.js';
import { elsewhere } from './excludedFiles.js';
import { mayDefineNetwork, openSourceReader } from './sourceReading.js';
import { nearest } from './workspacePlaces.js';

/** A Python file of the workspace. */
export interface PythonSource extends SourceText {
  /** Where its module is imported from. */
  readonly folder: string;
}

/** What the export is asked for unless the user says otherwise. */
export interface ExportProposal {
  /** Networks of the code that the weights may be of, the best first. */
  readonly guesses: readonly ExportGuess<PythonSource>[];
  readonly inputShape: string;
}

/** As many files as are read to guess what built a network. */
const mostFiles = 60;

/** Looks through the workspace's Python files, those beside the weights first, for the network that the weights are of. */
export async function proposeExport(
  weightsPath: string,
  weights: WeightsSummary,
  extensionPath: string,
): Promise<ExportProposal> {
  const shapes = weights.layers.flatMap(({ id, tensors }) =>
    tensors.map(({ name, shape }): WeightShape => ({ name: id === '' ? name : `${id}.${name}`, shape })),
  );
  const found = await vscode.workspace.findFiles('**/*.py', elsewhere, 1000);
  const paths = nearest(
    found.map(({ fsPath }) => fsPath),
    weightsPath,
  ).slice(0, mostFiles);
  const sources = await readSources(paths, extensionPath);
  const guesses = exportGuesses(sources, shapes);
  return { guesses, inputShape: guesses.at(0)?.inputShape ?? inputShape(shapes, '', null) };
}

async function readSources(paths: readonly string[], extensionPath: string): Promise<PythonSource[]> {
  const reader = await openSourceReader(extensionPath);
  const sources: PythonSource[] = [];
  for (const path of paths) {
    // A file that can't be read or understood is no guess.
    const text = await readFile(path, 'utf8').catch(() => '');
    if (!mayDefineNetwork(text)) continue;
    const models = await reader.models(text, 'python').catch(() => []);
    if (models.length > 0) sources.push({ ...(await moduleOf(path)), text, models });
  }
  return sources;
}

/** How a file is imported: from its folder, or from that of the outermost package that it is in. */
async function moduleOf(path: string): Promise<{ readonly module: string; readonly folder: string }> {
  const parts = [basename(path, '.py')];
  let folder = dirname(path);
  while (await isThere(join(folder, '__init__.py'))) {
    parts.unshift(basename(folder));
    if (dirname(folder) === folder) break;
    folder = dirname(folder);
  }
  return { module: parts.join('.'), folder };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
