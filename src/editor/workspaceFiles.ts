import * as vscode from 'vscode';
import { elsewhere, isExcluded, type FileExcludes } from './excludedFiles.js';

/** What became of a file. */
export interface FileNews {
  readonly path: string;
  readonly what: 'came' | 'changed' | 'went';
}

/**
 * The files of all workspace folders that a glob names, but for excluded ones: searched once, when they are first asked for,
 * and kept up to date by watching. They are searched again where folders come or go, or `files.exclude` changes.
 */
export class WorkspaceFiles implements vscode.Disposable {
  readonly #news = new vscode.EventEmitter<FileNews>();
  readonly onNews = this.#news.event;
  readonly #paths = new Set<string>();
  readonly #subscriptions: vscode.Disposable[] = [];
  #found: Promise<void> | null = null;

  constructor(private readonly pattern: string) {}

  /** In alphabetical order. */
  async paths(): Promise<string[]> {
    this.#found ??= this.#begin();
    await this.#found;
    return [...this.#paths].sort((a, b) => a.localeCompare(b));
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#news.dispose();
  }

  async #begin(): Promise<void> {
    const watcher = vscode.workspace.createFileSystemWatcher(this.pattern);
    this.#subscriptions.push(
      watcher,
      watcher.onDidCreate((uri) => this.#came(uri)),
      watcher.onDidChange(({ fsPath: path }) => {
        if (this.#paths.has(path)) this.#news.fire({ path, what: 'changed' });
      }),
      watcher.onDidDelete(({ fsPath }) => this.#went(fsPath)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.#searchAgain()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('files.exclude')) void this.#searchAgain();
      }),
    );
    for (const path of await this.#search()) this.#paths.add(path);
  }

  async #search(): Promise<string[]> {
    const found = await vscode.workspace.findFiles(this.pattern, elsewhere);
    return found.map(({ fsPath }) => fsPath);
  }

  async #searchAgain(): Promise<void> {
    const found = new Set(await this.#search());
    for (const path of [...this.#paths]) if (!found.has(path)) this.#went(path);
    for (const path of found) this.#add(path);
  }

  #came(uri: vscode.Uri): void {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const excludes = vscode.workspace.getConfiguration('files', folder).get<FileExcludes>('exclude', {});
    if (isExcluded(vscode.workspace.asRelativePath(uri, false), excludes)) return;
    // A file that is written anew may be told of as one that came.
    if (this.#paths.has(uri.fsPath)) this.#news.fire({ path: uri.fsPath, what: 'changed' });
    else this.#add(uri.fsPath);
  }

  #add(path: string): void {
    if (this.#paths.has(path)) return;
    this.#paths.add(path);
    this.#news.fire({ path, what: 'came' });
  }

  #went(path: string): void {
    if (this.#paths.delete(path)) this.#news.fire({ path, what: 'went' });
  }
}
