import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layerFacts, type LayerFacts } from '../../../src/results/derive/layerFacts.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { readResult } from '../../../src/results/store.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { codeEditorOf, type CodeEditor } from './codeEditor.js';
import { openSession, type Session } from './session.js';

const sample = join(import.meta.dirname, '../../../examples/digits');
const fc1 = /self\.fc1\s=\snn\.Linear/;
const fc2 = /self\.fc2\s=\snn\.Linear/;

/** The sample's network as it is written with other frameworks. */
const inKeras = `from tensorflow import keras
from tensorflow.keras import layers

model = keras.Sequential([
    keras.Input(shape=(64,)),
    layers.Dense(64, activation="relu", name="fc1"),
    layers.Dense(64, activation="relu", name="fc2"),
    layers.Dense(10, name="fc3"),
])
`;
const inTensorFlowJs = `import * as tf from '@tensorflow/tfjs';

const model = tf.sequential();
model.add(tf.layers.dense({ units: 64, activation: 'relu', inputShape: [64], name: 'fc1' }));
model.add(tf.layers.dense({ units: 64, activation: 'relu', name: 'fc2' }));
model.add(tf.layers.dense({ units: 10 }));
`;

const inNotebook = {
  cells: [
    'import torch.nn as nn',
    'net = nn.Sequential()\nnet.add_module("fc1", nn.Linear(64, 64))\nnet.add_module("act1", nn.ReLU())',
    'net.add_module("fc2", nn.Linear(64, 64))\nnet.add_module("act2", nn.ReLU())\nnet.add_module("fc3", nn.Linear(64, 10))',
  ].map((source) => ({ cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source })),
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
};

