import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitImportances } from '../../../src/results/derive/importance.js';
import { readResult } from '../../../src/results/store.js';
import { openSession, type Session } from './session.js';

describe('results', () => {
  let session: Session;
  const inFolder = (...names: readonly string[]): string => join(session.folder, ...names);

  beforeAll(async () => {
    session = await openSession({
      async prepare(folder) {
        await copyFile(join(folder, 'digits.onnx'), join(folder, 'copied.onnx'));
        await mkdir(join(folder, 'data'));
        await copyFile(join(folder, 'digits.npz'), join(folder, 'data', 'digits.npz'));
        await copyFile(join(folder, 'test.dataset.json'), join(folder, 'data', 'elsewhere.dataset.json'));
      },
    });
  });
  afterAll(() => session.close());

  const panel = () => session.workbench.webview();

  /** By the menu of the tree. */
  async function analyse(model: string, data: string): Promise<void> {
    const { quickInput, sideBar, chooseFromMenu, runCommand } = session.workbench;
    // Else a second model's panel would open beside the first's.
    await runCommand('View: Close All Editors');
    await sideBar.show('Unit Importance');
    await sideBar.openMenuOfRow(model);
    await chooseFromMenu('Analyse Unit Importance');
    await quickInput.choose(data);
    await panel().getByText('up to date').waitFor({ timeout: 60_000 });
  }

  /** The costliest unit of a result file, as the first row of the table is to show it. */
  async function costliest(file: string): Promise<RegExp> {
    const units = unitImportances(await readResult(inFolder(file)), 'zero');
    units.sort((a, b) => b.samplesLost - a.samplesLost || a.unit.flat - b.unit.flat);
    const [{ unit, samplesLost }] = units;
    return new RegExp(`^\\s*${unit.layer.id}\\[${unit.index}\\]\\s+${samplesLost}\\s`);
  }

  it('of one model stand side by side, and panel and tree show the one that is chosen', async () => {
    const { sideBar, screenshot } = session.workbench;
    await analyse('digits.onnx', 'test.dataset.json');
    await sideBar.row(/digits\.onnx.*digits, test 500/s).waitFor();
    await analyse('digits.onnx', 'train.dataset.json');
    await sideBar.row(/digits\.onnx.*digits, train 1,297/s).waitFor();
    await session.workbench.openPanelTab('Units');
    const first = panel().locator('tbody tr:not(.filler)').first();
    await expect.poll(() => first.innerText()).toMatch(await costliest('digits.train.importance.json'));

    await panel().getByRole('combobox', { name: 'Data' }).click();
    await screenshot('choose result');
    await panel().getByRole('option', { name: 'digits, test 500' }).click();
    await sideBar.row(/digits\.onnx.*digits, test 500/s).waitFor();
    await expect.poll(() => first.innerText()).toMatch(await costliest('digits.test.importance.json'));
  });

  it('outlive their model, and know it when it is back', async () => {
    const { runCommand, sideBar, chooseFromMenu, screenshot } = session.workbench;
    await analyse('copied.onnx', 'elsewhere.dataset.json');
    await rm(inFolder('copied.onnx'));
    await sideBar.row('copied.onnx').waitFor({ state: 'hidden' });
    await panel()
      .getByText(/can’t be found/)
      .waitFor();
    await screenshot('model deleted');

    await runCommand('View: Close All Editors');
    await sideBar.show('Explorer');
    await sideBar.openMenuOf('copied.elsewhere.importance.json');
    await chooseFromMenu('Open Result');
    await panel()
      .getByText(/can’t be found/)
      .waitFor();
    await session.workbench.openPanelTab('Units');
    await panel()
      .getByRole('row', { name: /fc1\[8\]/ })
      .waitFor();

    await copyFile(inFolder('digits.onnx'), inFolder('copied.onnx'));
    await panel().getByText('up to date').waitFor();
  });

  it('go into the folder of the setting, and are found there again', async () => {
    const elsewhere = join(dirname(session.folder), 'results');
    await mkdir(inFolder('.vscode'));
    await writeFile(
      inFolder('.vscode', 'settings.json'),
      JSON.stringify({ 'unitImportance.resultsFolder': elsewhere }),
    );
    await session.open(session.folder);
    await analyse('digits-memorised.onnx', 'train-shuffled.dataset.json');
    const { model } = await readResult(join(elsewhere, 'digits-memorised.train-shuffled.importance.json'));
    expect(model.file).toBe('../digits/digits-memorised.onnx');

    const { sideBar } = await session.open(session.folder);
    await sideBar.show('Unit Importance');
    await sideBar.row(/digits-memorised\.onnx.*labels shuffled/s).waitFor();
  });
});
