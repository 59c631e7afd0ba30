import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitRows, type UnitRow } from '../../../src/results/derive/unitRows.js';
import { readResult } from '../../../src/results/store.js';
import { NetworkBuilder } from '../../twin/networkBuilder.js';
import { writeOnnx } from '../../twin/onnxWriter.js';
import { openSession, type Session } from './session.js';

describe('the tree', () => {
  let session: Session;
  const inFolder = (...names: readonly string[]): string => join(session.folder, ...names);

  beforeAll(async () => {
    session = await openSession({
      async prepare(folder) {
        await writeFile(join(folder, 'wide.onnx'), wideNetwork(2304));
        await mkdir(join(folder, 'hidden'));
        await copyFile(join(folder, 'digits.onnx'), join(folder, 'hidden', 'hidden.onnx'));
        await mkdir(join(folder, '.vscode'));
        const settings = { 'files.exclude': { '**/hidden': true } };
        await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
      },
    });
    await session.workbench.sideBar.show('Unit Importance');
  });
  afterAll(() => session.close());

  const panel = () => session.workbench.webview();

  /** A button above the tree. */
  function above(label: string): Locator {
    return session.workbench.page
      .locator('.sidebar .title-actions')
      .locator(`.action-label[aria-label^="${label}"]`);
  }

  async function chooseAbove(button: string, entry: string): Promise<void> {
    await session.workbench.sideBar.row('digits.onnx').hover();
    await above(button).click();
    await session.workbench.quickInput.choose(entry);
  }

  /** The names of fc1's units that are on the screen, from the top. */
  async function unitsShown(): Promise<readonly string[]> {
    const rows = await session.workbench.sideBar.rows();
    return rows.map((row) => /^fc1\[\d+\]/.exec(row)?.[0]).filter((name) => name !== undefined);
  }

  async function measuredRows(): Promise<readonly UnitRow[]> {
    const rows = unitRows(await readResult(inFolder('digits.test.importance.json')), 'zero');
    return rows.filter(({ unit }) => unit.layer.id === 'fc1');
  }

  it('leaves out what files.exclude does, also of files that come later', async () => {
    const { sideBar } = session.workbench;
    await copyFile(inFolder('digits.onnx'), inFolder('hidden', 'later.onnx'));
    await copyFile(inFolder('digits.onnx'), inFolder('later.onnx'));
    await sideBar.row('later.onnx').waitFor();
    await expect
      .poll(() => sideBar.rows())
      .toEqual(['digits-memorised.onnx', 'digits.onnx', 'later.onnx', 'wide.onnx']);
    await rm(inFolder('later.onnx'));
    await sideBar.row('later.onnx').waitFor({ state: 'hidden' });
  });

  it('measures a model on a data set by the button in its row', async () => {
    const { sideBar } = session.workbench;
    await sideBar.expand('digits.onnx');
    await sideBar.expand('Data');
    await sideBar.pressInRow('test.dataset.json', 'Analyse Unit Importance');
    await panel().getByText('up to date').waitFor({ timeout: 60_000 });
    await sideBar.row(/^\s*test\.dataset\.json\s*measured/s).waitFor();
    await sideBar.expand('Results');
    await sideBar.row(/digits\.test\.importance\.json.*digits, test 500/s).waitFor();
    await session.workbench.screenshot('data sets and results');
  });

  it('lists units by what is chosen above it, and remembers that', async () => {
    const { sideBar, screenshot } = session.workbench;
    await chooseAbove('Sort Units', 'Selectivity');
    await sideBar.expand('fc1');
    const rows = [...(await measuredRows())];
    const value = ({ selectivity }: UnitRow): number => selectivity ?? -Infinity;
    rows.sort((a, b) => (value(a) === value(b) ? a.unit.index - b.unit.index : value(b) - value(a)));
    const wanted = rows.slice(0, 5).map(({ name }) => name);
    await expect.poll(async () => (await unitsShown()).slice(0, 5)).toEqual(wanted);
    await screenshot('sorted by selectivity');
    await session.open(session.folder);
    await sideBar.show('Unit Importance');
    await sideBar.row('digits.onnx').waitFor();
    await sideBar.expand('digits.onnx');
    await sideBar.expand('fc1');
    await expect.poll(async () => (await unitsShown()).slice(0, 5)).toEqual(wanted);
  });

  it('narrows to dead units, and to a name, and back', async () => {
    const { sideBar, quickInput, screenshot } = session.workbench;
    const dead = (await measuredRows()).filter((row) => row.dead);
    await chooseAbove('Filter Units', 'Dead units');
    const names = dead.map(({ name }) => name).sort();
    expect(names.length).toBeGreaterThan(0);
    await expect.poll(async () => [...(await unitsShown())].sort()).toEqual(names);
    await session.workbench.page.getByText('Not all units are listed: dead units').waitFor();
    await screenshot('dead units');
    await sideBar.row('digits.onnx').hover();
    await above('Show All Units').click();
    await chooseAbove('Filter Units', 'By name…');
    await quickInput.type('fc1[1]');
    await expect.poll(unitsShown).toEqual(['fc1[1]']);
    await sideBar.row('digits.onnx').hover();
    await above('Show All Units').click();
    await expect.poll(async () => (await unitsShown()).length).toBeGreaterThan(5);
  });

  it('groups the units of a layer that has thousands, and reaches the last', async () => {
    const { sideBar, page, screenshot } = session.workbench;
    await sideBar.row('digits.onnx').locator('.monaco-tl-twistie').click();
    await sideBar.expand('wide.onnx');
    await sideBar.expand('wide');
    const last = sideBar.row('2049–2304');
    await expect.poll(() => last.getAttribute('aria-setsize')).toBe('9');
    await sideBar.expand('2049–2304');
    await sideBar.row('wide[2048]').click();
    await screenshot('groups of units');
    await page.keyboard.press('End');
    await sideBar.row('wide[2303]').waitFor();
    await page.keyboard.press('Home');
    await above('Collapse All').click();
  });

  it('compares the models that are selected', async () => {
    const { sideBar, chooseFromMenu, quickInput, screenshot, runCommand } = session.workbench;
    await runCommand('View: Close All Editors');
    await sideBar.openMenuOfRow('digits-memorised.onnx');
    await chooseFromMenu('Analyse Unit Importance');
    await quickInput.choose('train-shuffled.dataset.json');
    await panel().getByText('up to date').waitFor({ timeout: 60_000 });
    await runCommand('View: Close All Editors');
    await sideBar.row('digits.onnx').click();
    await sideBar.row('digits-memorised.onnx').click({ modifiers: ['Control'] });
    await sideBar.openMenuOfRow('digits.onnx');
    await chooseFromMenu('Compare');
    await panel().getByRole('tab', { name: 'Compare', selected: true }).waitFor();
    await panel()
      .getByRole('button', { name: /^Remove digits-memorised\.onnx/ })
      .waitFor();
    await screenshot('compared from the tree');
  });

  it('marks a model whose files have changed', async () => {
    const { sideBar } = session.workbench;
    await rm(inFolder('digits-memorised.labels.npy'));
    const row = sideBar.row(/digits-memorised\.onnx.*stale/s);
    await row.waitFor();
    await expect.poll(() => row.locator('.monaco-icon-label').first().evaluate(badgeOf)).toBe('"!"');
  });

  it('deletes a result once that is confirmed', async () => {
    const { sideBar, page } = session.workbench;
    const file = inFolder('digits.test.importance.json');
    await sideBar.expand('digits.onnx');
    await sideBar.expand('Results');
    const dialog = page.locator('.monaco-dialog-box');
    await sideBar.pressInRow('digits.test.importance.json', 'Delete Result…');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(existsSync(file)).toBe(true);
    await sideBar.pressInRow('digits.test.importance.json', 'Delete Result…');
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await sideBar.row('digits.test.importance.json').waitFor({ state: 'hidden' });
    expect(existsSync(file)).toBe(false);
  });
});

/** What stands at the end of a label, as CSS writes it; runs in the page. */
function badgeOf(label: never): string {
  const page = globalThis as unknown as {
    getComputedStyle(element: unknown, part: string): { readonly content: string };
  };
  return page.getComputedStyle(label, '::after').content;
}

/** One hidden layer of so many units, called `wide`. */
function wideNetwork(units: number): Uint8Array {
  const builder = new NetworkBuilder({ seed: 45, opset: 17, inputShape: ['batch', 4] });
  const wide = builder.gemm('wide', builder.input, 4, units);
  const last = builder.gemm('head', builder.node('Relu', [wide.output]), units, 3);
  return writeOnnx(builder.finish({ logits: last.output, last, classCount: 3, samples: 2 }).network).model;
}
