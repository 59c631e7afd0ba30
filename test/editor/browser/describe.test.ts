import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResult } from '../../../src/results/store.js';
import { openSession, type Session } from './session.js';

/** The sample's first 100 test digits, with a scale that squeezes them together. */
const squeezed = {
  ...{ name: 'squeezed', inputs: 'digits.npz#x', labels: 'digits.npz#y', scale: 0.0005 },
  ...{ first: 1297, count: 100 },
};

describe('data that are described for a model', () => {
  let session: Session;
  const file = (name: string): string => join(session.folder, name);
  const panel = () => session.workbench.webview();

  beforeAll(async () => {
    session = await openSession({
      prepare: (folder) => writeFile(join(folder, 'squeezed.dataset.json'), JSON.stringify(squeezed)),
    });
  });
  afterAll(() => session.close());

  it('are chosen by a right-click on the model, and a wrong scaling is noticed', async () => {
    const { workbench } = session;
    await workbench.sideBar.show('Explorer');
    await workbench.sideBar.openMenuOf('digits.onnx');
    await workbench.chooseFromMenu('Describe Data…');
    await workbench.quickInput.choose('squeezed.dataset.json');
    await panel()
      .getByText(/chance would be 12\. Near chance: is the scaling right\?/)
      .waitFor({ timeout: 60_000 });
    await panel()
      .getByText(/^Better: scaled to 0 to 1, 98 of 100 right/)
      .waitFor({ timeout: 60_000 });
    await workbench.screenshot('describe data');
  });

  it('show the proposal as it will be written, once it is taken', async () => {
    await panel().getByRole('button', { name: 'Take scaled to 0 to 1' }).click();
    await panel().getByText('Taken: scaled to 0 to 1. 98 of 100 right; chance would be 12.').waitFor();
    await expect
      .poll(async () => JSON.parse(await panel().locator('.descriptor').innerText()) as unknown)
      .toEqual({
        ...squeezed,
        scale: 1 / 16,
      });
  });

  it('are saved over a file only when that is asked for, and analysed: with the numbers that were shown', async () => {
    const { workbench } = session;
    const before = await readFile(file('squeezed.dataset.json'), 'utf8');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    const answer = (label: string) => dialog.locator('.monaco-button').filter({ hasText: label }).click();
    await panel().getByRole('button', { name: 'Save and analyse' }).click();
    await dialog.getByText('squeezed.dataset.json is there already.').waitFor();
    await answer('Cancel');
    expect(await readFile(file('squeezed.dataset.json'), 'utf8')).toBe(before);
    await panel().getByRole('button', { name: 'Save and analyse' }).click();
    await answer('Replace');
    const resultPath = file('digits.squeezed.importance.json');
    await expect.poll(() => existsSync(resultPath), { timeout: 60_000 }).toBe(true);
    expect(JSON.parse(await readFile(file('squeezed.dataset.json'), 'utf8'))).toEqual({
      ...squeezed,
      scale: 1 / 16,
    });
    const { baseline, dataset } = await readResult(resultPath);
    expect([baseline.correct, dataset.samples, dataset.name]).toEqual([98, 100, 'squeezed']);
    // What opens beside takes the focus from questions that are asked meanwhile.
    await workbench.webview(1).getByText('right when intact').waitFor({ timeout: 60_000 });
    await workbench.screenshot('described and analysed');
  });

  it('are looked at from a right-click on a data file too, and understood without a descriptor', async () => {
    const { workbench } = session;
    await workbench.sideBar.openMenuOf('digits.npz');
    await workbench.chooseFromMenu('Describe Data…');
    await workbench.screenshot('describe which model');
    await workbench.quickInput.choose('digits.onnx');
    const described = workbench.page
      .locator('.tabs-container .tab')
      .filter({ hasText: 'Data for digits.onnx' });
    await described.first().waitFor();
    await panel().getByText('Written as digits.dataset.json').waitFor({ timeout: 60_000 });
    await panel().getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => existsSync(file('digits.dataset.json')), { timeout: 20_000 }).toBe(true);
    expect(JSON.parse(await readFile(file('digits.dataset.json'), 'utf8'))).toEqual({ inputs: 'digits.npz' });
    await panel().getByText('Saved as digits.dataset.json').waitFor();
  });

  it('sends nothing anywhere and breaks no policy', () => {
    expect(session.workbench.traffic.leaving).toEqual([]);
    expect(session.workbench.traffic.policyViolations).toEqual([]);
  });
});
