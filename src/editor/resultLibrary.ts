import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import * as vscode from 'vscode';
import type { JobQueue } from '../jobs/jobQueue.js';
import type { ResultFile } from '../results/schema.js';
import { wholeLayersOf } from '../results/wholeLayers.js';
import type { Freshness } from './messages.js';
import { dataRoots, resultsFolders } from './settings.js';
import { WorkspaceFiles } from './workspaceFiles.js';

/** A result file of the workspace. */
export interface StoredResult {
  /** Where the file is, which names it. */
  readonly path: string;
  readonly modelPath: string;
  readonly dataPath: string;
  readonly result: ResultFile;
  readonly freshness: Freshness;
}

/** Names what is being measured beside the file that it is going to be, which may hold an older result. */
const unfinished = '#unfinished';

/**
 * The workspace's results: found once, kept up to date by watching, checked against the files that they were
 * measured on. Everybody reads from here and subscribes to `onDidChange`; nobody keeps copies.
 */
export class ResultLibrary implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #grew = new vscode.EventEmitter<string>();
  /** Tells the path of a model of which more was counted; results as files are what they were. */
  readonly onDidGrow = this.#grew.event;
  readonly #results = new Map<string, StoredResult>();
  /** By model, the result that is shown where only one can be. */
  readonly #chosen = new Map<string, string>();
  /** By model, what an analysis under way has counted so far: in memory alone, and shown until it ends. */
  readonly #growing = new Map<string, StoredResult>();
  /** Models of which an older result is wanted although a new one is being measured. */
  readonly #turnedFrom = new Set<string>();
  /** Files that analyses under way are going to add. */
  readonly #expected = new Set<string>();
  /** When each result file was written that is in the library. */
  readonly #written = new Map<string, number>();
  readonly #files = new WorkspaceFiles('**/*.importance.json');
  /** By folder, of what results were measured on. */
  readonly #watchers = new Map<string, vscode.FileSystemWatcher>();
  /** Results that are being checked, and whether their files have changed since that began. */
  readonly #checks = new Map<string, { outdated: boolean }>();
  #found: Promise<void> | null = null;
  #disposed = false;

  constructor(
    private readonly queue: JobQueue,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#files.onNews(({ path, what }) => {
      if (what !== 'went') void this.#tryAdd(path);
      else this.remove(path);
    });
  }

  /** Looks for results, once. */
  find(): Promise<void> {
    this.#found ??= this.#search();
    return this.#found;
  }

  /** Of all models, newest first. */
  all(): StoredResult[] {
    return [...this.#results.values()].sort((a, b) => (a.result.created < b.result.created ? 1 : -1));
  }

  /** Results of a model, newest first. */
  of(modelPath: string): StoredResult[] {
    return this.all().filter((stored) => stored.modelPath === modelPath);
  }

  /**
   * The result that stands for a model: what is being measured, unless another was chosen since; the one that was
   * chosen; else the newest.
   */
  shown(modelPath: string): StoredResult | null {
    const growing = this.#growing.get(modelPath);
    if (growing && !this.#turnedFrom.has(modelPath)) return growing;
    const own = this.of(modelPath);
    return own.find(({ path }) => path === this.#chosen.get(modelPath)) ?? own[0] ?? null;
  }

  /** What is being measured of a model; its `path` is that of no file. */
  growing(modelPath: string): StoredResult | null {
    return this.#growing.get(modelPath) ?? null;
  }

  choose(path: string): void {
    const stored = this.#results.get(path);
    if (stored) {
      this.#chosen.set(stored.modelPath, path);
      this.#turnedFrom.add(stored.modelPath);
    }
    for (const { path: growing, modelPath } of this.#growing.values()) {
      if (growing === path) this.#turnedFrom.delete(modelPath);
    }
    this.#changed.fire();
  }

  /** Shows what an analysis has counted so far, until it adds its result to the library, or gives up. */
  grow(resultPath: string, modelPath: string, dataPath: string, result: ResultFile): void {
    const begins = !this.#growing.has(modelPath);
    if (begins) this.#turnedFrom.delete(modelPath);
    const path = `${resultPath}${unfinished}`;
    this.#growing.set(modelPath, { path, modelPath, dataPath, result, freshness: 'measuring' });
    this.#grew.fire(modelPath);
  }

  /** Every result, by its path. */
  get(path: string): StoredResult | null {
    return this.#results.get(path) ?? null;
  }

  /**
   * An analysis is going to write this file and to hand it to `add`: until it does, or gives up, watching
   * leaves the file alone, so that a large result is not read twice.
   */
  expect(path: string): void {
    this.#expected.add(path);
  }

  /**
   * The file that was expected is not coming yet. Where a model has no other result, the layers that were counted to the
   * end stay to be seen, in memory alone.
   */
  stop(path: string): void {
    const stopped = [...this.#growing.values()].find((growing) => growing.path === `${path}${unfinished}`);
    const whole = stopped && this.of(stopped.modelPath).length === 0 ? wholeLayersOf(stopped.result) : null;
    if (!stopped || !whole) {
      this.giveUp(path);
      return;
    }
    this.#expected.delete(path);
    this.#growing.set(stopped.modelPath, { ...stopped, result: whole, freshness: 'unfinished' });
    this.#changed.fire();
  }

  /** A result whose file was deleted. */
  remove(path: string): void {
    if (this.#results.delete(path)) this.#changed.fire();
  }

  /** The file that was expected is not coming. */
  giveUp(path: string): void {
    this.#expected.delete(path);
    if (this.#endGrowth(path)) this.#changed.fire();
  }

  /** Reads a result file, new or rewritten, into the library. @throws InputError where it is no result. */
  async add(path: string): Promise<StoredResult> {
    // Reading and checking results takes a library that activation need not wait for.
    const { readResult } = await import('../results/store.js');
    const written = await stat(path).catch(() => null);
    const result = await readResult(path);
    if (written) this.#written.set(path, written.mtimeMs);
    this.#expected.delete(path);
    const folder = dirname(path);
    const stored: StoredResult = {
      path,
      modelPath: resolve(folder, result.model.file),
      dataPath: resolve(folder, result.dataset.file),
      result,
      freshness: 'checking',
    };
    this.#results.set(path, stored);
    // Who saw the numbers come in sees what became of them.
    const seen = this.#growing.get(stored.modelPath) === this.shown(stored.modelPath);
    if (this.#endGrowth(path) && seen) this.#chosen.set(stored.modelPath, path);
    this.#watchFiles(stored);
    this.#changed.fire();
    this.#check(path);
    return stored;
  }

  dispose(): void {
    this.#disposed = true;
    this.#files.dispose();
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#changed.dispose();
    this.#grew.dispose();
  }

  #endGrowth(resultPath: string): boolean {
    for (const [modelPath, { path }] of this.#growing) {
      if (path === `${resultPath}${unfinished}`) return this.#growing.delete(modelPath);
    }
    return false;
  }

  async #search(): Promise<void> {
    const found = await this.#files.paths();
    const further = await Promise.all(resultsFolders().map(filesIn));
    for (const path of new Set([...found, ...further.flat()])) await this.#tryAdd(path);
  }

  async #tryAdd(path: string): Promise<void> {
    if (this.#disposed || this.#expected.has(path)) return;
    try {
      // News of a file comes late: it may be in the library already.
      if (this.#results.has(path) && (await stat(path)).mtimeMs === this.#written.get(path)) return;
      await this.add(path);
    } catch (error) {
      this.log.warn(error instanceof Error ? error.message : String(error));
      this.remove(path);
    }
  }

  /** Compares the files' sha256 with the result's, in a child process. */
  #check(path: string): void {
    const underWay = this.#checks.get(path);
    if (underWay) {
      underWay.outdated = true;
      return;
    }
    const check = { outdated: false };
    this.#checks.set(path, check);
    void this.#freshness(path).then((freshness) => {
      this.#checks.delete(path);
      if (check.outdated) {
        this.#check(path);
        return;
      }
      const stored = this.#results.get(path);
      if (!stored || this.#disposed || stored.freshness === freshness) return;
      this.#results.set(path, { ...stored, freshness });
      this.#changed.fire();
    });
  }

  async #freshness(path: string): Promise<Freshness> {
    const stored = this.#results.get(path);
    if (!stored) return 'missing';
    const { modelPath, dataPath, result } = stored;
    try {
      // Only who has results needs it.
      const { filesStanding } = await import('../jobs/filesStanding.js');
      const files = { modelPath, dataPath, dataRoots: dataRoots() };
      return await filesStanding(result, files, (asked) => this.queue.fingerprint(asked).result);
    } catch (error) {
      // A file that can't be read any more is not the one that was measured.
      this.log.warn(`${basename(path)}: ${error instanceof Error ? error.message : String(error)}`);
      return 'modelChanged';
    }
  }

  /** Watches the folders of what a result was measured on, which may lie outside the workspace. */
  #watchFiles({ modelPath, dataPath }: StoredResult): void {
    for (const folder of [dirname(modelPath), dirname(dataPath)])
      if (!this.#watchers.has(folder)) this.#watch(folder);
  }

  #watch(folder: string): void {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'));
    this.#watchers.set(folder, watcher);
    const changed = ({ fsPath }: vscode.Uri): void => {
      // What we write there ourselves says nothing about the data.
      if (/\.importance\.|\.partial$/.test(fsPath)) return;
      for (const stored of this.#results.values()) {
        if (dirname(stored.dataPath) === folder || stored.modelPath === fsPath) this.#check(stored.path);
      }
    };
    watcher.onDidChange(changed);
    watcher.onDidCreate(changed);
    watcher.onDidDelete(changed);
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.file(folder)).then(
    (found) => found,
    () => [],
  );
  return entries.filter(([name]) => name.endsWith('.importance.json')).map(([name]) => join(folder, name));
}
