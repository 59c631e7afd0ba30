import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slowConvNet } from '../../commandLine/networks.js';
import { randomImages } from '../../commandLine/randomSamples.js';
import { violationsIn } from './accessibility.js';
import { openSession, type Session } from './session.js';
import { themeLabels, type ThemeLabel } from './workbench.js';

/** How themes are called in the names of pictures. */
const inPictures: Readonly<Record<ThemeLabel, string>> = {
  'Dark Modern': 'dark',
  'Light Modern': 'light',
  'Dark High Contrast': 'dark high contrast',
  'Light High Contrast': 'light high contrast',
};

const wide = { width: 1280, height: 800 };
const narrow = { width: 900, height: 800 };

describe('the panel, in four themes and to axe-core,', () => {
  let session: Session;

  beforeAll(async () => {
    session = await openSession({ prepare });
  });
  afterAll(() => session.close());

  const panel = () => session.workbench.webview();

  async function analyse(model: string, data: string): Promise<void> {
    const { workbench } = session;
    await workbench.sideBar.show('Explorer');
    await workbench.sideBar.openMenuOf(model);
    await workbench.chooseFromMenu('Analyse Unit Importance');
    await workbench.quickInput.choose(data);
  }

  /** Nothing is wrong with what the panel shows, in any theme; takes a picture of each. */
  async function isSound(state: string): Promise<void> {
    const { chooseTheme, screenshot } = session.workbench;
    const found: string[] = [];
    for (const theme of themeLabels) {
      await chooseTheme(theme);
      await screenshot(`panel ${state} ${inPictures[theme]}`);
      found.push(...(await violationsIn(panel())).map((violation) => `${theme}: ${violation}`));
    }
    expect(found).toEqual([]);
  }

  it('is sound with its units', async () => {
    await analyse('digits.onnx', 'test.dataset.json');
    await panel().getByText('up to date').waitFor({ timeout: 60_000 });
    await session.workbench.openPanelTab('Units');
    await panel()
      .getByRole('row', { name: /fc1\[3\]/ })
      .click({ timeout: 60_000 });
    await isSound('units');
  });

  it('is sound with its selectivity plot', async () => {
    await session.workbench.openPanelTab('Selectivity');
    await panel().locator('canvas').first().waitFor();
    await isSound('selectivity');
  });

  it('is sound where it is narrow', async () => {
    const { page } = session.workbench;
    await page.setViewportSize(narrow);
    await isSound('selectivity narrow');
    await session.workbench.openPanelTab('Units');
    await isSound('units narrow');
    await page.setViewportSize(wide);
  });

  it('is sound with an error', async () => {
    await analyse('digits.onnx', 'broken.dataset.json');
    await panel().getByRole('alert').waitFor();
    await session.workbench.runCommand('Notifications: Clear All Notifications');
    await isSound('error');
  });

  it('is sound with a result that is stale', async () => {
    const { folder, workbench } = session;
    await copyFile(join(folder, 'digits-memorised.onnx'), join(folder, 'digits.onnx'));
    await panel()
      .getByText(/digits\.onnx has changed/)
      .waitFor();
    await isSound('stale');
    await workbench.runCommand('View: Close All Editors');
  });

  it('is sound while an analysis runs', async () => {
    await analyse('model.onnx', 'data.dataset.json');
    await panel()
      .locator('.running')
      .getByText(/\d+ of 160 units/)
      .waitFor({ timeout: 60_000 });
    await isSound('running');
    await panel().getByRole('button', { name: 'Cancel' }).click();
    await panel().getByText('The analysis of model.onnx was cancelled').waitFor();
    await isSound('cancelled');
  });

  it('sends nothing anywhere and breaks no policy', () => {
    expect(session.workbench.traffic.leaving).toEqual([]);
    expect(session.workbench.traffic.policyViolations).toEqual([]);
  });
});

/** Data with a fault, and an analysis of a minute in one process, so that there is time to look at it. */
async function prepare(folder: string): Promise<void> {
  await writeFile(join(folder, 'broken.dataset.json'), '{ "inputs": ');
  const long = randomImages(slowConvNet().network, [1, 16, 16], 5, 24_000);
  for (const [name, content] of Object.entries(long)) await writeFile(join(folder, name), content);
  await mkdir(join(folder, '.vscode'));
  await writeFile(join(folder, '.vscode', 'settings.json'), '{ "unitImportance.workers": 1 }');
}
