// Times deleting a unit in the panel, from the key to the frame in which the outputs are drawn anew: the panel in a browser,
// the network in a process of its own, as in the editor but for the extension's hop between them. From the root, built:
//   node --import ./scripts/typescript.mjs test/webview/page/clicks.ts MODEL DESCRIPTOR [DATA FOLDER...]
import { join, resolve } from 'node:path';
import { JobQueue } from '../../../src/jobs/jobQueue.js';
import { defaultMemory } from '../../../src/jobs/protocol.js';
import { findBrowser } from '../../editor/vscode/browser.js';
import { resultOf } from '../resultOf.js';
import { launchBrowser } from '../../editor/vscode/launchBrowser.js';
import { openPanel, servePanel } from './panelPage.js';
import { pressAndWait, timingWords, warmUp } from './pressAndWait.js';
import { shownState } from './states.js';

const clicks = 50;
const samples = 1000;

const [model, descriptor, ...folders] = process.argv.slice(2);
if (model === undefined || descriptor === undefined) throw new Error('Name a model and its data.');
const { times, first } = await timeClicks(model, descriptor, folders);
console.log(`on ${first} samples: ${timingWords(times)}`);

/** Milliseconds of each deletion, and how many samples were answered. */
async function timeClicks(
  modelPath: string,
  dataPath: string,
  dataRoots: readonly string[],
): Promise<{ readonly times: number[]; readonly first: number }> {
  const queue = new JobQueue({ workerPath: join(import.meta.dirname, '../../../dist/worker.js') });
  const server = await servePanel();
  const browser = await launchBrowser(await findBrowser());
  try {
    const inputs = {
      modelPath: resolve(modelPath),
      dataPath: resolve(dataPath),
      dataRoots: dataRoots.map((folder) => resolve(folder)),
      samples: null,
      engine: 'cpu' as const,
    };
    const session = queue.openLive({ inputs, samples, memory: defaultMemory }, () => {});
    const facts = await session.opened;
    const panel = await openPanel(browser, server.url, {
      saved: { tab: 'delete' },
      answers: { liveOpen: () => facts, live: (question) => session.ask(question) },
      width: 1000,
      height: 900,
    });
    const classes = facts.baseline.correctPerClass.map((_, c) => String(c));
    await panel.tell({ type: 'state', state: shownState(resultOf(facts, classes)) });
    // The steps are measured first, so that none is under way when a key is pressed.
    await panel.page.waitForFunction(() =>
      [...document.querySelectorAll('.step-measured')].every(({ textContent }) => textContent !== '\u2026'),
    );
    await panel.page.locator('.delete .figure-plot').first().focus();
    const times: number[] = await panel.page.evaluate(pressAndWait, warmUp + clicks);
    return { times: times.slice(warmUp), first: facts.baseline.samples };
  } finally {
    await browser.close();
    server.close();
    await queue.dispose();
  }
}
