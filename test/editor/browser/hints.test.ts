import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layerFacts } from '../../../src/results/derive/layerFacts.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { readResult } from '../../../src/results/store.js';
import { codeEditorOf, type CodeEditor } from './codeEditor.js';
import { openSession, type Session } from './session.js';

const sample = join(import.meta.dirname, '../../../examples/digits');
const code = `from tensorflow import keras
from tensorflow.keras import layers

model = keras.Sequential([
    keras.Input(shape=(64,)),
    layers.Dense(64, name="fc1", activation="relu"),
    layers.Dense(64, name="fc2", activation="relu"),
    layers.Dense(10, name="fc3"),
])
`;

describe('hints at what one can act on', () => {
  let session: Session;
  let editor: CodeEditor;

  beforeAll(async () => {
    session = await openSession({
      settings: { 'editor.minimap.enabled': false, 'python.analysis.typeCheckingMode': 'off' },
      async prepare(folder) {
        await rm(join(folder, 'digits-memorised.onnx'));
        await writeFile(join(folder, 'network.py'), code);
      },
    });
    editor = codeEditorOf(session.workbench.page);
    await session.workbench.sideBar.show('Explorer');
    await session.workbench.sideBar.file('network.py').dblclick();
    await editor.lens('Analyse unit importance').waitFor({ timeout: 60_000 });
  });
  afterAll(() => session.close());

  const hints = (): Locator => session.workbench.page.locator('.squiggly-hint');

  const expectHints = () => expect.poll(() => hints().count(), { timeout: 20_000 });

  async function setHints(shown: boolean): Promise<void> {
    await mkdir(join(session.folder, '.vscode'), { recursive: true });
    const settings = { 'unitImportance.code.diagnostics': shown };
    await writeFile(join(session.folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  }

  async function analyse(): Promise<void> {
    const { quickInput, webview, editorTab } = session.workbench;
    await editor.lens(/Analyse unit importance|Measure again/).click();
    if (await quickInput.box.isVisible()) await quickInput.choose('test.dataset.json');
    await webview().getByText('up to date').waitFor({ state: 'attached', timeout: 60_000 });
    await editorTab('network.py').first().click();
  }

  it('are not there before anything was measured', async () => {
    await expect.poll(() => hints().count()).toBe(0);
  });

  it('tell of dead units, with the numbers of the result', async () => {
    const { quickInput, webview, screenshot } = session.workbench;
    await editor.lens('Analyse unit importance').click();
    await quickInput.choose('test.dataset.json');
    await webview().getByText('up to date').waitFor({ state: 'attached', timeout: 60_000 });
    const result = await readResult(join(session.folder, 'digits.test.importance.json'));
    const wanted = ['fc1', 'fc2'].map((layer) => {
      const { dead } = layerFacts(unitRows(result, 'zero').filter(({ unit }) => unit.layer.id === layer));
      return { layer, dead };
    });
    const [withDead] = wanted.filter(({ dead }) => dead > 0);
    await expectHints().toBe(wanted.filter(({ dead }) => dead > 0).length);
    const told = await editor.hover(new RegExp(`"${withDead.layer}"`), `"${withDead.layer}"`);
    await screenshot('hint at dead units');
    const page = session.workbench.page;
    await page
      .locator('.monaco-hover:visible')
      .getByText(
        `${withDead.dead} of 64 units are dead on ${result.dataset.name}: ${withDead.layer} could be as much smaller.`,
      )
      .waitFor();
    await expect.poll(() => told.innerText()).not.toBe('');
  });

  it('lead to the units and to the result', async () => {
    const { page, sideBar, screenshot } = session.workbench;
    await editor.line(/"fc1"/).getByText('"fc1"').click();
    await page.keyboard.press('Control+.');
    const actions = page.locator('.action-widget .monaco-list-row');
    await actions.filter({ hasText: 'Show the units of fc1' }).waitFor();
    await actions.filter({ hasText: 'Open the result that tells so' }).waitFor();
    await screenshot('what a hint offers');
    await actions.filter({ hasText: 'Show the units of fc1' }).click();
    await sideBar
      .row(/^\s*fc1/)
      .and(page.locator('.selected'))
      .waitFor();
  });

  it('are switched off and on by a setting', async () => {
    await setHints(false);
    await expectHints().toBe(0);
    await setHints(true);
    await expectHints().toBeGreaterThan(0);
  });

  it('go where the result is older than the model', async () => {
    await copyFile(join(sample, 'digits-memorised.onnx'), join(session.folder, 'digits.onnx'));
    await editor.lens(/stale/).waitFor();
    await expectHints().toBe(0);
    await copyFile(join(sample, 'digits.onnx'), join(session.folder, 'digits.onnx'));
    await expectHints().toBeGreaterThan(0);
  });

  it('go with the result', async () => {
    await rm(join(session.folder, 'digits.test.importance.json'));
    await expectHints().toBe(0);
    await analyse();
    await expectHints().toBeGreaterThan(0);
  });
});