describe('code that defines a network', () => {
  let session: Session;
  let editor: CodeEditor;
  let result: ResultFile;

  beforeAll(async () => {
    session = await openSession({
      settings: { 'editor.minimap.enabled': false, 'python.analysis.typeCheckingMode': 'off' },
      async prepare(folder) {
        await writeFile(join(folder, 'in_keras.py'), inKeras);
        await writeFile(join(folder, 'untied.py'), inKeras);
        await writeFile(join(folder, 'inTensorFlowJs.ts'), inTensorFlowJs);
        await writeFile(join(folder, 'cells.ipynb'), JSON.stringify(inNotebook));
      },
    });
    editor = codeEditorOf(session.workbench.page);
  });
  afterAll(() => session.close());

  async function openCode(name: string): Promise<void> {
    const { sideBar, editorTab } = session.workbench;
    await sideBar.show('Explorer');
    await sideBar.file(name).dblclick();
    await editorTab(name).first().waitFor();
  }

  function factsOf(layer: string): LayerFacts {
    return layerFacts(unitRows(result, 'zero').filter(({ unit }) => unit.layer.id === layer));
  }

  /** What the hover has to say of a layer, worked out from the result file. */
  function expectNumbers(told: string, layer: string): void {
    const { units, dead, lost, costliest } = factsOf(layer);
    const plain = told.replaceAll(/\s+/g, ' ');
    expect(plain).toContain(`${layer} · digits.onnx`);
    expect(plain).toContain(dead > 0 ? `${units} units · ${dead} dead` : `${units} units`);
    expect(plain).toContain(
      `deleting a unit loses ${lost?.mean.toFixed(1)} ± ${lost?.deviation.toFixed(1)} images`,
    );
    for (const { name, lost: each } of costliest)
      expect(plain).toContain(`${name} costs ${each?.count} image`);
    expect(plain).toContain('digits, test 500');
  }

  it('that two models fit asks which of them it is, and remembers', async () => {
    const { quickInput, screenshot } = session.workbench;
    await openCode('train.py');
    await editor.lens('2 models fit, choose one').click({ timeout: 60_000 });
    await expect
      .poll(async () => [...(await quickInput.labels())].sort())
      .toEqual(['digits-memorised.onnx', 'digits.onnx']);
    await screenshot('which model is this code');
    await quickInput.choose('digits.onnx');
    await editor.lens('Analyse unit importance').waitFor();
  });

  it('starts the analysis from the line above its class, and then says what came out', async () => {
    const { quickInput, webview, screenshot } = session.workbench;
    await editor.lens('Analyse unit importance').click();
    await quickInput.choose('test.dataset.json');
    // The panel is too narrow for words here.
    await webview().getByText('up to date').waitFor({ state: 'attached', timeout: 60_000 });
    result = await readResult(join(session.folder, 'digits.test.importance.json'));
    const dead = factsOf('fc1').dead + factsOf('fc2').dead;
    await editor.lens(new RegExp(`93\\.2\\s%\\scorrect.*${dead}\\sdead\\sunits.*just\\snow`)).waitFor();
    await screenshot('lens above the class');
  });

  it('tells a layer’s numbers where the pointer rests on it', async () => {
    await editor.goTo(35);
    for (const [line, layer] of [
      [fc1, 'fc1'],
      [fc2, 'fc2'],
    ] as const) {
      const told = await editor.hover(line, 'Linear');
      await session.workbench.screenshot(`hover over ${layer}`);
      expectNumbers(await told.innerText(), layer);
      await expect
        .poll(() => told.locator('img').getAttribute('src'))
        .toMatch(/^data:image\/svg\+xml;base64,/);
    }
  });

  it('leads from the hover to the tree, and from there back to the code', async () => {
    const { sideBar, page, screenshot } = session.workbench;
    const told = await editor.hover(fc2, 'Linear');
    await told.getByText('Show in tree').click();
    await screenshot('shown in the tree');
    await sideBar
      .row(/^\s*fc2/)
      .and(page.locator('.selected'))
      .waitFor();
    await page.keyboard.press('Escape');
    await sideBar.pressInRow(/^\s*fc1/, 'Go to Definition in Code');
    await page.locator('.editor-instance .selected-text, .selected-text').first().waitFor();
    await page.getByText(/Ln 34, Col \d+ \(8 selected\)/).waitFor();
    await screenshot('definition of fc1');
  });

  it('in Keras and TensorFlow.js has the same', async () => {
    for (const [file, line, word] of [
      ['in_keras.py', /layers\.Dense\(64.*fc1/, 'Dense'],
      ['inTensorFlowJs.ts', /tf\.layers\.dense.*fc1/, 'dense'],
    ] as const) {
      await openCode(file);
      await editor.lens('2 models fit, choose one').click();
      await session.workbench.quickInput.choose('digits.onnx');
      await editor.lens(/93\.2/).waitFor();
      const told = await editor.hover(line, word);
      await session.workbench.screenshot(`hover in ${file}`);
      expectNumbers(await told.innerText(), 'fc1');
    }
  });

  it('in a notebook has the same, in each of its cells', async () => {
    const { quickInput, runCommand, screenshot } = session.workbench;
    await runCommand('View: Close All Editors');
    await openCode('cells.ipynb');
    await editor.lens('2 models fit, choose one').click();
    await quickInput.choose('digits.onnx');
    await editor.lens(/93\.2/).waitFor();
    for (const layer of ['fc1', 'fc2']) {
      const told = await editor.hover(new RegExp(`"${layer}",`), 'Linear');
      await screenshot(`hover in a notebook over ${layer}`);
      expectNumbers(await told.innerText(), layer);
    }
  });

  it('shows hints behind its layers and colours beside them where that is asked for', async () => {
    const { page, runCommand, screenshot } = session.workbench;
    await runCommand('View: Close All Editors');
    await openCode('in_keras.py');
    await editor.lens(/93\.2/).waitFor();
    const hints = page.locator('.view-line').filter({ hasText: /lost/ });
    await expect.poll(() => hints.count()).toBe(0);
    await mkdir(join(session.folder, '.vscode'));
    const settings = { 'unitImportance.code.inlayHints': true, 'unitImportance.code.gutter': true };
    await writeFile(join(session.folder, '.vscode', 'settings.json'), JSON.stringify(settings));
    const { dead, lost } = factsOf('fc1');
    await page.getByText(new RegExp(`${dead}\\sdead\\s·\\sup\\sto\\s${lost?.highest}\\slost`)).waitFor();
    await page.locator('.margin .cgmr').first().waitFor();
    await screenshot('hints and colours');
  });

  it('that a single model fits is tied to that unasked', async () => {
    await rm(join(session.folder, 'digits-memorised.onnx'));
    await openCode('untied.py');
    await editor.lens(/93\.2/).waitFor();
    expectNumbers(await (await editor.hover(/layers\.Dense\(64.*fc2/, 'Dense')).innerText(), 'fc2');
  });

  it('is told to be older than the model once that has changed', async () => {
    // A copy of the other network, which has the same layers.
    await copyFile(join(sample, 'digits-memorised.onnx'), join(session.folder, 'digits.onnx'));
    await editor.lens(/stale/).waitFor();
    const told = await editor.hover(/layers\.Dense\(64.*fc2/, 'Dense');
    await expect.poll(() => told.innerText()).toContain('The model has changed since it was measured.');
  });

  it('sends nothing anywhere and breaks no policy', () => {
    expect(session.workbench.traffic.leaving).toEqual([]);
    expect(session.workbench.traffic.policyViolations).toEqual([]);
  });
});
