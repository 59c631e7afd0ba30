import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitImportances } from '../../../src/results/derive/importance.js';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { unitsOpening } from '../../../src/results/derive/unitsOpening.js';
import { readResult } from '../../../src/results/store.js';
import { openSession, type Session } from './session.js';

/** The main job, as a person does it for the first time: by menus and clicks alone. */
describe('a model that is right-clicked in the explorer', () => {
  let session: Session;
  let resultPath: string;

  beforeAll(async () => {
    session = await openSession();
    resultPath = join(session.folder, 'digits.test.importance.json');
  });
  afterAll(() => session.close());

  it('is analysed on the data that is chosen, and its panel opens beside the code', async () => {
    const { workbench } = session;
    await workbench.sideBar.show('Explorer');
    await workbench.sideBar.openMenuOf('digits.onnx');
    await workbench.screenshot('menu');
    await workbench.chooseFromMenu('Analyse Unit Importance');
    const offered = await workbench.quickInput.labels();
    expect(offered).toContain('test.dataset.json');
    await workbench.screenshot('choose data');
    await workbench.quickInput.choose('test.dataset.json');
    const panel = workbench.webview();
    await panel.getByText('up to date').waitFor({ timeout: 60_000 });
    const result = await readResult(resultPath);
    const opening = unitsOpening(result, unitRows(result, 'zero'), 'zero');
    await panel.getByRole('heading', { name: opening?.answer ?? '', exact: true }).waitFor();
    await workbench.screenshot('analysed');
    await expect.poll(() => workbench.editorTab('digits.onnx').count()).toBe(1);
  });

  it('writes a result file beside the model', async () => {
    const { baseline, dataset } = await readResult(resultPath);
    expect([baseline.correct, dataset.samples]).toEqual([466, 500]);
  });

  it('shows its layers and units in the tree, with the numbers of the result file', async () => {
    const { workbench } = session;
    await workbench.sideBar.show('Unit Importance');
    await workbench.sideBar.expand('digits.onnx');
    await workbench.sideBar.expand(/^fc1/);
    const result = await readResult(resultPath);
    const units = unitImportances(result, 'zero').filter(({ unit }) => unit.layer.id === 'fc1');
    units.sort((a, b) => b.samplesLost - a.samplesLost || a.unit.index - b.unit.index);
    const [first, second] = units;
    const words = ({ unit, samplesLost }: (typeof units)[number]) =>
      new RegExp(`^fc1\\[${unit.index}\\].*${samplesLost} lost`, 's');
    const rows = (await workbench.sideBar.rows()).map((row) => row.trim());
    const start = rows.findIndex((row) => row.startsWith('fc1['));
    expect(rows[start]).toMatch(words(first));
    expect(rows[start + 1]).toMatch(words(second));
    await workbench.screenshot('tree');
  });

  it('shows the numbers of the result file in the table', async () => {
    const { workbench } = session;
    const result = await readResult(resultPath);
    await workbench.openPanelTab('Units');
    await workbench.webview().locator('tbody tr:not(.filler)').first().waitFor();
    const rows = await workbench.webview().locator('tbody tr:not(.filler)').allInnerTexts();
    for (const { unit, samplesLost } of unitImportances(result, 'zero')) {
      const row = rows.find((text) => text.trim().startsWith(`${unit.layer.id}[${unit.index}]`));
      if (row !== undefined)
        expect(row.split(/\s+/).filter((word) => word !== '')[1]).toBe(String(samplesLost).replace('-', '−'));
    }
    expect(rows.length).toBeGreaterThan(10);
  });

  it('has one selection in tree, table, plot and dock', async () => {
    const { workbench } = session;
    const panel = workbench.webview();
    const dock = panel.locator('footer .dock');
    await workbench.sideBar.row(/^fc1\[11\]/).click();
    await dock.getByText('fc1[11]', { exact: true }).waitFor();
    await panel.locator('tr[aria-selected="true"]').filter({ hasText: 'fc1[11]' }).waitFor();
    await panel.getByRole('row', { name: /fc1\[37\]/ }).click();
    await dock.getByText('fc1[37]', { exact: true }).waitFor();
    await workbench.sideBar
      .row(/^fc1\[37\]/)
      .and(workbench.page.locator('.selected'))
      .waitFor();
    await workbench.openPanelTab('Selectivity');
    await panel.locator('canvas').first().waitFor();
    await dock.getByText('fc1[37]', { exact: true }).waitFor();
    await workbench.screenshot('selectivity');
    await workbench.openPanelTab('Units');
  });

  it('finds its result again when the folder is reopened', async () => {
    const workbench = await session.open(session.folder);
    await workbench.sideBar.show('Unit Importance');
    await workbench.sideBar.row(/digits\.onnx.*digits, test 500/s).waitFor();
    await workbench.screenshot('reopened');
  });

  it('marks the result as stale once the model file has changed', async () => {
    const { workbench, folder } = session;
    await workbench.runCommand('Unit Importance: Open Result');
    await workbench.quickInput.choose('digits.onnx');
    const panel = workbench.webview();
    await panel.getByText('up to date').waitFor();
    const other = await readFile(join(folder, 'digits-memorised.onnx'));
    await writeFile(join(folder, 'digits.onnx'), other);
    await panel.getByText(/digits\.onnx has changed/).waitFor({ timeout: 30_000 });
    await workbench.sideBar.row(/digits\.onnx.*stale/s).waitFor();
    await workbench.screenshot('stale');
    await rm(resultPath);
    await panel.getByText('Which units does this network need?').waitFor({ timeout: 30_000 });
  });

  it('sends nothing anywhere and breaks no policy', () => {
    expect(session.workbench.traffic.leaving).toEqual([]);
    expect(session.workbench.traffic.policyViolations).toEqual([]);
  });
});
