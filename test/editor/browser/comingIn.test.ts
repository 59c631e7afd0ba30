import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slowConvNet } from '../../commandLine/networks.js';
import { randomImages } from '../../commandLine/randomSamples.js';
import { openSession, type Session } from './session.js';

/** Of half a minute and more, so that there is time to look. */
const longAnalysis = randomImages(slowConvNet().network, [1, 16, 16], 5, 24_000);

describe('an analysis that takes its time', () => {
  let session: Session;
  let files: readonly string[];

  beforeAll(async () => {
    session = await openSession({
      async prepare(folder) {
        for (const [name, content] of Object.entries(longAnalysis))
          await writeFile(join(folder, name), content);
      },
    });
    files = readdirSync(session.folder);
  });
  afterAll(() => session.close());

  const panel = () => session.workbench.webview();

  it('shows in its panel what it has counted so far, and goes on counting', async () => {
    const { workbench } = session;
    await workbench.sideBar.show('Explorer');
    await workbench.sideBar.openMenuOf('model.onnx');
    await workbench.chooseFromMenu('Analyse Unit Importance');
    await workbench.quickInput.choose('data.dataset.json');
    const heading = panel().getByRole('heading', { name: /^So far: / });
    await heading.waitFor({ timeout: 60_000 });
    const first = await heading.innerText();
    await workbench.openPanelTab('Units');
    await panel().locator('.lost-cell').first().waitFor({ timeout: 40_000 });
    await panel().getByRole('columnheader', { name: 'Images lost so far' }).waitFor();
    // By cost a row may leave its place, and sight, with every count.
    await panel().getByRole('columnheader', { name: 'Unit' }).getByRole('button').click();
    await expect.poll(() => heading.innerText(), { timeout: 40_000 }).not.toBe(first);
    await workbench.screenshot('coming in');
  });

  it('keeps the unit that is selected meanwhile, in panel and tree', async () => {
    const { sideBar } = session.workbench;
    await panel().locator('tbody tr:not(.filler)').first().click();
    const name = await panel().locator('footer .dock .unit-name').innerText();
    await sideBar.show('Unit Importance');
    await sideBar.row(/^\s*model\.onnx.*measuring · .* of /s).waitFor();
    await sideBar.expand('model.onnx');
    await sideBar.expand(/^\s*conv1/);
    await sideBar.row(/^\s*conv1\[\d+\].*\d lost/s).waitFor({ timeout: 20_000 });
    await session.workbench.screenshot('coming in, tree');
    await expect.poll(() => panel().locator('footer .dock .unit-name').innerText()).toBe(name);
    await expect.poll(() => panel().locator('tr[aria-selected=true] .unit-name').innerText()).toBe(name);
  });

  it('takes the numbers away when it is cancelled, and has written nothing', async () => {
    await panel().getByRole('button', { name: 'Cancel' }).click();
    await panel().getByRole('button', { name: 'Analyse model.onnx' }).waitFor();
    await expect.poll(() => panel().locator('.lost-cell').count()).toBe(0);
    await session.workbench.sideBar.row(/\d lost/).waitFor({ state: 'hidden' });
    expect(readdirSync(session.folder)).toEqual(files);
  });
});
