import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatCount } from '../../../src/results/derive/numberFormat.js';
import { unitRows, type UnitRow } from '../../../src/results/derive/unitRows.js';
import { unitKeyNumbers } from '../../../src/results/derive/unitStanding.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { analyse } from './analysing.js';
import { panelKeyboard } from './panelKeyboard.js';
import { openSession, type Session } from './session.js';

describe('the card of a unit, with what its process tells of every sample,', () => {
  let session: Session;
  let result: ResultFile;
  /** In the order of the table: those that cost most first. */
  let units: readonly UnitRow[];

  beforeAll(async () => {
    session = await openSession();
    result = await analyse(session, 'digits.onnx', 'test.dataset.json');
    const cost = ({ importance }: UnitRow): number => importance?.samplesLost ?? 0;
    units = unitRows(result, 'zero').sort((a, b) => cost(b) - cost(a) || a.unit.flat - b.unit.flat);
  });
  afterAll(() => session.close());

  const panel = () => session.workbench.webview();
  const shownNames = () => panel().locator('.unit-card h1 .unit-name').allInnerTexts();

  /** Numbers, and what turns, as the result file has them; samples as pictures. */
  async function tells(row: UnitRow, card = panel().locator('.unit-card')): Promise<void> {
    await card.getByRole('heading', { name: row.name }).waitFor();
    await expect
      .poll(() => card.locator('.key-numbers dd').allInnerTexts())
      .toEqual(unitKeyNumbers(result, row).map(({ value }) => value));
    for (const [title, count] of [
      ['Turned wrong', row.importance?.turnedWrong ?? 0],
      ['Turned right', row.importance?.turnedRight ?? 0],
    ] as const) {
      const group = card.getByRole('group', { name: title });
      if (count === 0) continue;
      await group.locator('canvas').first().waitFor({ timeout: 30_000 });
      await expect
        .poll(() => group.locator('.gallery-head .dim').innerText())
        .toMatch(new RegExp(`^${formatCount(count)}\\b`));
      // Those that find no room in the row are there when they are asked for.
      await expect.poll(() => group.locator('.sample').count()).toBe(Math.min(count, 48));
    }
    const exciting = card.getByRole('group', { name: 'Most exciting' });
    await exciting.locator('canvas').first().waitFor({ timeout: 30_000 });
    await expect.poll(() => exciting.locator('canvas').count()).toBe(16);
  }

  it('is opened by a double click, and holds what the result file and the network say', async () => {
    await session.workbench.openPanelTab('Units');
    await panel().locator('tbody tr:not(.filler)').first().dblclick();
    await tells(units[0]);
    await session.workbench.screenshot('unit card');
  });

  it('leads to the next unit and back, by mouse and by keyboard', async () => {
    await panel().getByRole('button', { name: 'next' }).click();
    await tells(units[1]);
    await panelKeyboard(session.workbench).press('ArrowRight');
    await tells(units[2]);
    await panel().getByRole('button', { name: 'previous' }).click();
    await expect.poll(() => shownNames()).toEqual([units[1].name]);
  });

  it('stands beside another that was pinned', async () => {
    await panel().getByRole('button', { name: 'pin beside another' }).click();
    await expect.poll(shownNames).toEqual([units[1].name, units[2].name]);
    await tells(units[1], panel().locator('.unit-card').first());
    await tells(units[2], panel().locator('.unit-card').last());
    await session.workbench.screenshot('unit cards');
  });

  it('is there again when the panel was hidden, with its tab and what was pinned', async () => {
    const { workbench } = session;
    const shown = await shownNames();
    await workbench.sideBar.file('train.py').dblclick();
    await panel().locator('body').waitFor({ state: 'hidden' });
    await workbench.editorTab('digits.onnx').click();
    await expect.poll(shownNames, { timeout: 20_000 }).toEqual(shown);
  });

  it('is left by Escape, for the table with the unit in it', async () => {
    const keyboard = panelKeyboard(session.workbench);
    await panel().getByRole('button', { name: 'unpin' }).click();
    await keyboard.press('Escape');
    await panel().locator('tr[aria-selected=true]').waitFor();
    await keyboard.press('Enter');
    await panel().locator('.unit-card').first().waitFor();
    expect(session.workbench.traffic.panelErrors).toEqual([]);
  });
});
