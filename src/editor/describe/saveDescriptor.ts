import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';

/**
 * Writes a descriptor beside its data, whole. A file that is there is replaced only where a person says so, or takes another name.
 * @param path where it is meant to lie
 * @returns where it was written; null where the person thought better of it.
 */
export async function saveDescriptor(path: string, text: string): Promise<string | null> {
  const target = await freePath(path);
  if (target === null) return null;
  const uri = vscode.Uri.file(target);
  const partial = vscode.Uri.file(`${target}.partial`);
  await vscode.workspace.fs.writeFile(partial, new TextEncoder().encode(text));
  await vscode.workspace.fs.rename(partial, uri, { overwrite: true });
  return target;
}

async function freePath(path: string): Promise<string | null> {
  if (!(await isThere(path))) return path;
  const replace = vscode.l10n.t('Replace');
  const other = vscode.l10n.t('Save Under Another Name');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} is there already.', basename(path)),
    { modal: true, detail: vscode.l10n.t('Replacing it overwrites what it says now.') },
    ...[replace, other],
  );
  if (answer === replace) return path;
  return answer === other ? otherName(path) : null;
}

/** Asks for a name beside the data, which a descriptor's paths are relative to. */
async function otherName(path: string): Promise<string | null> {
  const folder = dirname(path);
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Name of the descriptor, beside the data'),
    value: basename(path).replace(/\.dataset\.json$/i, '-2.dataset.json'),
    validateInput: async (typed) => {
      if (!/^[^\\/]+\.dataset\.json$/i.test(typed)) {
        return vscode.l10n.t('A name without a folder, that ends in .dataset.json');
      }
      return (await isThere(join(folder, typed))) ? vscode.l10n.t('{0} is there already.', typed) : null;
    },
  });
  return name === undefined ? null : join(folder, name);
}

async function isThere(path: string): Promise<boolean> {
  return vscode.workspace.fs.stat(vscode.Uri.file(path)).then(
    () => true,
    () => false,
  );
}
