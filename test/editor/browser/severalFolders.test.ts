import { cp, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layerFacts, type LayerFacts } from '../../../src/results/derive/layerFacts.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { readResult } from '../../../src/results/store.js';
import { codeEditorOf, type CodeEditor } from './codeEditor.js';
import { openSession, type Session } from './session.js';

const code = `import torch.nn as nn

net = nn.Sequential()
net.add_module("fc1", nn.Linear(64, 64))
net.add_module("act1", nn.ReLU())
net.add_module("fc2", nn.Linear(64, 64))
net.add_module("act2", nn.ReLU())
net.add_module("fc3", nn.Linear(64, 10))
`;

describe('a workspace of two folders with models of one name', () => {
  let session: Session;
  let editor: CodeEditor;
  const inside = (...names: readonly string[]): string => join(dirname(session.folder), ...names);

  beforeAll(async () => {
    session = await openSession();
    // Two networks of the same shape, on data of the same file name.
    for (const [name, model] of [
      ['left', 'digits.onnx'],
      ['right', 'digits-memorised.onnx'],
    ]) {
      await mkdir(inside(name));
      await cp(session.folder, inside(name), { recursive: true, filter: (file) => !file.endsWith('.onnx') });
      await copyFile(join(session.folder, model), inside(name, 'digits.onnx'));
      const descriptor = inside(name, 'test.dataset.json');
      const dataset = JSON.parse(await readFile(descriptor, 'utf8')) as object;
      await writeFile(descriptor, JSON.stringify({ ...dataset, name: `${name}, test` }));
      await writeFile(inside(name, `${name}.py`), code);
    }
    const folders = ['left', 'right'].map((path) => ({ path }));
    await writeFile(inside('both.code-workspace'), JSON.stringify({ folders }));
    await openWorkspaceFile();
    editor = codeEditorOf(session.workbench.page);
  });
  afterAll(() => session.close());

  /** VS Code in a browser now and then reads a workspace file before it can, and then has no folders until it is opened again. */
  async function openWorkspaceFile(): Promise<void> {
    const { sideBar } = session.workbench;
    for (let attempt = 0; attempt < 3; attempt++) {
      await session.open(inside('both.code-workspace'));
      await sideBar.show('Explorer');
      const isThere = await sideBar
        .file('right')
        .waitFor({ timeout: 8000 })
        .then(
          () => true,
          () => false,
        );
      if (isThere) return;
    }
    throw new Error('VS Code opened a workspace of two folders without its folders, three times.');
  }

  async function factsOf(folder: string): Promise<LayerFacts> {
    const result = await readResult(inside(folder, 'digits.test.importance.json'));
    return layerFacts(unitRows(result, 'zero').filter(({ unit }) => unit.layer.id === 'fc1'));
  }

  it('tells them apart in the tree', async () => {
    const { sideBar, screenshot } = session.workbench;
    await sideBar.show('Unit Importance');
    await sideBar.row('right/digits.onnx').waitFor();
    await expect.poll(() => sideBar.rows()).toEqual(['left/digits.onnx', 'right/digits.onnx']);
    await screenshot('two folders');
  });

  it('offers each the data of its own folder first, and writes results beside each', async () => {
    const { sideBar, quickInput, chooseFromMenu, screenshot, runCommand, webview } = session.workbench;
    for (const folder of ['right', 'left']) {
      await sideBar.openMenuOfRow(`${folder}/digits.onnx`);
      await chooseFromMenu('Analyse Unit Importance');
      const [first] = await quickInput.labels();
      expect(first).toBe('test.dataset.json');
      await quickInput.box
        .getByRole('option')
        .first()
        .filter({ hasText: `${folder}, test` })
        .waitFor();
      await screenshot(`data for the model of the folder ${folder}`);
      await quickInput.choose('test.dataset.json');
      await webview().getByText('up to date').waitFor({ state: 'attached', timeout: 60_000 });
      const result = await readResult(inside(folder, 'digits.test.importance.json'));
      expect(result.dataset.name).toBe(`${folder}, test`);
      await runCommand('View: Close All Editors');
    }
    expect(existsSync(inside('digits.test.importance.json'))).toBe(false);
    expect(await factsOf('left')).not.toEqual(await factsOf('right'));
  });

  it('takes code for that of the model in its own folder', async () => {
    const { page, quickInput, editorTab, screenshot } = session.workbench;
    for (const folder of ['left', 'right']) {
      await page.keyboard.press('Control+P');
      await quickInput.choose(`${folder}.py`);
      await editorTab(`${folder}.py`).first().waitFor();
      await editor.lens(/correct/).waitFor();
      const told = await editor.hover(/"fc1",/, 'Linear');
      const plain = (await told.innerText()).replaceAll(/\s+/g, ' ');
      await screenshot(`hover in the folder ${folder}`);
      const { lost, dead } = await factsOf(folder);
      expect(plain).toContain(`fc1 · ${folder}/digits.onnx`);
      expect(plain).toContain(dead > 0 ? `64 units · ${dead} dead` : '64 units');
      expect(plain).toContain(
        `deleting a unit loses ${lost?.mean.toFixed(1).replace('-', '\u2212')} ± ${lost?.deviation.toFixed(1)} images`,
      );
    }
  });

  it('leads from a layer of the tree to the code in the same folder', async () => {
    const { sideBar, editorTab, runCommand } = session.workbench;
    for (const folder of ['right', 'left']) {
      await runCommand('View: Close All Editors');
      await sideBar.show('Unit Importance');
      await sideBar.expand(`${folder}/digits.onnx`);
      await sideBar.pressInRow(/^\s*fc2/, 'Go to Definition in Code');
      await editorTab(`${folder}.py`).first().waitFor();
      await sideBar.row(`${folder}/digits.onnx`).locator('.monaco-tl-twistie').click();
    }
  });
});
