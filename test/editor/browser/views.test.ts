import { existsSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultFile } from '../../../src/results/schema.js';
import { shared } from '../../analysis/referenceFiles.js';
import { median } from '../../bench/statistics.js';
import { violationsIn } from './accessibility.js';
import { analyse } from './analysing.js';
import { panelKeyboard } from './panelKeyboard.js';
import { deletionTimes, startDeletionClock } from './deletionClock.js';
import { panelOpenings, type PanelOpenings } from './panelOpenings.js';
import { openSession, type Session } from './session.js';
import { themeLabels } from './workbench.js';
import { workPanelByKeys } from './workPanelByKeys.js';

interface ViewedNetwork {
  readonly name: string;
  readonly prepare: (folder: string) => Promise<void>;
  readonly model: string;
  readonly data: string;
  /** A network that is analysed before it, to stand beside it. */
  readonly beside: { readonly model: string; readonly data: string } | null;
}

const sample: ViewedNetwork = {
  name: 'the sample',
  prepare: () => Promise.resolve(),
  model: 'digits.onnx',
  data: 'train.dataset.json',
  beside: { model: 'digits-memorised.onnx', data: 'train-shuffled.dataset.json' },
};

const mnistFiles = {
  model: join(shared, 'models/onnx/mnist_mlp_c000.onnx'),
  images: join(shared, 'data/t10k-images-idx3-ubyte.gz'),
  labels: join(shared, 'data/t10k-labels-idx1-ubyte.gz'),
};

const mnist: ViewedNetwork = {
  name: 'an MNIST MLP',
  async prepare(folder) {
    const { model, images, labels } = mnistFiles;
    await copyFile(model, join(folder, 'mnist.onnx'));
    await copyFile(images, join(folder, 'images-idx3-ubyte.gz'));
    await copyFile(labels, join(folder, 'labels-idx1-ubyte.gz'));
    const inputs = { inputs: 'images-idx3-ubyte.gz', labels: 'labels-idx1-ubyte.gz' };
    const description = { ...inputs, noun: 'image', scale: 1 / 255, count: 2000 };
    await writeFile(join(folder, 'mnist.dataset.json'), JSON.stringify(description));
  },
  model: 'mnist.onnx',
  data: 'mnist.dataset.json',
  beside: null,
};

for (const network of [sample, mnist]) {
  const isThere = network === sample || Object.values(mnistFiles).every(existsSync);
  describe.skipIf(!isThere)(`the views of ${network.name}, everything measured,`, () => {
    let session: Session;
    let result: ResultFile;
    let openings: PanelOpenings;

    beforeAll(async () => {
      session = await openSession({
        prepare: network.prepare,
        settings: { 'unitImportance.measures': ['selectivity', 'importance', 'curves', 'noise'] },
      });
      const { model, data, beside } = network;
      const other = beside === null ? null : await analyse(session, beside.model, beside.data);
      // Else the second model's panel would open beside the first's.
      await session.workbench.runCommand('View: Close All Editors');
      result = await analyse(session, model, data);
      openings = panelOpenings(result, other);
      await session.workbench.runCommand('Notifications: Clear All Notifications');
    }, 180_000);
    afterAll(() => session.close());

    const panel = () => session.workbench.webview();
    const opensWith = (answer: string) =>
      expect.poll(() => panel().locator('.place h1').innerText(), { timeout: 10_000 }).toBe(answer);

    it('are opened one by one with the mouse, each with the sentence that the result file tells', async () => {
      for (const [tab, answer] of openings) {
        await session.workbench.openPanelTab(tab);
        await opensWith(answer);
      }
    });

    it('are opened by arrow keys as well', async () => {
      const { enter, press, tabTo } = panelKeyboard(session.workbench);
      await session.workbench.openPanelTab('Overview');
      await enter();
      await tabTo(panel().getByRole('tab', { selected: true }));
      for (const [tab, answer] of openings) {
        await expect.poll(() => panel().getByRole('tab', { selected: true }).innerText()).toBe(tab);
        await opensWith(answer);
        await press('ArrowRight');
      }
      // The last tab leads to the first again.
      await expect.poll(() => panel().getByRole('tab', { selected: true }).innerText()).toBe('Overview');
    });

    it('are worked by keys alone', async () => {
      await session.workbench.openPanelTab('Overview');
      await workPanelByKeys(session.workbench, network.beside !== null);
    });

    it('redraw their outputs for each unit that is deleted, and tell how soon', async () => {
      await session.workbench.openPanelTab('Delete');
      const view = panel().locator('.delete');
      const restore = view.getByRole('button', { name: 'Restore all' });
      if (await restore.isEnabled()) await restore.click();
      // The steps are measured first, so that none is under way when a key is pressed.
      await expect.poll(() => view.locator('.step-measured').allInnerTexts()).not.toContain('\u2026');
      await startDeletionClock(panel());
      await view.locator('.figure-plot').first().focus();
      const { keyboard } = session.workbench.page;
      for (let count = 1; count <= 60; count++) {
        await keyboard.press('ArrowRight');
        await keyboard.press('Space');
        await expect.poll(async () => (await deletionTimes(panel())).length, { interval: 20 }).toBe(count);
      }
      // The first few wait for what is compiled as it is first run.
      const times = (await deletionTimes(panel())).slice(10);
      console.log(
        `${network.name}: ${times.length} deletions, median ${median(times).toFixed(1)} ms to the drawing`,
      );
      await expect.poll(() => view.locator('p[aria-live]').innerText()).toMatch(/^60 of [\d,]+ deleted\./);
    });

    it.runIf(network === sample)(
      'have nothing that axe-core finds wrong, in four themes',
      async () => {
        const found: string[] = [];
        for (const theme of themeLabels) {
          await session.workbench.chooseTheme(theme);
          for (const [tab, answer] of openings) {
            await session.workbench.openPanelTab(tab);
            await opensWith(answer);
            found.push(...(await violationsIn(panel())).map((violation) => `${theme}, ${tab}: ${violation}`));
          }
        }
        expect(found).toEqual([]);
      },
      180_000,
    );

    it('send nothing anywhere, break no policy and make no error', () => {
      const { leaving, policyViolations, panelErrors } = session.workbench.traffic;
      expect({ leaving, policyViolations, panelErrors }).toEqual({
        leaving: [],
        policyViolations: [],
        panelErrors: [],
      });
    });
  });
}
