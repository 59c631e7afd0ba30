import { copyFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flatUnits } from '../../../src/results/derive/flatUnits.js';
import { unitName } from '../../../src/results/derive/unitName.js';
import { unitRows, type UnitRow } from '../../../src/results/derive/unitRows.js';
import type { ResultFile } from '../../../src/results/schema.js';
import { readResult } from '../../../src/results/store.js';
import { runProgram } from '../../commandLine/program.js';
import { analyse } from './analysing.js';
import { panelKeyboard } from './panelKeyboard.js';
import { openSession, type Session } from './session.js';

describe('units that are deleted by hand', () => {
  let session: Session;
  let result: ResultFile;
  let rows: readonly UnitRow[];

  beforeAll(async () => {
    session = await openSession();
    result = await analyse(session, 'digits.onnx', 'test.dataset.json');
    rows = unitRows(result, 'zero');
    await session.workbench.openPanelTab('Delete');
  });
  afterAll(() => session.close());

  const panel = () => session.workbench.webview();
  const plot = () => panel().locator('.delete .figure-plot').first();
  const button = (name: string | RegExp) => panel().locator('.delete').getByRole('button', { name });
  const tells = (words: RegExp | string) =>
    expect
      .poll(() => panel().locator('.delete p[aria-live]').innerText(), { timeout: 20_000 })
      .toMatch(words);

  /** What is told of answers when this many are still right. */
  function outcome(correct: number): string {
    const lost = result.baseline.correct - correct;
    if (lost === 0) return `as many answers are right as before, ${result.baseline.correct}`;
    const answers = lost === 1 ? 'right answers is lost' : 'right answers are lost';
    if (lost > 0) return `over all images ${lost} of ${result.baseline.correct} ${answers}`;
    return `${-lost} more answer`;
  }

  const outcomeOf = ({ importance }: UnitRow): string =>
    outcome(result.baseline.correct - (importance?.samplesLost ?? NaN));

  /** Moves the mouse over the drawing until it points at the unit. */
  async function pointAt(row: UnitRow): Promise<{ readonly x: number; readonly y: number }> {
    const name = panel().locator('.delete .read-out .unit-name').first();
    const { width = 0, height = 0 } = (await plot().boundingBox()) ?? {};
    for (let y = 22; y < height; y += 12) {
      for (let x = 4; x < width; x += 12) {
        await plot().hover({ position: { x, y } });
        if ((await name.isVisible()) && (await name.innerText()) === row.name) return { x, y };
      }
    }
    throw new Error(`The drawing does not show ${row.name}.`);
  }

  it('by a click cost what the result file says, and are there again after another', async () => {
    await tells(/^Nothing deleted yet\./);
    const [costliest] = [...rows].sort(
      (a, b) => (b.importance?.samplesLost ?? 0) - (a.importance?.samplesLost ?? 0),
    );
    const position = await pointAt(costliest);
    await plot().click({ position });
    await tells(`${costliest.name} deleted.`);
    await tells(outcomeOf(costliest));
    await expect.poll(() => panel().locator('.dock .unit-name').innerText()).toBe(costliest.name);
    await session.workbench.screenshot('deleted');
    await plot().click({ position });
    await tells(/^Nothing deleted yet\./);
  });

  it('by Space cost what the result file says, one after the other, and come back by Ctrl+Z', async () => {
    const { enter, press, tabTo } = panelKeyboard(session.workbench);
    await panel().getByRole('button', { name: 'Clear selection' }).click();
    await enter();
    await tabTo(plot());
    await press('Home');
    for (const row of rows.slice(0, 4)) {
      await press('Space');
      await tells(`${row.name} deleted.`);
      await tells(outcomeOf(row));
      await press('Control+z');
      await tells(/^Nothing deleted yet\./);
      await press('ArrowRight');
    }
  });

  it('in groups cost what an analysis of the group says, and are restored all at once', async () => {
    await button('10 costliest').click();
    await button('20\u202f% at random').click();
    const deleted = 10 + Math.round(0.2 * rows.length);
    await tells(`${deleted} of ${rows.length} deleted.`);
    const group = await deletedUnits();
    expect(group).toHaveLength(deleted);
    await tells(outcome(await correctWithout(group)));
    await button('Undo').click();
    await tells(`10 of ${rows.length} deleted.`);
    await button('Restore all').click();
    await tells(/^Nothing deleted yet\./);
  });

  it('stay deleted when the panel was hidden', async () => {
    const { sideBar, editorTab } = session.workbench;
    await button('10 costliest').click();
    await tells(`10 of ${rows.length} deleted.`);
    await sideBar.file('train.py').dblclick();
    await plot().waitFor({ state: 'hidden' });
    await editorTab('digits.onnx').click();
    await tells(`10 of ${rows.length} deleted.`);
  });

  it('are out of reach once the model has changed', async () => {
    const { folder, workbench } = session;
    await copyFile(join(folder, 'digits-memorised.onnx'), join(folder, 'digits.onnx'));
    await expect
      .poll(() => panel().locator('.hindrance').innerText(), { timeout: 20_000 })
      .toMatch(/^Deleting is off: the model or the data have changed/);
    await expect.poll(() => plot().isVisible()).toBe(false);
    await expect.poll(() => button('10 costliest').isDisabled()).toBe(true);
    const { policyViolations, panelErrors } = workbench.traffic;
    expect({ policyViolations, panelErrors }).toEqual({ policyViolations: [], panelErrors: [] });
  });

  /** Flat indexes of what the figure's table has as deleted. */
  async function deletedUnits(): Promise<readonly number[]> {
    const menu = panel().locator('.delete figure').first().locator('.menu vscode-button');
    await menu.click();
    await panel().getByRole('menuitem', { name: 'Show as table' }).click();
    const table = panel().locator('.delete .figure-table').first();
    const states = await table.locator('tr').filter({ hasText: 'deleted' }).allInnerTexts();
    await menu.click();
    await panel().getByRole('menuitem', { name: 'Show as plot' }).click();
    const names = new Set(states.map((row) => row.trim().split(/\s/)[0]));
    return flatUnits(result).flatMap((unit) => (names.has(unitName(unit)) ? [unit.flat] : []));
  }

  /** Right answers without a group of units, as the command line counts them. */
  async function correctWithout(group: readonly number[]): Promise<number> {
    const scratch = dirname(session.folder);
    const [list, out] = [join(scratch, 'group.json'), join(scratch, 'group.importance.json')];
    await writeFile(list, JSON.stringify([group]));
    const [model, data] = ['digits.onnx', 'test.dataset.json'].map((file) => join(session.folder, file));
    const options = [
      '--data',
      data,
      '--groups',
      list,
      '--out',
      out,
      '--measures',
      'selectivity',
      '--no-cache',
    ];
    const { status } = await runProgram(['analyse', model, ...options]);
    expect(status).toBe(0);
    const { groups = [] } = await readResult(out);
    return groups[0].correct;
  }
});
