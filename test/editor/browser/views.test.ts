import { existsSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultFile } from '../../../src/results/schema.js';
import { shared } from '../../analysis/referenceFiles.js';
import { violationsIn } from './accessibility.js';
import { analyse } from './analysing.js';
import { panelKeyboard } from './panelKeyboard.js';
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
        expect(await panel().getByRole('tab', { selected: true }).innerText()).toBe(tab);
        await opensWith(answer);
        await press('ArrowRight');
      }
      // The last tab leads to the first again.
      expect(await panel().getByRole('tab', { selected: true }).innerText()).toBe('Overview');
    });

    it('are worked by keys alone', async () => {
      await session.workbench.openPanelTab('Overview');
      await workPanelByKeys(session.workbench, network.beside !== null);
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
