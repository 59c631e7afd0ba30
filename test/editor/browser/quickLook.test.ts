import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importancePhrase } from '../../../src/results/derive/unitPhrases.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { readResult } from '../../../src/results/store.js';
import { wideConvNet } from '../../commandLine/networks.js';
import { randomImages } from '../../commandLine/randomSamples.js';
import { violationsIn } from './accessibility.js';
import { openSession, type Session } from './session.js';

describe('a quick look', () => {
  let session: Session;
  let resultPath: string;

  beforeAll(async () => {
    session = await openSession({
      settings: { 'unitImportance.quickLookPrecision': '3%' },
      async prepare(folder) {
        const files = randomImages(wideConvNet().network, [1, 12, 12], 5, 6000);
        for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
      },
    });
    resultPath = join(session.folder, 'model.data.importance.json');
  });
  afterAll(() => session.close());

  const panel = () => session.workbench.webview();

  async function quickLookFromMenu(): Promise<void> {
    const { workbench } = session;
    await workbench.sideBar.show('Explorer');
    await workbench.sideBar.openMenuOf('model.onnx');
    await workbench.chooseFromMenu('Quick Look (Estimate)');
    await workbench.quickInput.choose('data.dataset.json');
  }

  it('estimates what each unit costs, and says how exactly', async () => {
    await quickLookFromMenu();
    await panel().getByText('estimated, ±3 points at 99 %').waitFor({ timeout: 60_000 });
    await session.workbench.openPanelTab('Units');
    await panel().getByRole('heading', { name: 'What each unit costs, estimated to ±3 points' }).waitFor();
    const { exact, settings } = await readResult(resultPath);
    expect([exact, settings.precision]).toEqual([false, 0.03]);
  });

  it('shows the numbers of its file with their intervals, in table, dock and tree', async () => {
    const { workbench } = session;
    const { sideBar } = workbench;
    const rows = unitRows(await readResult(resultPath), 'zero');
    const shown = panel().locator('tbody tr:not(.filler)');
    for (const cells of [shown.nth(0), shown.nth(5)]) {
      const name = await cells.locator('.unit-name').innerText();
      const row = rows.find((one) => one.name === name);
      const phrase = row ? importancePhrase(row, 'image') : null;
      expect(phrase).toMatch(/about [\d,]+ of 6,000 images \(.+ to .+\), from [\d,]+$/);
      await expect.poll(() => cells.locator('.lost-cell').getAttribute('title')).toBe(phrase);
      await cells.click();
      await panel().locator('footer .dock').getByText(String(phrase)).waitFor();
    }
    await sideBar.show('Unit Importance');
    await sideBar.row(/^\s*model\.onnx.*estimated · random/s).waitFor();
    await sideBar.expand('model.onnx');
    await sideBar.expand(/^\s*conv2/);
    await sideBar.row(/^\s*conv2\[\d+\].*about −?\d+ lost/s).waitFor();
    await workbench.screenshot('estimate');
    await expect.poll(() => violationsIn(panel())).toEqual([]);
  });

  it('is refined to exact, in the same file', async () => {
    const { sideBar, screenshot } = session.workbench;
    await panel().getByRole('button', { name: 'Refine to exact' }).click();
    await panel().getByRole('button', { name: 'Analyse again' }).waitFor({ timeout: 60_000 });
    await expect.poll(() => panel().locator('header').innerText()).not.toContain('estimated');
    const result = await readResult(resultPath);
    expect([result.exact, result.settings.precision]).toEqual([true, undefined]);
    for (const { lost } of unitRows(result, 'zero')) expect(lost?.basis).toBeNull();
    await sideBar.row(/^\s*model\.onnx.*estimated/s).waitFor({ state: 'hidden' });
    await sideBar.row(/^\s*conv2\[\d+\]\s*−?\d+ lost/s).waitFor();
    await screenshot('refined');
  });

  it('does not take the place of an exact result unasked', async () => {
    const { notifications } = session.workbench;
    await quickLookFromMenu();
    const words = 'model.onnx has an exact result on this data';
    expect(await notifications.read(words)).toMatchObject({
      severity: 'info',
      actions: ['Show It', 'Replace It'],
    });
    await notifications.press(words, 'Show It');
    await panel().getByRole('button', { name: 'Analyse again' }).waitFor();
    await expect.poll(async () => (await readResult(resultPath)).exact).toBe(true);
  });
});
