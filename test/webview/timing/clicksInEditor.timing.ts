import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  describeReferenceData,
  hasReferences,
  referenceData,
  referenceModel,
  sources,
} from '../../analysis/referenceFiles.js';
import { analyse } from '../../editor/browser/analysing.js';
import type {} from '../../editor/browser/installPackage.js';
import { openSession, type Session } from '../../editor/browser/session.js';
import { pressAndWait, timingWords, warmUp } from '../page/pressAndWait.js';

const clicks = 50;
const networks = [
  { name: 'mnist_mlp_c000.test2000', samples: 10_000 },
  { name: 'f_ort_mnist.test2000', samples: 2000 },
  { name: 'cifar_conv_nobn.test500', samples: 500 },
];

/** Times deletions in the panel of a real VS Code, from the key to the frame in which the outputs are drawn anew. */
describe.skipIf(!hasReferences || !existsSync(referenceData))('deletions in a real VS Code', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession({
      settings: {
        'unitImportance.measures': ['selectivity'],
        'unitImportance.dataFolders': [referenceData],
      },
      async prepare(folder) {
        for (const { name, samples } of networks) {
          await copyFile(referenceModel(name), join(folder, `${sources[name].model}.onnx`));
          await describeReferenceData(folder, name, samples);
        }
      },
    });
  });
  afterAll(() => session.close());

  it.each(networks)('of $name', async ({ name }) => {
    const { workbench } = session;
    await workbench.runCommand('View: Close All Editors');
    await analyse(session, `${sources[name].model}.onnx`, `${name}.dataset.json`);
    await workbench.openPanelTab('Delete');
    const panel = workbench.webview();
    const plot = panel.locator('.delete .figure-plot').first();
    await plot.waitFor({ timeout: 60_000 });
    // Steps that are measured meanwhile would be timed as well.
    await workbench.page.waitForTimeout(5000);
    await plot.focus();
    const frame = await (await panel.locator('body').elementHandle())?.ownerFrame();
    const times = (await frame?.evaluate(pressAndWait, warmUp + clicks)) ?? [];
    const words = await panel.locator('.delete p[aria-live]').innerText();
    console.log(`${name}: ${timingWords(times.slice(warmUp))}; ${words}`);
  });
});
