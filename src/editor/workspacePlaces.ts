import { dirname, sep } from 'node:path';
import * as vscode from 'vscode';

/**
 * A file by the name that the workspace has for it, which no other has: relative to its folder, with the folder's name where there
 * are several, and in full where two of these have the same name.
 */
export function nameInWorkspace(path: string): string {
  const folder = folderAround(path);
  const alike = vscode.workspace.workspaceFolders?.filter(({ name }) => name === folder?.name) ?? [];
  return alike.length > 1 ? path : vscode.workspace.asRelativePath(path);
}

/** The workspace's folder that a file is in; of several, one within the other, the inner. */
export function folderAround(path: string): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path));
}

/** Files as they are near to another: those of its own workspace folder first, and of these, those that share most folders with it. */
export function nearest(paths: readonly string[], to: string): readonly string[] {
  const own = folderAround(to);
  const wanted = dirname(to).split(sep);
  const shared = (path: string): number => {
    const parts = dirname(path).split(sep);
    const apart = parts.findIndex((part, i) => part !== wanted[i]);
    return apart === -1 ? parts.length : apart;
  };
  const keyed = paths.map((path) => ({
    path,
    isOwn: own !== undefined && folderAround(path)?.uri.toString() === own.uri.toString(),
    isBeside: dirname(path) === dirname(to),
    shared: shared(path),
  }));
  keyed.sort(
    (a, b) =>
      Number(b.isOwn) - Number(a.isOwn) ||
      Number(b.isBeside) - Number(a.isBeside) ||
      b.shared - a.shared ||
      a.path.localeCompare(b.path),
  );
  return keyed.map(({ path }) => path);
}
