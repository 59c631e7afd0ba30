import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { classFolderParents } from './classFolders.js';
import { commands } from './ids.js';
import { nameInWorkspace, nearest } from './workspacePlaces.js';

const descriptors = '**/*.dataset.json';
/** Files that are understood without a descriptor, by their usual names. */
const dataNames = [
  '*.{npz,npy,csv,tsv,jsonl,ndjson,parquet,arrow,feather,tfrecord,hdf5,pkl}',
  // Most files of this kind are models.
  '*{data,train,test}*.h5',
  '*images*idx*ubyte*',
  '*batch*.bin',
  'data_batch_[0-9]',
  'test_batch',
  '*.tfrecord-*-of-*',
];
const dataFiles = `{${dataNames.map((name) => `**/${name}`).join(',')}}`;
const pictures = '**/*.{png,jpg,jpeg,webp,bmp,gif,PNG,JPG,JPEG}';
const elsewhere = '**/{node_modules,.git,site-packages}/**';
/** As many as a person would look through. */
const mostFiles = 200;
/** Pictures that are looked at to find their class folders. */
const mostPictures = 5000;

interface DataItem extends vscode.QuickPickItem {
  readonly path: string | null;
  /** What is browsed for where the item names no path. */
  readonly browses?: 'file' | 'folder';
  readonly does?: 'describe';
}

/** Which data each model was last measured on; remembered in the workspace. */
export class DataChoice {
  constructor(private readonly memory: vscode.Memento) {}

  last(modelPath: string): string | null {
    return this.memory.get<string>(key(modelPath)) ?? null;
  }

  remember(modelPath: string, dataPath: string): Promise<void> {
    return Promise.resolve(this.memory.update(key(modelPath), dataPath));
  }

  /** Asks for the data to measure a model on: the last choice first, then what the workspace has. */
  async ask(modelPath: string): Promise<string | null> {
    const other: DataItem = {
      label: vscode.l10n.t('$(beaker) Describe Other Data…'),
      detail: vscode.l10n.t('see the samples as the network does, find the scaling, write a descriptor'),
      path: null,
      does: 'describe',
    };
    const picked = await this.#show(modelPath, [other]);
    if (picked?.does === 'describe') {
      // It goes on with the analysis by itself.
      void vscode.commands.executeCommand(commands.describeData, vscode.Uri.file(modelPath));
      return null;
    }
    const path = await pathOf(picked);
    if (path !== null) await this.remember(modelPath, path);
    return path;
  }

  /** Asks for data, and remembers nothing. */
  async pick(modelPath: string): Promise<string | null> {
    return pathOf(await this.#show(modelPath, []));
  }

  async #show(modelPath: string, more: readonly DataItem[]): Promise<DataItem | undefined> {
    const items = this.#items(modelPath).then((known) => [...known, ...more]);
    return vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Data to measure {0} on', basename(modelPath)),
      placeHolder: vscode.l10n.t('A dataset descriptor, a data file, or a folder of pictures'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
  }

  /** Paths of the workspace's data: descriptors, then files and folders that are understood without one. */
  async paths(): Promise<string[]> {
    const { found, inputs, folders } = await this.#search();
    return [...found, ...inputs, ...folders].map(({ fsPath }) => fsPath);
  }

  async #search(): Promise<{
    readonly found: readonly vscode.Uri[];
    readonly inputs: readonly vscode.Uri[];
    readonly folders: readonly vscode.Uri[];
  }> {
    const found = await vscode.workspace.findFiles(descriptors, elsewhere, mostFiles);
    const files = await vscode.workspace.findFiles(dataFiles, elsewhere, mostFiles);
    const shown = await vscode.workspace.findFiles(pictures, elsewhere, mostPictures);
    return {
      found,
      inputs: files.filter(({ fsPath }) => !/label/i.test(basename(fsPath))),
      folders: classFolderParents(shown.map(({ fsPath }) => fsPath)).map((path) => vscode.Uri.file(path)),
    };
  }

  async #items(modelPath: string): Promise<DataItem[]> {
    const { found, inputs, folders } = await this.#search();
    const last = this.last(modelPath);
    const sorted = (uris: readonly vscode.Uri[]): readonly string[] =>
      nearest(
        uris.map(({ fsPath }) => fsPath).filter((path) => path !== last),
        modelPath,
      );
    const items: DataItem[] = [];
    if (last !== null) items.push(separator(vscode.l10n.t('used last')), await describe(last));
    items.push(separator(vscode.l10n.t('descriptors')), ...(await Promise.all(sorted(found).map(describe))));
    items.push(separator(vscode.l10n.t('data files')), ...(await Promise.all(sorted(inputs).map(describe))));
    if (folders.length > 0) {
      const described = await Promise.all(sorted(folders).map(describe));
      items.push(separator(vscode.l10n.t('folders of pictures')), ...described);
    }
    items.push(
      separator(''),
      { label: vscode.l10n.t('$(folder-opened) Browse…'), path: null, browses: 'file' },
      { label: vscode.l10n.t('$(file-media) Choose a Folder of Pictures…'), path: null, browses: 'folder' },
    );
    return items;
  }
}

async function pathOf(picked: DataItem | undefined): Promise<string | null> {
  return picked === undefined ? null : (picked.path ?? (await browse(picked.browses ?? 'file')));
}

function key(modelPath: string): string {
  return `data:${nameInWorkspace(modelPath)}`;
}

function separator(label: string): DataItem {
  return { label, path: null, kind: vscode.QuickPickItemKind.Separator };
}

async function describe(path: string): Promise<DataItem> {
  const item = { label: basename(path), description: folderOf(path), path };
  const name = path.endsWith('.dataset.json') ? await descriptorName(path) : null;
  return name === null ? item : { ...item, detail: name };
}

/** The folder that a file is in, from the workspace's on; empty for that itself. */
export function folderOf(path: string): string {
  return dirname(nameInWorkspace(path)).replace(/^\.$/, '');
}

/** The name that a descriptor gives its data; what is wrong with one is told when it is used. */
async function descriptorName(path: string): Promise<string | null> {
  try {
    const { name } = JSON.parse(await readFile(path, 'utf8')) as { name?: unknown };
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}

async function browse(kind: 'file' | 'folder'): Promise<string | null> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Data to measure on'),
      openLabel: vscode.l10n.t('Use This Data'),
      canSelectFiles: kind === 'file',
      canSelectFolders: kind === 'folder',
    })) ?? [];
  return uri?.fsPath ?? null;
}
