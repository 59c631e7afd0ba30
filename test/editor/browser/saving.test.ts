import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitRows } from '../../../src/results/derive/unitRows.js';
import { unitsOpening } from '../../../src/results/derive/unitsOpening.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { analyse } from './analysing.js';
import { panelKeyboard } from './panelKeyboard.js';
import { openSession, type Session } from './session.js';

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

describe('what is saved from the panel', () => {
  let session: Session;
  let result: ResultFile;

  beforeAll(async () => {
    session = await openSession();
    result = await analyse(session, 'digits.onnx', 'test.dataset.json');
    await session.workbench.openPanelTab('Selectivity');
    await panel().locator('.selectivity .figure-plot').waitFor();
  });
  afterAll(() => session.close());

  const panel = () => session.workbench.webview();
  const menu = () => panel().locator('.selectivity figure .menu vscode-button').first();

  /** Answers VS Code's question where the file is to be kept. */
  async function keepAs(name: string): Promise<Buffer> {
    const path = join(dirname(session.folder), name);
    const { quickInput, page } = session.workbench;
    await quickInput.box.waitFor();
    // The box holds a proposal, and looks at the folder first.
    const input = quickInput.box.locator('input:not([type="checkbox"])');
    await expect.poll(() => input.inputValue()).not.toBe('');
    // Until it has looked, it puts its proposal back over what is typed.
    await page.waitForTimeout(1000);
    await input.fill(path);
    await expect.poll(() => input.inputValue()).toBe(path);
    await page.waitForTimeout(500);
    await page.keyboard.press('Enter');
    // A file is there before its content is.
    await expect.poll(() => existsSync(path) && statSync(path).size > 0, { timeout: 20_000 }).toBe(true);
    return readFile(path);
  }

  it('is a table of the figure, a row for each unit', async () => {
    await menu().click();
    await panel().getByRole('menuitem', { name: 'Save as CSV' }).click();
    await session.workbench.screenshot('save dialog');
    const [head, ...lines] = String(await keepAs('saved.csv'))
      .trim()
      .split(/\r?\n/);
    const measured = unitRows(result, 'zero').filter(({ selectivity }) => selectivity !== null);
    expect(head).toBe('unit,layer,class selectivity,images lost');
    expect(lines).toHaveLength(measured.length);
  });

  it('is its drawing, as SVG', async () => {
    await menu().click();
    await panel().getByRole('menuitem', { name: 'Save as SVG' }).click();
    expect(String(await keepAs('saved.svg'))).toMatch(/^(<\?xml[^>]*>\s*)?<svg [\s\S]*<\/svg>\s*$/);
  });

  it('is its picture, as PNG, chosen in the menu by keyboard alone', async () => {
    const { press, enter, tabTo } = panelKeyboard(session.workbench);
    await enter();
    await tabTo(menu());
    await press('Enter', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    const png = await keepAs('saved.png');
    expect([...png.subarray(0, 8)]).toEqual(pngSignature);
    expect(png.readUInt32BE(16)).toBeGreaterThan(500);
  });

  it('is a report, from the menu of the panel and from the tree, with the sentence of the overview', async () => {
    const { sideBar, chooseFromMenu } = session.workbench;
    const { answer = '' } = unitsOpening(result, unitRows(result, 'zero'), 'zero') ?? {};
    await panel().locator('.identity .menu vscode-button').click();
    await panel().getByRole('menuitem', { name: 'Report' }).click();
    const fromPanel = await keepAs('panel.html');
    expect(String(fromPanel)).toContain(answer);
    await sideBar.show('Unit Importance');
    await sideBar.openMenuOfRow('digits.onnx');
    await chooseFromMenu('Write Report\u2026');
    expect((await keepAs('tree.html')).equals(fromPanel)).toBe(true);
  });

  it('breaks no policy and makes no error', () => {
    const { leaving, policyViolations, panelErrors } = session.workbench.traffic;
    expect([leaving, policyViolations, panelErrors]).toEqual([[], [], []]);
  });
});
