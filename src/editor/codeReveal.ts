import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { SourceTies } from './sourceTies.js';
import { isSource, type LocatedModel, type SourceFiles } from './sourceFiles.js';
import { nearest } from './workspacePlaces.js';

const sources = '**/*.{py,ts,tsx,js,jsx,mjs}';
const elsewhere = '**/{node_modules,.git,site-packages,dist,out,build}/**';
/** As many as are read to find a definition. */
const mostFiles = 300;

/** Shows the definition of a model's layer, in the documents that are open, else in the workspace's files. */
export async function revealCode(
  files: SourceFiles,
  ties: SourceTies,
  modelPath: string,
  layer: string,
): Promise<void> {
  await ties.look();
  const found = placeIn(files.all(), ties, modelPath, layer) ?? (await search(files, ties, modelPath, layer));
  if (found) {
    const document = await vscode.workspace.openTextDocument(found.uri);
    const editor = await vscode.window.showTextDocument(document, { selection: found.range });
    editor.revealRange(found.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return;
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'No code of this workspace is known to define {0} of {1}; open it, and choose the model above its class.',
      layer,
      basename(modelPath),
    ),
  );
}

function placeIn(
  models: readonly LocatedModel[],
  ties: SourceTies,
  modelPath: string,
  layer: string,
): vscode.Location | null {
  for (const allowsOpen of [false, true]) {
    for (const source of models) {
      const tie = ties.of(source);
      // Code that several models fit is the code of each of them.
      if (tie.kind === 'open' && !(allowsOpen && tie.fitting.includes(modelPath))) continue;
      if (tie.kind === 'tied' && tie.modelPath !== modelPath) continue;
      const { variant, ties: own } = ties.to(source, modelPath);
      const index = own.findIndex((each) => each.kind === 'tied' && each.layer === layer);
      if (index !== -1) return variant.layers[index].name;
    }
  }
  return null;
}

async function search(
  files: SourceFiles,
  ties: SourceTies,
  modelPath: string,
  layer: string,
): Promise<vscode.Location | null> {
  const found = await vscode.workspace.findFiles(sources, elsewhere, mostFiles);
  for (const path of nearest(
    found.map(({ fsPath }) => fsPath),
    modelPath,
  )) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path)).then(
      (opened) => opened,
      () => null,
    );
    if (!document || !isSource(document)) continue;
    const place = placeIn(await files.models(document), ties, modelPath, layer);
    if (place) return place;
  }
  return null;
}
