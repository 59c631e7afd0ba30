import * as vscode from 'vscode';
import { InputError } from '../../inputError.js';
import type { FilesStanding } from '../../results/derive/answers/measurement.js';
import type { DataChoice } from '../dataChoice.js';
import type { Freshness } from '../messages.js';
import type { ModelLibrary } from '../modelLibrary.js';
import type { ResultLibrary, StoredResult } from '../resultLibrary.js';
import { namedFile, type NamedFile } from './namedFile.js';
import { nameInWorkspace } from '../workspacePlaces.js';

/** Comparing files takes a moment after a result was found; large data are not waited for. */
const longestCheckMs = 3000;

/** The models, data and results of the workspace, by the names that an assistant gives them. */
export class WorkspaceSubjects {
  constructor(
    private readonly modelLibrary: ModelLibrary,
    private readonly results: ResultLibrary,
    private readonly dataChoice: DataChoice,
  ) {}

  /** Models that are there, and those of which there is a result. */
  async models(): Promise<readonly NamedFile[]> {
    await this.results.find();
    const measured = this.results.all().map(({ modelPath }) => modelPath);
    return namesOf([...(await this.modelLibrary.paths()), ...measured]);
  }

  /** @throws InputError where none, or more than one, may be meant. */
  async model(name: string | null): Promise<NamedFile> {
    return namedFile(await this.models(), name, 'model');
  }

  /** Data that a model could be measured on, and those that one was. */
  async data(): Promise<readonly NamedFile[]> {
    await this.results.find();
    const measured = this.results.all().map(({ dataPath }) => dataPath);
    return namesOf([...(await this.dataChoice.paths()), ...measured]);
  }

  /** @throws InputError where none, or more than one, may be meant. */
  async dataNamed(name: string): Promise<NamedFile> {
    return namedFile(await this.data(), name, 'data file');
  }

  /**
   * A result of a model: the one that is named, else the one that the editor shows of it.
   * @throws InputError where there is none, or more than one may be meant.
   */
  async result(
    modelName: string | null,
    resultName: string | null,
    token: vscode.CancellationToken,
  ): Promise<StoredResult> {
    const model = await this.model(modelName);
    const shown = this.results.shown(model.path);
    if (shown === null) {
      throw new InputError(`${model.name} was not measured yet: run an analysis of it first.`);
    }
    if (resultName === null) return this.checked(shown, token);
    const files = namesOf(this.results.of(model.path).map(({ path }) => path));
    const { path } = namedFile(files, resultName, `result of ${model.name}`);
    return this.checked(this.results.get(path) ?? shown, token);
  }

  /** The same result once it is known whether its files have changed, or after a while. */
  async checked(stored: StoredResult, token: vscode.CancellationToken): Promise<StoredResult> {
    const isOver = (): boolean => this.results.get(stored.path)?.freshness !== 'checking';
    if (stored.freshness !== 'checking' || isOver()) return this.results.get(stored.path) ?? stored;
    const subscriptions: vscode.Disposable[] = [];
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longestCheckMs);
      subscriptions.push(
        new vscode.Disposable(() => clearTimeout(timer)),
        token.onCancellationRequested(() => resolve()),
        this.results.onDidChange(() => {
          if (isOver()) resolve();
        }),
      );
    });
    for (const subscription of subscriptions) subscription.dispose();
    return this.results.get(stored.path) ?? stored;
  }
}

/** A path as it is named: relative to the workspace, with the folder's name where there are several. */
export function nameOf(path: string): string {
  return nameInWorkspace(path).replaceAll('\\', '/');
}

function namesOf(paths: readonly string[]): NamedFile[] {
  return [...new Set(paths)].map((path) => ({ path, name: nameOf(path) }));
}

/** What an answer says of the files that a result was measured on. */
export function standingOfFiles(freshness: Freshness): FilesStanding {
  switch (freshness) {
    case 'checking':
      return 'notChecked';
    case 'measuring':
    case 'unfinished':
      return 'upToDate';
    default:
      return freshness;
  }
}
