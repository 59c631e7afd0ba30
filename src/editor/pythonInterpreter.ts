import * as vscode from 'vscode';
import { pythonsOnPath } from '../python/interpreters.js';
import { readSettings } from './settings.js';

/** As much of the Python extension's API as is used (@vscode/python-extension). */
interface PythonExtension {
  readonly environments: {
    readonly known: readonly PythonEnvironment[];
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(path: { readonly path: string }): Promise<PythonEnvironment | undefined>;
  };
}

interface PythonEnvironment {
  readonly executable: { readonly uri?: vscode.Uri };
}

/**
 * The interpreter that the user has chosen: in the Python extension where it is installed, else in our setting, else the
 * first on PATH; null where there is none.
 */
export async function chosenInterpreter(resource: vscode.Uri): Promise<string | null> {
  const [first] = await interpreters(resource);
  return first ?? null;
}

/** Asks for an interpreter. @returns its path; null where none was chosen. */
export async function askForInterpreter(resource: vscode.Uri): Promise<string | null> {
  const browse = vscode.l10n.t('$(folder-opened) Browse…');
  const items = [...(await interpreters(resource)), browse].map((label) => ({ label }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Which Python has torch?'),
  });
  if (picked?.label !== browse) return picked?.label ?? null;
  const [uri] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t('Python interpreter') })) ?? [];
  return uri?.fsPath ?? null;
}

/** All that are known, the likeliest first. */
async function interpreters(resource: vscode.Uri): Promise<string[]> {
  const { pythonPath } = readSettings();
  const all = [
    ...(await ofPythonExtension(resource)),
    ...(pythonPath === null ? [] : [pythonPath]),
    ...(await pythonsOnPath(process.env, process.platform)),
  ];
  return [...new Set(all)];
}

/** The active environment of the Python extension, then the others that it knows; none where it is not installed. */
async function ofPythonExtension(resource: vscode.Uri): Promise<string[]> {
  const extension = vscode.extensions.getExtension<PythonExtension>('ms-python.python');
  if (!extension) return [];
  try {
    const { environments } = await extension.activate();
    const active = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(resource));
    return [active, ...environments.known]
      .map((environment) => environment?.executable.uri?.fsPath)
      .filter((path) => path !== undefined);
  } catch {
    // One that fails, or is too old to have this API, is as good as none.
    return [];
  }
}
